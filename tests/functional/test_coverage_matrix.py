"""The coverage matrix in a browser: by keyboard alone, without scripts, and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.test_journeys import PHONE, press_until

pytestmark = pytest.mark.browser


def focused(page) -> str:
    """Return what a screen reader would call the cell that has the focus; nothing outside the grid."""
    return page.evaluate(
        "document.activeElement.closest('.matrix__grid td') && document.activeElement.ariaLabel || ''"
    )


def enter_grid(page) -> str:
    for _ in range(120):
        page.keyboard.press("Tab")
        if focused(page):
            return focused(page)
    raise AssertionError("The focus never came into the grid.")


def press(page, key: str) -> str:
    page.keyboard.press(key)
    return focused(page)


def place_of(label: str) -> list[str]:
    return label.split(":", maxsplit=1)[0].split(", ")


def list_codes(page) -> tuple[list[str], list[str]]:
    """Return the codes of the rows and of the columns, as they stand."""
    rows = page.locator("tr[data-code]").evaluate_all("all => all.map(row => row.dataset.code)")
    works = page.locator("thead th b").evaluate_all("all => all.map(head => head.textContent)")
    return rows, works


def find_empty_cell(page, rows: list[str]) -> str:
    """Walk down from the first row until a cell that nobody judged has the focus."""
    for _ in rows:
        if "not mapped yet" in focused(page):
            return focused(page)
        press(page, "ArrowDown")
    raise AssertionError("Every cell of the column is judged.")


def test_the_keyboard_alone_finds_a_cell_and_maps_it(open_page, analyst):
    watched = open_page(storage_state=analyst)
    page = watched.page
    page.goto("/mapping/")
    rows, works = list_codes(page)

    first = place_of(enter_grid(page))
    assert place_of(press(page, "Home")) == [first[0], works[0]]
    assert place_of(press(page, "ArrowLeft")) == [first[0], works[0]]
    assert place_of(press(page, "ArrowRight")) == [first[0], works[1]]
    assert place_of(press(page, "End")) == [first[0], works[-1]]
    assert place_of(press(page, "ArrowRight")) == [first[0], works[-1]]
    below = rows[rows.index(first[0]) + 1]
    assert place_of(press(page, "ArrowDown")) == [below, works[-1]]
    assert place_of(press(page, "ArrowUp")) == [first[0], works[-1]]
    for _ in rows:
        press(page, "ArrowUp")
    assert place_of(focused(page)) == [rows[0], works[-1]], "the uppermost row stops the way up"

    row, work = place_of(find_empty_cell(page, rows))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/mapping/{row}/{work}/")
    press_until(page, "None: this work does not help")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    press_until(page, "Why do you think so?")
    page.keyboard.type("It reaches half of them.")
    press_until(page, "Save")
    page.keyboard.press("Enter")

    page.get_by_text(f"{row} × {work} is saved.").wait_for()
    page.goto("/mapping/")
    expect(page.get_by_role("link", name=f"{row}, {work}: Part")).to_be_visible()
    clear(page, row, work)
    assert watched.complaints == []


def clear(page, row: str, work: str) -> None:
    """Empty the cell again by keyboard, so that the demonstration stays as it was."""
    page.goto(f"/mapping/{row}/{work}/")
    press_until(page, "Clear this cell")
    page.keyboard.press("Enter")
    page.get_by_text(f"{row} × {work} is empty now.").wait_for()


def test_one_cell_of_the_grid_is_on_the_way_of_the_tab_key(open_page, analyst):
    page = open_page(storage_state=analyst).page
    page.goto("/mapping/")

    enter_grid(page)
    left = press(page, "ArrowDown")

    stops = page.locator(".matrix__grid td a[tabindex='0'], .matrix__grid td[tabindex='0']")
    assert stops.count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == left, "the way back leads to where it left"


def test_a_matrix_that_nobody_has_begun_is_entered_by_keyboard_too(open_page, analyst):
    page = open_page(storage_state=analyst).page
    page.goto("/mapping/?fit=has-none")
    rows, works = list_codes(page)
    assert page.locator(".matrix__grid td a").count() <= 1

    assert enter_grid(page) == f"{rows[0]}, {works[0]}: not mapped yet"


def test_the_same_works_without_scripts_through_the_page_of_a_row(open_page, analyst):
    page = open_page(storage_state=analyst, java_script_enabled=False).page
    page.goto("/mapping/")
    page.locator("tr[data-code] th a").last.click()
    row = re.search(r"/mapping/([^/]+)/$", page.url)[1]
    page.get_by_role("heading", name=re.compile("not looked at")).wait_for()

    page.locator("h2:has-text('not looked at') + ul a").first.click()
    work = re.search(r"/mapping/[^/]+/([^/]+)/$", page.url)[1]
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Choose how far this work carries")).to_be_visible()
    page.get_by_label("Touches: it helps a little").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text(f"{row} × {work} is saved.")).to_be_visible()
    page.goto("/mapping/")
    expect(page.get_by_role("link", name=f"{row}, {work}: Touches")).to_be_visible()
    page.goto(f"/mapping/{row}/{work}/")
    page.get_by_role("button", name="Clear this cell").click()
    expect(page.get_by_text(f"{row} × {work} is empty now.")).to_be_visible()


def test_a_phone_shows_the_list_in_place_of_the_grid(open_page, analyst):
    page = open_page(storage_state=analyst, viewport=PHONE).page
    page.goto("/mapping/")

    expect(page.locator(".matrix__grid")).not_to_be_visible()
    expect(page.locator(".matrix-list")).to_be_visible()
    page.locator(".matrix-list h3 a").first.click()
    expect(page.get_by_role("heading", name=re.compile("What carries"))).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/mapping/")
    expect(page.locator(".matrix__grid")).to_be_visible()
    expect(page.locator(".matrix-list")).not_to_be_visible()
