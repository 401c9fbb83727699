"""How a model looks to everybody, and on an old day."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.logic_models.conftest import add, begin_model, open_canvas, rewrite, wait_until_saved
from tests.functional.test_every_page import MODES, RULES, WIDTHS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", WIDTHS)
def test_canvas_and_drawing_are_free_of_faults(open_as, width, mode):
    page = open_as(viewport=WIDTHS[width], **MODES[mode])
    faults = []

    for address in ("/logic-models/warm-and-healthy-homes/", "/logic-models/warm-and-healthy-homes/canvas/"):
        page.goto(address)
        if address.endswith("canvas/"):
            expect(page.locator(".canvas--ready")).to_be_attached()
            page.locator(".canvas__step").first.click()
            page.get_by_role("button", name="Link to…").click()
        for details in page.locator("details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        faults += [
            f"{address}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found.response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{address}: wider than the window")

    assert faults == []


def test_on_a_phone_the_outline_comes_first_and_the_drawing_waits(open_as):
    page = open_as(viewport=WIDTHS["phone"])
    page.goto("/logic-models/warm-and-healthy-homes/")

    expect(page.locator("svg.logic")).to_be_hidden()
    expect(page.locator(".logic-step").first).to_be_visible()
    page.locator(".logic-fold > summary").click()
    expect(page.locator("svg.logic")).to_be_visible()
    page.set_viewport_size(WIDTHS["desk"])
    page.reload()
    expect(page.locator("svg.logic")).to_be_visible()


def test_an_old_day_redraws_exactly_after_later_changes(open_as):
    page = open_as()
    address = begin_model(page, "Redrawn")
    open_canvas(page, address)
    add(page, "input", "As it was")
    wait_until_saved(page)
    seq = page.evaluate("document.querySelector('[data-canvas]').board.exchange.base.seq")
    before = page.request.get(f"{address}drawing.svg?seq={seq}").body()

    rewrite(page, "As it was", "As it is")
    add(page, "activity", "Another")
    wait_until_saved(page)

    assert page.request.get(f"{address}drawing.svg?seq={seq}").body() == before
    assert b"As it is" in page.request.get(f"{address}drawing.svg").body()
