"""Exploring a measure in a browser: by keyboard, by touch, large, and without scripts."""

import re

import pytest
from django.template import Context, Template
from playwright.sync_api import expect

from fairplace.town.ui.charts import MapArea, map_chart
from fairplace.town.ui.charts.drawing import draw, get_drawing
from tests.functional.test_every_page import look_at_widths

pytestmark = pytest.mark.browser
PAGE = "/measures/people-in-work/explore/"
AREA = "E01015693"


@pytest.fixture
def watched(open_page):
    found = open_page(viewport={"width": 1280, "height": 900})
    found.page.goto(PAGE)
    return found


def test_a_keyboard_narrows_the_years_and_the_change_is_announced(watched):
    page = watched.page
    first = page.get_by_role("slider", name="From")
    said = page.locator("#shown [role=status]")
    before = said.inner_text()
    # The very sentence must stay in the page, or its change is not announced.
    page.evaluate("document.querySelector('#shown [role=status]').dataset.kept = 'yes'")

    first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")

    expect(first).to_have_attribute("aria-valuetext", "2007")
    expect(said).to_contain_text("2007 to 2023")
    expect(said).to_have_attribute("data-kept", "yes")
    expect(said).to_be_visible()
    assert said.inner_text() != before
    assert page.url.endswith(f"{PAGE}?from=2007")
    expect(first).to_be_focused()
    # The picture of the new span comes in by itself, with its own figures.
    expect(page.locator("#shown .drawing--wide svg")).to_be_visible()
    expect(page.locator("#shown [data-part=shown]")).not_to_have_attribute("aria-busy", "true")
    assert page.locator("#shown td", has_text=re.compile("^2006$")).count() == 0

    page.keyboard.press("End")
    expect(said).to_contain_text(", 2023;")
    assert page.get_by_role("slider", name="To").get_attribute("aria-valuetext") == "2023"
    assert watched.complaints == []


def test_a_filter_that_is_shown_by_its_button_is_announced_too(watched):
    page = watched.page
    page.get_by_label("Find a place by name").fill("slou")
    expect(page.get_by_text("1 place with this name")).to_be_visible()
    # Those that are chosen stay in the list, whatever is looked for.
    assert page.locator(".place-list > div:visible").all_inner_texts() == [
        "Luton",
        "England",
        "East of England",
        "Slough",
    ]
    page.get_by_label("Slough").check()
    page.get_by_label("Scale").select_option("yes")
    page.get_by_role("button", name="Show", exact=True).press("Enter")

    expect(page.locator("#shown [role=status]")).to_contain_text(
        "4 places, 2004 to 2023; Everybody; scale of ratios."
    )
    expect(page.locator("#shown")).to_be_focused()
    assert "log=yes" in page.url


def test_a_place_brought_forward_by_keyboard_is_read_with_its_likely_range(watched):
    page = watched.page
    who = page.get_by_label("Bring forward")
    told = page.locator(".reading__told")
    assert not page.get_by_label("Period").is_visible()

    who.focus()
    who.select_option("Luton")
    expect(told).to_contain_text(
        re.compile(r"^Luton, 2023. Value: [\d.]+%, likely between [\d.]+% and [\d.]+%")
    )
    expect(told).to_have_attribute("aria-live", "polite")
    page.get_by_role("slider", name="Period").press("Home")

    expect(told).to_contain_text("Luton, 2004.")
    faint = page.locator(".drawing--wide [data-kind=line]:not(.is-forward)").first
    assert float(faint.evaluate("one => getComputedStyle(one).opacity")) < 0.5
    # What is read is a row of the table, word for word.
    row = page.locator("#shown tr", has=page.locator("th", has_text=re.compile("^Luton$"))).first
    assert row.locator("td").nth(1).text_content() in told.inner_text()


@pytest.mark.parametrize(
    ("address", "who", "told"),
    [
        ("/measures/people-in-work/places/", "Luton", r"^Luton. Value: [\d.]+%, likely between [\d.]+% and "),
        ("/measures/people-in-work/places/?chart=box", "2023", r"^2023. Town: [\d.]+%, likely between "),
        ("/measures/people-in-work/places/?chart=funnel", "Luton", r"^Luton. "),
        ("/measures/scatter/", "Luton", r"^Luton. .+: [\d.]+ years, no likely range published; "),
        ("/measures/equiplot/", None, r"^.+, .+. Value: [\d.]+"),
        ("/measures/profile/", None, r"^.+, 2\d.+\. Luton: [\d.]+"),
    ],
)
def test_each_kind_of_picture_is_read_like_its_table(open_page, address, who, told):
    page = open_page(viewport={"width": 1280, "height": 900}).page
    page.goto(address)
    choice = page.get_by_label("Bring forward").first

    choice.select_option(who) if who else choice.select_option(index=1)

    expect(page.locator(".reading__told").first).to_contain_text(re.compile(told))
    assert page.locator(".drawing--wide .reading-spot").count() == 1


