"""A town of their own for two people who may both change models, and what they do on a canvas."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import start_copy
from tests.functional.people import PEOPLE, address_of, sign_in


@pytest.fixture(scope="package")
def own_site(demonstration, tmp_path_factory):
    with start_copy(demonstration, tmp_path_factory) as running:
        yield running


@pytest.fixture(scope="package")
def signed_in(browser, own_site) -> dict:
    """Sign two people in once who may both change models, and return what their browsers keep."""
    kept = {}
    page = browser.new_page(base_url=own_site.address)
    sign_in(page, own_site, address_of(own_site, PEOPLE["manager"]))
    page.wait_for_url("**/desk/")
    kept["Amina"] = page.context.storage_state()
    page.goto("/people/add/")
    page.get_by_label("Name").fill("Bea Chair")
    page.get_by_label("E-mail address").fill("bea@example.org")
    page.get_by_label("Programme team").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/people/**")
    page.close()
    page = browser.new_page(base_url=own_site.address)
    letter = next(mail for mail in reversed(own_site.mail()) if "bea@example.org" in mail["To"])
    page.goto(re.search(r"http://\S+/account/login/link/\S+/", letter.get_content())[0])
    page.get_by_role("button", name=re.compile("Sign in as")).click()
    page.wait_for_url(re.compile("/(desk|account)/$"))
    kept["Bea"] = page.context.storage_state()
    page.close()
    return kept


@pytest.fixture
def open_as(browser, own_site, signed_in):
    """Return a function that opens a page as one of the two, and fails the test if a script complains."""
    contexts, complaints = [], []

    def open_one(name="Amina", **options):
        context = browser.new_context(base_url=own_site.address, storage_state=signed_in[name], **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


def begin_model(page, title: str) -> str:
    """Begin an empty model by the form, and return its address."""
    page.goto("/logic-models/add/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Group that answers for it").select_option(index=1)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()
    return re.search(r"/logic-models/[^/]+/", page.url)[0]


def open_canvas(page, address: str):
    page.goto(f"{address}canvas/")
    expect(page.locator(".canvas--ready")).to_be_attached()
    return page


def card(page, text: str):
    return page.locator(".canvas__step", has_text=re.compile(f"^{re.escape(text)}$"))


def add(page, kind: str, *texts: str) -> None:
    box = page.get_by_label(f"Add: {kind}", exact=True)
    for text in texts:
        box.fill(text)
        box.press("Enter")


def wait_until_saved(page) -> None:
    expect(page.locator(".canvas__status")).to_have_text("Everything is saved.")


def rewrite(page, text: str, new: str) -> None:
    card(page, text).dblclick()
    area = page.get_by_label("Words of this step.")
    area.fill(new)
    area.press("Enter")


def list_shown(page) -> list[str]:
    return page.locator(".canvas__step").all_inner_texts()


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent")
