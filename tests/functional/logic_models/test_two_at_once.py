"""Two people change one model at once."""

import pytest
from playwright.sync_api import expect

from tests.functional.logic_models.conftest import (
    add,
    begin_model,
    card,
    list_shown,
    open_canvas,
    rewrite,
    wait_until_saved,
)

pytestmark = pytest.mark.browser


def test_two_people_see_each_others_changes_as_they_are_made(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Two at once")
    open_canvas(amina, address)
    open_canvas(bea, address)
    expect(bea.get_by_text("Amina Holloway is here too.")).to_be_visible(timeout=5000)
    expect(amina.get_by_text("Bea Chair is here too.")).to_be_visible(timeout=5000)

    add(amina, "input", "From Amina")
    expect(card(bea, "From Amina")).to_be_visible()
    expect(bea.get_by_text("Amina Holloway added: From Amina")).to_be_attached()
    add(bea, "activity", "From Bea")
    expect(card(amina, "From Bea")).to_be_visible()
    rewrite(bea, "From Amina", "From both")
    expect(card(amina, "From both")).to_be_visible()
    card(amina, "From Bea").focus()
    amina.keyboard.press("Delete")
    expect(card(bea, "From Bea")).to_have_count(0)


@pytest.mark.parametrize("choice", ["Put in what you wrote", "Leave it as it is now"])
def test_the_second_who_saves_sees_both_texts_and_chooses(open_as, choice):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, f"Clash {choice}")
    open_canvas(amina, address)
    add(amina, "input", "As it was")
    wait_until_saved(amina)
    open_canvas(bea, address)

    card(bea, "As it was").dblclick()
    area = bea.get_by_label("Words of this step.")
    area.fill("Bea's words")
    rewrite(amina, "As it was", "Amina's words")
    wait_until_saved(amina)
    expect(bea.get_by_text("Amina Holloway changed: Amina's words")).to_be_attached()
    expect(area).to_have_value("Bea's words")
    area.press("Enter")

    notice = bea.get_by_role("alert")
    expect(notice.get_by_role("heading")).to_have_text(
        "Amina Holloway changed the same while you were writing"
    )
    expect(notice.get_by_text("Amina's words")).to_be_visible()
    expect(notice.get_by_label("What you wrote")).to_have_value("Bea's words")
    expect(card(amina, "Amina's words")).to_be_visible()
    notice.get_by_role("button", name=choice).click()
    wait_until_saved(bea)
    last = "Bea's words" if "Put" in choice else "Amina's words"
    for page in (bea, amina):
        expect(card(page, last)).to_be_visible()
    assert bea.evaluate("document.activeElement !== document.body")


def test_what_is_removed_under_the_writers_hands_is_shown_and_can_come_back(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Removed")
    open_canvas(amina, address)
    add(amina, "input", "As it was")
    wait_until_saved(amina)
    open_canvas(bea, address)

    card(bea, "As it was").dblclick()
    bea.get_by_label("Words of this step.").fill("Bea's words")
    card(amina, "As it was").focus()
    amina.keyboard.press("Delete")

    notice = bea.get_by_role("alert")
    expect(notice.get_by_label("What you wrote")).to_have_value("Bea's words")
    notice.get_by_role("button", name="Put it back with what you wrote").click()
    expect(card(amina, "Bea's words")).to_be_visible()


def test_two_changes_of_different_things_of_one_step_both_hold(open_as):
    amina, bea = open_as("Amina"), open_as("Bea")
    address = begin_model(amina, "Both hold")
    open_canvas(amina, address)
    add(amina, "input", "One", "Two")
    wait_until_saved(amina)
    open_canvas(bea, address)

    card(bea, "Two").dblclick()
    bea.get_by_label("Words of this step.").fill("Two, better")
    card(amina, "Two").focus()
    amina.keyboard.press("Alt+ArrowUp")
    wait_until_saved(amina)
    bea.get_by_label("Words of this step.").press("Enter")
    wait_until_saved(bea)

    assert bea.get_by_role("alert").count() == 0
    assert list_shown(bea) == ["Two, better", "One"]
