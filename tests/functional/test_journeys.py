"""What each persona comes for, done as they would do it."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.people import PEOPLE, address_of, sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def has_script(request):
    return request.param


def test_a_resident_finds_their_neighbourhood_on_a_phone(open_page, has_script):
    page = open_page(viewport=PHONE, java_script_enabled=has_script).page

    page.goto("/")
    page.get_by_role("link", name="Find your neighbourhood").click()
    page.get_by_role("link", name=re.compile("IoD 2025")).first.click()
    page.get_by_role("table").get_by_role("link").first.click()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="English Indices of Deprivation 2025")).to_be_visible()
    expect(page.get_by_text("Rank in England").first).to_be_visible()


def test_a_councillor_sees_whether_a_measure_can_be_told(open_page, has_script):
    page = open_page(java_script_enabled=has_script).page

    page.goto("/measures/")
    page.get_by_role("link", name="People out of work").click()

    expect(page.get_by_text("Likely between").first).to_be_visible()
    page.get_by_text("Show the figures as a table").first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("heading", name="What exactly is counted")).to_be_visible()


def test_a_reporter_looks_up_another_council(open_page, has_script):
    page = open_page(java_script_enabled=has_script).page

    page.goto("/deprivation/")
    page.get_by_label("Name or code").fill("Slough")
    page.get_by_role("button", name="Search").click()

    assert "q=Slough" in page.url
    expect(page.get_by_role("rowheader", name="Slough")).to_be_visible()


def test_the_programme_manager_signs_in_by_link_and_reads_the_record(open_page, site, has_script):
    page = open_page(java_script_enabled=has_script).page

    sign_in(page, site, address_of(site, PEOPLE["manager"]))
    page.goto("/desk/")
    assert page.get_by_role("heading", level=1).inner_text().endswith("Amina")

    page.get_by_role("link", name="Who did what").click()
    assert page.get_by_role("table").is_visible() or page.get_by_role("list").first.is_visible()

    page.goto("/manage/")
    assert "manage" in page.url
    expect(page.get_by_role("heading").first).to_be_visible()


def test_the_contributor_cannot_read_the_record(open_page, site):
    page = open_page().page

    sign_in(page, site, address_of(site, PEOPLE["contributor"]))

    assert page.goto("/desk/").status == 200
    assert page.goto("/audit/").status == 403


def test_the_analyst_takes_the_figures_away(open_page, site):
    page = open_page().page
    sign_in(page, site, address_of(site, PEOPLE["analyst"]))

    page.goto("/data/")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").first.click()

    lines = started.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("indicator,place,")
    assert len(lines) > 10


def test_a_used_link_says_so_and_offers_a_new_one(open_page, site):
    page = open_page().page
    sign_in(page, site, address_of(site, PEOPLE["analyst"]))
    letter = next(mail for mail in reversed(site.mail()) if address_of(site, PEOPLE["analyst"]) in mail["To"])
    link = re.search(r"http://\S+/account/login/link/\S+/", letter.get_content())[0]

    other = open_page().page
    answer = other.goto(link)

    assert answer.status == 410
    expect(other.get_by_role("link", name=re.compile("new", re.IGNORECASE)).first).to_be_visible()


def test_every_page_can_be_walked_by_keyboard(open_page):
    page = open_page().page
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"

    page.goto("/recommendations/")
    page.get_by_text("Show a part of them").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "objective"
    page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.tagName") == "SELECT":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations/?objective=**")


def test_the_second_town_keeps_its_own_address(open_page):
    page = open_page().page

    page.goto("/towns/")
    page.get_by_role("link", name="Coventry").click()
    assert page.url.endswith("/towns/coventry/")

    page.get_by_role("navigation", name="Main", exact=True).get_by_role("link", name="Measures").click()
    assert page.url.endswith("/towns/coventry/measures/")


def press_until(page, words: str, key: str = "Tab", most: int = 60) -> None:
    """Move on with one key until what has the focus says these words."""
    for _ in range(most):
        page.keyboard.press(key)
        # A table that scrolls takes the focus too; all its words are not its name.
        said = "e => e.matches('[role=region]') ? '' : e.innerText || e.getAttribute('aria-label') || (e.labels && e.labels[0].innerText) || ''"
        if words in page.evaluate(f"({said})(document.activeElement)"):
            return
    raise AssertionError(f"The focus never came to {words!r}.")


def test_signing_in_needs_no_mouse(open_page, site):
    page = open_page().page
    address = address_of(site, PEOPLE["contributor"])

    page.goto("/")
    press_until(page, "Sign in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/login/**")
    press_until(page, "e-mail address")
    page.keyboard.type(address)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/**")
    letter = next(mail for mail in reversed(site.mail()) if address in mail["To"])
    page.goto(re.search(r"http://\S+/account/login/link/\S+/", letter.get_content())[0])
    press_until(page, "Sign in as")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")

    press_until(page, "Your account")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")


def test_a_neighbourhood_is_found_without_a_mouse(open_page):
    page = open_page(viewport=PHONE).page

    page.goto("/")
    press_until(page, "Find your neighbourhood")
    page.keyboard.press("Enter")
    page.wait_for_url("**/neighbourhoods/")
    press_until(page, "IoD 2025")
    page.keyboard.press("Enter")
    page.wait_for_url("**edition=iod2025")
    press_until(page, "(Luton 0", most=80)
    page.keyboard.press("Enter")
    page.wait_for_url("**/neighbourhoods/E0*/")


def test_another_council_is_looked_up_without_a_mouse(open_page):
    page = open_page().page

    page.goto("/deprivation/")
    press_until(page, "Name or code")
    page.keyboard.type("Slough")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=Slough**")

    expect(page.get_by_role("rowheader", name="Slough")).to_be_visible()
