"""The demonstration's people, and how they sign in."""

import re

import yaml

from fairplace.town.packs.reading import find_pack

PEOPLE = {"manager": "Amina Holloway", "contributor": "Gareth Osei", "analyst": "Priya Lindqvist"}


def sign_in(page, site, address: str) -> None:
    """Ask for a link, take it from the mail, and press the button.

    Nobody may ask for more than three links in ten minutes: whoever needs nothing but to be signed in
    as the analyst opens a page with what `analyst` keeps.
    """
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name=re.compile("link", re.IGNORECASE)).click()
    # The worker mails too, whenever it comes to it: the newest mail need not be the one with the link.
    mails = (mail.get_content() for mail in reversed(site.mail()) if address in mail["To"])
    found = (re.search(r"http://\S+/account/login/link/\S+/", words) for words in mails)
    link = next(filter(None, found))
    page.goto(link[0])
    page.get_by_role("button", name=re.compile("Sign in as")).click()


def address_of(site, name: str) -> str:
    """Return the demonstration address of a person, from the pack."""
    people = yaml.safe_load((find_pack("luton") / "demonstration.yaml").read_text(encoding="utf-8"))["people"]
    return next(one["email"] for one in people if one["name"].startswith(name))
