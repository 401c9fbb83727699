"""A new programme manager turns two faulty spreadsheets into a mapping that two people stand behind.

It fills the town, so it has a town of its own.
"""

import csv
import io
import re

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.functional.conftest import start_copy
from tests.functional.people import PEOPLE, address_of, sign_in

pytestmark = pytest.mark.browser
ADVICE, WORK, UNDER = 60, 40, ("M2", "M3", "M4", "M5", "M6", "M7")
OF_ONE_OBJECTIVE = ADVICE // len(UNDER)


@pytest.fixture(scope="module")
def own_site(demonstration, tmp_path_factory):
    with start_copy(demonstration, tmp_path_factory) as running:
        yield running


@pytest.fixture
def open_own(browser, own_site):
    contexts = []

    def open_one():
        contexts.append(browser.new_context(base_url=own_site.address))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


def press(page, name) -> None:
    """Press a button, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def write_advice() -> bytes:
    """Return sixty recommendations as a council exports them; five rows have faults."""
    rows = [
        [f"X{n}", f"Invented advice number {n}.", UNDER[n % len(UNDER)], "5-year", str(n)]
        for n in range(1, ADVICE + 1)
    ]
    rows[3][2] = "M99"
    rows[10][1] = ""
    rows[20][0] = "X 21"
    rows[30][3] = "soon"
    rows[40][0] = "X40"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["Ref", "Full text", "Theme", "When", "Page"], *rows])
    return out.getvalue().encode("utf-8-sig")


def write_work() -> bytes:
    """Return forty workstreams as a workbook; four rows have faults."""
    rows = [
        [f"Y{n}", f"Invented work {n}", "hatbourne-homes", "targeted", "12000", "2026-04-01", "2028-03-31"]
        for n in range(1, WORK + 1)
    ]
    rows[1][2] = "nobody-knows"
    rows[7][4] = "a lot"
    rows[15][6] = "2020-01-01"
    rows[25][3] = "for some"
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        sheet = workbook.add_worksheet()
        headings = ["Code", "Project", "Lead organisation", "Approach", "Budget", "Start date", "End date"]
        for number, row in enumerate([headings, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def bring(page, name: str, content: bytes) -> None:
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    press(page, "See what would change")


def mend(page, number: int, heading: str, text: str) -> None:
    """Write into a faulty cell, which is a text or a choice."""
    field = page.get_by_role("group", name=f"Row {number}", exact=True).get_by_label(heading)
    field.select_option(text) if field.evaluate("it => it.tagName") == "SELECT" else field.fill(text)


def test_from_two_faulty_spreadsheets_to_a_mapping_two_people_stand_behind(open_own, own_site):
    page = open_own()
    sign_in(page, own_site, address_of(own_site, PEOPLE["manager"]))
    bring_advice(page)
    bring_work(page)
    other = open_own()
    sign_in(other, own_site, address_of(own_site, PEOPLE["analyst"]))

    address = open_round(page)
    mark(page, address, lambda n: "Part" if n % 3 == 0 else "Touches")
    other.goto(address)
    assert "neither sees" in other.locator("main").inner_text().lower()
    mark(other, address, lambda n: "Part" if n % 2 == 0 else "Touches")
    settle(page, address)

    read_the_gaps(page)
    print_the_response(page)


def bring_advice(page) -> None:
    page.goto("/recommendations/")
    page.get_by_role("link", name="Framework").first.click()
    page.get_by_role("link", name="Bring recommendations from a spreadsheet").click()
    bring(page, "advice.csv", write_advice())
    expect(page.get_by_text("5 rows to mend")).to_be_visible()
    for sentence in (
        "There is no objective “M99”.",
        "“Recommendation” is needed.",
        "Write X-21?",
        "“soon” is none of:",
        "“X40” stands in row 41 already.",
    ):
        expect(page.get_by_text(sentence)).to_be_visible()

    mend(page, 5, "Objective", "M6")
    mend(page, 12, "Recommendation", "Invented advice number 11.")
    mend(page, 22, "Code", "X21")
    mend(page, 32, "Horizon", "1-year")
    press(page, "Look again")
    expect(page.get_by_text("1 row to mend")).to_be_visible()
    mend(page, 42, "Code", "X41")
    press(page, "Look again")
    press(page, "Take it in")

    expect(page.get_by_text(f"{ADVICE} rows were taken in.")).to_be_visible()


def bring_work(page) -> None:
    page.goto("/workstreams/")
    page.get_by_role("link", name=re.compile("Bring workstreams from a spreadsheet")).click()
    bring(page, "work.xlsx", write_work())
    expect(page.get_by_text("4 rows to mend")).to_be_visible()
    for sentence in (
        "“nobody-knows” is not known here.",
        "Write an amount in pounds, such as 12500.",
        "Work cannot end before it begins.",
        "“for some” is none of:",
    ):
        expect(page.get_by_text(sentence)).to_be_visible()

    mend(page, 3, "Lead partner", "warm-hearth")
    mend(page, 9, "Cost in pounds", "15000")
    mend(page, 17, "Ends on", "2027-01-01")
    mend(page, 27, "Approach", "targeted")
    press(page, "Look again")
    press(page, "Take it in")

    expect(page.get_by_text(f"{WORK} rows were taken in.")).to_be_visible()


def open_round(page) -> str:
    """Ask two people to map what stands under one objective; return the address of the round."""
    page.goto("/desk/")
    page.get_by_role("link", name="Mapping in pairs").click()
    page.get_by_role("link", name="Open a round").first.click()
    page.get_by_label("Name of the round").fill("Equality, first round")
    page.get_by_label("First person").select_option(
        label=page.locator("option", has_text="Amina").first.inner_text()
    )
    page.get_by_label("Second person").select_option(
        label=page.locator("option", has_text="Priya").first.inner_text()
    )
    page.get_by_label(re.compile(r"^M7|discrimination", re.IGNORECASE)).check()
    for n in range(1, WORK + 1):
        page.get_by_label(f"Y{n} Invented work {n}", exact=True).check()
    press(page, "Open the round")
    return page.url


def mark(page, address: str, choose) -> None:
    """Mark some work for each recommendation and the rest as none, then be done."""
    page.goto(address)
    page.get_by_role("table").get_by_role("link").first.click()
    for n in range(1, 40):
        page.get_by_role("group", name="Y1 Invented work 1", exact=True).get_by_label(choose(n)).check()
        page.get_by_role("group", name="Y2 Invented work 2", exact=True).get_by_label("Full").check()
        page.get_by_label(re.compile("all that I left open here")).check()
        press(page, "Save and go on")
        if page.get_by_role("button", name="I am done").is_visible():
            break
    press(page, "I am done")


def settle(page, address: str) -> None:
    """See how far the two agree, settle every cell where they differ, and take the round in."""
    page.goto(address)
    agreement = page.locator("main").inner_text()
    assert re.search(r"agreement beyond chance \(kappa\)", agreement, re.IGNORECASE)
    assert re.search(r"likely between|between 0\.\d+ and", agreement, re.IGNORECASE), agreement
    page.locator("table").last.get_by_role("link").first.click()
    for _ in range(40):
        page.get_by_label("Part", exact=True).check()
        page.get_by_label("Why").fill("We read both texts again.")
        press(page, re.compile("Settle|Save"))
        if page.url == address:
            break
    press(page, "Take into the matrix")
    expect(page.get_by_text(re.compile(r"\d+ cells are in the matrix"))).to_be_visible()


def read_the_gaps(page) -> None:
    """Find what nobody carries, and take the report away on paper and as a file."""
    page.goto("/mapping/")
    expect(page.get_by_role("link", name="X5, Y2: Full")).to_be_visible()
    page.get_by_role("link", name="Gaps").first.click()
    text = page.locator("main").inner_text()
    weak, of = map(int, re.search(r"(\d+) of (\d+) recommendations not or weakly covered", text).groups())
    assert OF_ONE_OBJECTIVE < weak < of
    assert of >= ADVICE
    orphans = re.search(r"(\d+) of (\d+) workstreams carry nothing", text)
    assert int(orphans[1]) >= WORK - 2
    assert len(page.pdf()) > 10_000
    with page.expect_download() as told:
        page.get_by_role("link", name="XLSX").click()
    assert told.value.suggested_filename.endswith(".xlsx")


def print_the_response(page) -> None:
    """Answer one recommendation, and print the response to all of them."""
    page.goto("/recommendations/X5/")
    page.get_by_role("link", name="Respond").click()
    page.get_by_label("Accepted", exact=False).first.check()
    page.get_by_label("Why", exact=True).fill("We will do this with our partners.")
    page.get_by_label("Who answers for it").fill("Director of public health")
    press(page, "Save")
    page.goto("/response/")
    expect(page.get_by_text("We will do this with our partners.")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("We will do this with our partners.")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).not_to_be_visible()
    assert len(page.pdf()) > 10_000
    page.emulate_media(media="screen")
    with page.expect_download() as told:
        page.get_by_role("link", name="Download as a Word document").click()
    assert told.value.suggested_filename.endswith(".docx")
