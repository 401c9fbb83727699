"""Local figures by keyboard alone: typed, sent in, returned, mended, approved and published."""

import pytest
from playwright.sync_api import expect

from tests.functional.people import PEOPLE, address_of, sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 640}
CARD = {
    "name": "Feels safe after dark",
    "definition": "Says that they feel safe.",
    "numerator": "adults who say so",
    "denominator": "adults who answered",
    "source": "The survey.",
}


def press(page, role, name):
    """Press something as somebody without a mouse does."""
    page.get_by_role(role, name=name, exact=True).first.press("Enter")


def write(page, label, text):
    """Write into the first field of this name."""
    field = page.get_by_label(label, exact=True).first
    field.focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)


def test_figures_go_from_a_sender_to_everybody_by_keyboard(open_page, site, analyst):
    sender, approver = open_page(viewport=PHONE), open_page(storage_state=analyst)
    page, other = sender.page, approver.page
    sign_in(page, site, address_of(site, PEOPLE["contributor"]))

    page.goto("/figures/define/")
    for name, text in CARD.items():
        page.locator(f"#id_{name}").focus()
        page.keyboard.type(text)
    page.get_by_label("higher is better").press("Space")
    press(page, "button", "Define it")
    write(page, "What these figures are", "Safe after dark, 2025")
    write(page, "Where they come from", "The survey of 2025.")
    press(page, "button", "Go on")
    press(page, "link", "Type rows")
    for label, text in {
        "Place": "Luton",
        "Period": "2025",
        "Value": "lots",
        "Count (optional)": "80",
        "Out of (optional)": "200",
    }.items():
        write(page, label, text)
    press(page, "button", "Save rows")
    expect(page.get_by_text("Write a number here, with digits alone.").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    write(page, "Value", "40")
    press(page, "button", "Save rows")
    press(page, "button", "Send in")
    here = page.url

    other.goto(here)
    write(other, "What is to be mended?", "Which adults?")
    press(other, "button", "Return with this note")
    page.goto(here)
    expect(page.get_by_text("Which adults?").first).to_be_visible()
    press(page, "link", "Change rows")
    write(page, "Note (optional)", "Adults of 18 and over.")
    press(page, "button", "Save rows")
    press(page, "button", "Send in")
    other.goto(here)
    press(other, "button", "Approve")

    expect(other.get_by_text("Approved and published. Their periods are locked.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert sender.complaints == approver.complaints == []
