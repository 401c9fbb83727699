"""From a link in a mail to a saved update, on a phone, in a real browser."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.test_every_page import RULES

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}
MAKE = """
from datetime import date
from fairplace.town.governance.models import Action
from fairplace.town.places.operations.saving import next_number
from fairplace.town.governance.operations.update_link import make_link
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
town = Town.objects.get(is_default=True)
owner = Person.objects.filter(is_active=True, appointments__town=town).order_by("pk").first()
action = Action.objects.create(
    town=town, number=next_number(Action, town), group=Group.objects.filter(town=town).first(), owner=owner,
    title="Warm rooms in three libraries", starts_on=date(2026, 9, 1), due_on=date(2099, 3, 31),
    counts_what="people who came", denominator=400, denominator_what="people who live alone nearby",
)
print(make_link(action=action, person=owner))
"""


@pytest.fixture
def link(site) -> str:
    """Make an action of somebody's in the running town, and return the path of the link in its mail."""
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("FAIRPLACE_", "DJANGO_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "fairplace", "manage", "shell", "--no-imports", "-c", MAKE],
        env={**own, "FAIRPLACE_DATA_DIR": str(site.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return urlsplit(done.stdout.split()[-1]).path


def fill(page, note="Two rooms are open."):
    page.get_by_label("Under way").check()
    page.get_by_label("Say it in a sentence or two").fill(note)
    page.get_by_label("The number so far").fill("130")


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_an_update_is_saved_from_a_phone(open_page, link, has_script):
    watched = open_page(viewport=PHONE, java_script_enabled=has_script)
    page = watched.page

    page.goto(link)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if has_script:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.response["violations"] == []
    fill(page)
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("heading", name="Thank you, it is saved")).to_be_visible()
    expect(page.get_by_text("130 of 400 people who live alone nearby.")).to_be_visible()
    expect(page.get_by_text("One update serves every strategy and board")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert watched.complaints == []


def test_a_link_is_held_by_the_browser_in_which_somebody_types(open_page, link):
    first, second = open_page(viewport=PHONE).page, open_page(viewport=PHONE).page
    first.goto(link)
    second.goto(link)

    with first.expect_response(lambda answer: answer.url.endswith("/hold/")) as held:
        first.get_by_label("Say it in a sentence or two").press_sequentially("T")
    assert held.value.status == 204
    fill(second, "I found this mail.")
    second.get_by_role("button", name="Send").click()

    expect(second.get_by_role("heading", name="This link is open in another browser")).to_be_visible()
    expect(second.get_by_text("I found this mail.")).to_be_visible()
    fill(first)
    first.get_by_role("button", name="Send").click()
    expect(first.get_by_role("heading", name="Thank you, it is saved")).to_be_visible()


def test_a_program_that_fills_in_the_form_holds_nothing(open_page, link):
    page = open_page(viewport=PHONE).page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)

    page.evaluate("""() => {
        const box = document.querySelector("textarea");
        box.value = "scanned";
        box.dispatchEvent(new Event("input", { bubbles: true }));
    }""")

    page.wait_for_timeout(300)
    assert not [one for one in asked if one.endswith("/hold/")]


def test_handing_it_on_takes_two_presses(open_page, link):
    page = open_page(viewport=PHONE).page

    page.goto(link)
    page.get_by_role("link", name="I am not the right person any more").click()
    page.get_by_label("Who could it be instead").fill("The landlords’ forum")
    page.get_by_role("button", name="Hand it on").click()

    expect(page.get_by_role("heading", name="Thank you for saying so")).to_be_visible()