def test_what_is_pointed_at_is_read_and_let_go_again(watched):
    page = watched.page
    dot = page.locator(".drawing--wide [data-kind=point]").nth(4)
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".reading__told")).to_contain_text("Luton, 2008.")
    page.mouse.move(5, 5)

    expect(page.locator(".reading__told")).to_contain_text("Point at the picture")


def test_full_screen_is_a_button_and_gives_the_focus_back(watched):
    page = watched.page
    page.get_by_role("button", name="Full screen", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Close full screen")).to_be_visible()
    assert page.evaluate("document.fullscreenElement.id") == "shown"

    page.evaluate("document.exitFullscreen()")

    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_focused()


def test_without_scripts_the_form_does_the_same(open_page):
    page = open_page(java_script_enabled=False).page
    page.goto(PAGE)
    page.get_by_label("From", exact=True).select_option("2007")
    page.get_by_role("button", name="Show", exact=True).click()

    expect(page.locator("#shown [role=status]")).to_contain_text("2007 to 2023")
    assert page.get_by_role("slider").count() == 0


def show_map(page, settings, tmp_path) -> None:
    """Put a map into the page as the server would where boundaries are loaded: the demonstration has none."""
    settings.MEDIA_ROOT = tmp_path
    corners = [[0, 51], [0.02, 51], [0.02, 51.02], [0, 51.02], [0, 51]]
    area = MapArea(
        AREA, "Barnfield", {"type": "Polygon", "coordinates": [corners]}, 10.4, 8.1, 13.2, 2, "rough"
    )
    chart = map_chart(
        "Map", "", [area], legend=("few", "many"), unit="%", urls={AREA: f"/neighbourhoods/{AREA}/"}
    )
    draw(chart)
    figure = Template("{% figure drawing %}").render(Context({"drawing": get_drawing(chart)}))

    def answer(route):
        html = route.fetch().text()
        route.fulfill(
            body=html.replace('<div data-part="shown">', f'<div data-part="shown">{figure}', 1),
            content_type="text/html",
        )

    page.route("**/explore/?view=map", answer)
    page.goto("/measures/homes-too-costly-to-heat/explore/?view=map")


def test_a_slider_with_one_thumb_goes_through_the_years_of_a_map(open_page):
    page = open_page().page
    years = "".join(f"<option>{year}</option>" for year in (2019, 2020, 2021))
    field = (
        f'<div data-span><label for="when">Period</label><select id="when" name="when">{years}</select></div>'
    )

    def answer(route):
        # As where several years were counted inside the town: the demonstration has one.
        html = route.fetch().text()
        route.fulfill(
            body=html.replace('<div><label for="level">', f'{field}<div><label for="level">', 1),
            content_type="text/html",
        )

    page.route("**/explore/?view=map", answer)
    page.goto("/measures/homes-too-costly-to-heat/explore/?view=map")
    thumb = page.get_by_role("slider", name="Period")
    with page.expect_request("**/explore/?view=map&when=2020*"):
        thumb.press("ArrowRight")

    expect(thumb).to_have_attribute("aria-valuetext", "2020")
    assert page.get_by_role("slider").count() == 1


def test_an_area_of_the_map_leads_to_its_page_and_is_no_stop_of_the_tab_key(open_page, settings, tmp_path):
    page = open_page().page
    show_map(page, settings, tmp_path)
    area = page.locator(".drawing--wide [data-kind=geoshape]").first

    area.hover()
    expect(page.locator(".reading__told")).to_contain_text(
        "Barnfield. Code: E01015693; Value: 10.4%, likely between 8.1% and 13.2%; Step: 2: many; Note: rough."
    )
    assert page.locator(".drawing a").evaluate_all("links => links.every(link => link.tabIndex === -1)")
    area.click()

    page.wait_for_url(f"**/neighbourhoods/{AREA}/")


def test_a_tap_on_an_area_reads_it_first(open_page, settings, tmp_path):
    page = open_page(has_touch=True, viewport={"width": 360, "height": 800}).page
    show_map(page, settings, tmp_path)

    page.locator(".drawing--narrow [data-kind=geoshape]").first.tap()

    expect(page.get_by_role("link", name="Open the page of Barnfield")).to_be_visible()
    assert page.url.endswith("?view=map")


def test_a_page_in_use_is_free_of_faults_at_each_width(open_page):
    watched = open_page(color_scheme="dark", reduced_motion="reduce")
    page = watched.page
    page.goto(PAGE)
    page.get_by_label("Bring forward").select_option("Luton")

    assert look_at_widths(page, "explore") == []
    assert watched.complaints == []
