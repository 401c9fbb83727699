"""A chair keeps a meeting on a phone, without scripts, and nothing on the way is a barrier.

It fills the town, so it has a town of its own.
"""

import datetime

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import start_copy
from tests.functional.people import PEOPLE, address_of, sign_in
from tests.functional.test_every_page import look_at_widths
from tests.functional.test_journeys import PHONE

pytestmark = pytest.mark.browser
GROUP = "/groups/health-equity-town-partnership"


@pytest.fixture(scope="module")
def own_site(demonstration, tmp_path_factory):
    with start_copy(demonstration, tmp_path_factory) as running:
        yield running


@pytest.fixture(scope="module")
def manager(browser, own_site) -> dict:
    """Sign the programme manager in once, and return what their browser keeps."""
    page = browser.new_page(base_url=own_site.address)
    sign_in(page, own_site, address_of(own_site, PEOPLE["manager"]))
    page.wait_for_url("**/desk/")
    state = page.context.storage_state()
    page.close()
    return state


def test_a_meeting_is_planned_held_and_closed_on_a_phone_without_scripts(browser, own_site, manager):
    context = browser.new_context(
        base_url=own_site.address, viewport=PHONE, storage_state=manager, java_script_enabled=False
    )
    page = context.new_page()
    planned = plan_meeting(page)
    add_item(page, "Warm homes", "For decision")
    add_item(page, "School meals", "For information")
    page.goto(planned)

    page.get_by_role("link", name="Take attendance").click()
    page.get_by_role("group", name="Hatbourne Homes").get_by_label("Sent apologies").check()
    page.get_by_role("button", name="Save, and mark the rest as present").click()
    expect(page.get_by_text("The attendance is saved.")).to_be_visible()
    page.get_by_role("link", name="Back to the meeting").click()
    page.get_by_role("link", name="Write the outcome Warm homes").click()
    page.get_by_label("In words").fill("Three more homes are lagged by March.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Close the meeting").click()
    expect(page.get_by_role("link", name="“School meals” has no outcome.")).to_be_visible()
    page.get_by_role("link", name="Carry forward what is not finished").click()
    page.get_by_role("button", name="Carry them forward").click()
    page.get_by_role("link", name="Close the meeting").click()
    page.get_by_role("button", name="Close the meeting").click()

    expect(page.get_by_text("The meeting is closed.")).to_be_visible()
    expect(page.get_by_text("Three more homes are lagged by March.")).to_be_visible()
    expect(page.get_by_text("4 of 5 organisations were there")).to_be_visible()
    expect(page.get_by_text("Carried forward to the backlog.")).to_be_visible()
    context.close()


def plan_meeting(page) -> str:
    """Add a series, plan a meeting of yesterday, and return its address."""
    page.goto(f"{GROUP}/series/add/")
    page.get_by_label("Name").fill("Steering group meeting")
    page.get_by_role("button", name="Save").click()
    yesterday = datetime.datetime.now() - datetime.timedelta(days=1)
    page.get_by_label("Day").fill(yesterday.strftime("%Y-%m-%d"))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change the agenda")
    return page.url.removesuffix("agenda/")


def add_item(page, title: str, purpose: str) -> None:
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label(purpose).check()
    page.get_by_role("button", name="Save").click()


def test_every_page_of_meetings_is_free_of_faults(browser, own_site, manager):
    context = browser.new_context(base_url=own_site.address, storage_state=manager, reduced_motion="reduce")
    page, faults = context.new_page(), []
    page.goto(f"{GROUP}/series/add/")
    page.get_by_label("Name").fill("Board")
    page.get_by_role("button", name="Save").click()
    faults += look_at_widths(page, "planning a meeting")
    page.get_by_role("button", name="Save").click()
    add_item(page, "Warm homes", "For decision")
    add_item(page, "School meals", "For information")
    faults += look_at_widths(page, "the agenda")
    planned = page.url.removesuffix("agenda/")
    page.get_by_role("link", name="Warm homes").first.click()
    faults += look_at_widths(page, "an item")
    page.get_by_label("Title").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible()
    faults += look_at_widths(page, "an item without a title")
    for path in ("", "change/", "line/", "next/", "attendance/", "carry/", "close/", "cancel/"):
        page.goto(planned + path)
        faults += look_at_widths(page, path or "the meeting")
    page.goto(planned)
    page.get_by_role("link", name="Write the outcome").first.click()
    faults += look_at_widths(page, "an outcome")
    page.goto(f"{planned}cancel/")
    page.get_by_label("Why").fill("The room is being painted.")
    page.get_by_role("button", name="Cancel the meeting").click()
    faults += look_at_widths(page, "a cancelled meeting")
    page.get_by_role("link", name="Reopen it").click()
    faults += look_at_widths(page, "reopening")
    page.goto(f"{GROUP}/meetings/")
    faults += look_at_widths(page, "the meetings")
    page.get_by_role("link", name="Put the backlog in order").last.click()
    faults += look_at_widths(page, "the backlog")

    assert faults == []
    context.close()
