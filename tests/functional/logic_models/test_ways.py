"""One model, made by guide, by keyboard and without scripts."""

from itertools import chain, pairwise

import pytest
from playwright.sync_api import expect

from tests.functional.logic_models.conftest import begin_model, card, open_canvas, wait_until_saved
from tests.functional.test_journeys import press_until

pytestmark = pytest.mark.browser
# A model of fifteen steps, by column.
STEPS = {
    "input": ["Two energy advisers", "Money for repairs"],
    "activity": ["Visit cold homes", "Mend draughts", "Help with bills"],
    "output": ["Homes visited", "Homes made warmer", "People helped with bills"],
    "short-term outcome": ["People keep warm", "People owe less", "Landlords know what helps"],
    "medium-term outcome": ["Fewer chests get worse", "Fewer people skip meals"],
    "long-term outcome": ["Fewer homes are too costly to heat"],
    "impact": ["Nobody is ill because of a cold home"],
}
ALL = list(chain.from_iterable(STEPS.values()))
# The guide asks from the end back to the beginning.
GUIDED = [
    "impact",
    "long-term outcome",
    "medium-term outcome",
    "short-term outcome",
    "output",
    "activity",
    "input",
]


def has_whole_model(page, address: str) -> None:
    """Check by the outline that all fifteen steps are there, each in its column, and linked in a chain."""
    page.goto(address)
    assert sorted(page.locator(".logic-step > h3").all_inner_texts()) == sorted(ALL)
    for kind, texts in zip(
        ("input", "activity", "output", "short", "medium", "long", "impact"), STEPS.values(), strict=True
    ):
        column = page.locator(f".logic-column--{kind}")
        assert sorted(column.locator(".logic-step > h3").all_inner_texts()) == sorted(texts)
    assert page.get_by_text("because it follows").count() >= 1


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_a_chair_is_guided_to_a_model_of_fifteen_steps(open_as, has_script):
    page = open_as("Bea", java_script_enabled=has_script)

    address = begin_model(page, f"Guided {has_script}")
    for kind in [None, None, *GUIDED]:
        page.get_by_label("Your answer").fill("\n".join(STEPS[kind]) if kind else "Homes are cold.")
        page.get_by_role("button", name="Save and go on").click()
    for row in page.locator("fieldset.guide-row").all():
        row.get_by_label("Leads to").select_option(index=1)
        row.get_by_label("Because").fill("because it follows")
    page.get_by_role("button", name="Save and leave the guide").click()

    has_whole_model(page, address)
    assert page.locator("svg.logic").count() == 1


def test_the_same_is_made_by_keyboard_alone_on_the_canvas(open_as):
    page = open_as("Bea")
    address = begin_model(page, "By keyboard")
    open_canvas(page, address)
    key = page.keyboard

    for kind, texts in STEPS.items():
        press_until(page, f"Add: {kind}")
        for text in texts:
            key.type(text)
            key.press("Enter")
    # Back to the step that was added last: the impact. From there each step is linked to the right of it.
    press_until(page, ALL[-1], "Shift+Tab")
    for text in reversed(ALL[:-1]):
        walk_to(page, text)
        key.press("c")
        key.press("ArrowRight")
        key.press("Enter")
        expect(page.get_by_label("Why should this hold?")).to_be_focused()
        key.type("because it follows")
        key.press("Control+Enter")
        expect(card(page, text)).to_be_focused()
    wait_until_saved(page)

    has_whole_model(page, address)
    page.goto(address)
    assert page.get_by_text("because it follows").count() >= len(ALL) - 1


def walk_to(page, text: str) -> None:
    """Go with the arrows from whichever step has the focus, column by column to the left and then up and down."""
    for _ in range(40):
        if page.evaluate("document.activeElement.textContent") == text:
            return
        here = page.evaluate(
            "[...document.querySelectorAll('[data-kind]')].indexOf(document.activeElement.closest('[data-kind]'))"
        )
        there = page.evaluate(
            "text => [...document.querySelectorAll('.canvas__step')].find(one => one.textContent === text).closest('[data-kind]').dataset.kind",
            text,
        )
        wanted = page.evaluate(
            "kind => [...document.querySelectorAll('[data-kind]')].findIndex(one => one.dataset.kind === kind)",
            there,
        )
        if here != wanted:
            page.keyboard.press("ArrowLeft" if here > wanted else "ArrowRight")
            continue
        texts = page.locator(f"[data-kind={there}] .canvas__step").all_inner_texts()
        focused = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("ArrowUp" if texts.index(focused) > texts.index(text) else "ArrowDown")
    raise AssertionError(f"The arrows never came to {text!r}.")


def test_the_same_is_made_without_scripts_through_the_outline(open_as):
    page = open_as("Bea", java_script_enabled=False)
    address = begin_model(page, "Without scripts")

    page.goto(f"{address}canvas/")
    page.get_by_role("link", name="The outline", exact=True).click()
    for kind, texts in STEPS.items():
        for text in texts:
            page.goto(address)
            page.get_by_role("link", name=f"Add: {kind}", exact=True).click()
            page.get_by_label("What it is").fill(text)
            page.get_by_role("button", name="Save").click()
    for start, end in pairwise(ALL):
        page.goto(f"{address}links/add/")
        page.get_by_label("From").select_option(label=find_option(page, "From", start))
        page.get_by_label("To").select_option(label=find_option(page, "To", end))
        page.get_by_label("Why it should hold").fill("because it follows")
        page.get_by_role("button", name="Save").click()

    has_whole_model(page, address)


def find_option(page, label: str, text: str) -> str:
    options = page.get_by_label(label, exact=True).locator("option").all_inner_texts()
    return next(one for one in options if one.endswith(f": {text}"))
