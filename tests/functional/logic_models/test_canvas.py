"""What one person does on the canvas, and takes back."""

import pytest
from playwright.sync_api import expect

from tests.functional.logic_models.conftest import (
    add,
    begin_model,
    card,
    focused,
    list_shown,
    open_canvas,
    wait_until_saved,
)

pytestmark = pytest.mark.browser


def test_focus_is_never_lost_and_every_change_can_be_taken_back(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Back and forth"))
    add(page, "input", "One", "Two")
    add(page, "activity", "Three")
    key = page.keyboard

    card(page, "Two").focus()
    key.press("Alt+ArrowUp")
    assert list_shown(page) == ["Two", "One", "Three"]
    key.press("Alt+ArrowRight")
    assert focused(page) == "Two"
    assert page.locator("[data-kind=activity] .canvas__step").count() == 2
    key.press("F2")
    key.type("Deux")
    key.press("Enter")
    assert focused(page) == "Deux"
    key.press("Delete")
    assert focused(page) in ("Three", "One")
    assert sorted(list_shown(page)) == ["One", "Three"]

    for _ in range(4):
        key.press("Control+z")
    assert list_shown(page) == ["One", "Two", "Three"]
    for _ in range(4):
        key.press("Control+Shift+z")
    assert sorted(list_shown(page)) == ["One", "Three"]
    page.get_by_role("button", name="Undo").click()
    assert sorted(list_shown(page)) == ["Deux", "One", "Three"]
    wait_until_saved(page)
    page.reload()
    assert sorted(list_shown(page)) == ["Deux", "One", "Three"]


def test_a_step_is_dragged_to_another_column(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Dragged"))
    add(page, "input", "One", "Two")
    add(page, "output", "Three")

    card(page, "Two").scroll_into_view_if_needed()
    box, there = card(page, "One").bounding_box(), card(page, "Three").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + there["height"] - 2, steps=8)
    page.mouse.up()

    assert page.locator("[data-kind=output] .canvas__step").all_inner_texts() == ["Three", "One"]
    assert focused(page) == "One"
    wait_until_saved(page)


def test_steps_are_found_by_their_words(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Found"))
    add(page, "input", "Warm rooms", "Cold rooms", "Money")

    page.get_by_label("Find a step").fill("ROOMS")
    expect(page.get_by_text("2 found.")).to_be_visible()
    page.get_by_label("Find a step").press("Enter")

    assert "rooms" in focused(page)


def test_fewer_crossings_are_offered_and_can_be_taken_back(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Tidier"))
    add(page, "input", "One", "Two")
    add(page, "activity", "Three", "Four")
    for start, end in (("One", "Four"), ("Two", "Three")):
        card(page, start).click()
        page.get_by_role("button", name="Link to…").click()
        card(page, end).click()
        page.get_by_label("Why should this hold?").press("Escape")
    wait_until_saved(page)
    before = list_shown(page)

    page.get_by_role("button", name="Fewer crossings").click()
    expect(page.get_by_text("so that fewer links cross")).to_be_attached()
    assert list_shown(page) in (["Two", "One", "Three", "Four"], ["One", "Two", "Four", "Three"])
    page.get_by_role("button", name="Undo").click()

    assert list_shown(page) == before
    wait_until_saved(page)


def test_a_link_tells_why_and_is_taken_away_and_back(open_as):
    page = open_as()
    open_canvas(page, begin_model(page, "Linked"))
    add(page, "input", "One")
    add(page, "activity", "Two")

    card(page, "One").click()
    page.get_by_role("button", name="Link to…").click()
    card(page, "Two").click()
    page.get_by_label("Why should this hold?").fill("It stands to reason")
    page.get_by_label("How well is it known?").select_option("expected")
    page.get_by_role("button", name="Save the link").click()
    expect(page.locator(".canvas__why")).to_have_text("It stands to reason")
    assert page.locator(".canvas__line").count() == 1
    page.get_by_role("button", name="Change the link to Two").click()
    page.get_by_role("button", name="Remove the link").click()
    expect(page.locator(".canvas__line")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".canvas__why")).to_have_text("It stands to reason")
    wait_until_saved(page)
