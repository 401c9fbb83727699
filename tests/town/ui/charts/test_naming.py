"""Marks of a drawing know whose they are, and areas lead to their pages for those who point at them."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.core.files.storage import default_storage

from fairplace.town.ui import charts
from fairplace.town.ui.charts.cleaning import clean
from fairplace.town.ui.charts.drawing import draw, get_drawing, path
from fairplace.town.ui.charts.naming import read_name
from tests.town.ui.charts.test_map import LEGEND, make_area

LINES = [
    charts.Line("Here & <there>", tuple(charts.Point(y, str(y), v, v - 1, v + 1) for y, v in ((2019, 4), (2020, 6)))),
    charts.Line("Town", (charts.Point(2019, "2019", 5.0), charts.Point(2020, "2020", None), charts.Point(2021, "2021", 7.0)), "town"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def list_marks(chart, kind):
    draw(chart)
    root = ET.fromstring(get_drawing(chart).svg)
    return [one for one in root.iter() if one.get("data-kind") == kind]


def test_each_line_of_a_trend_has_its_name_and_a_corner_for_each_value():
    lines = list_marks(charts.trend_chart("T", "F", "%", LINES), "line")

    corners = {}
    for line in lines:
        corners[line.get("data-of")] = corners.get(line.get("data-of"), 0) + len(
            re.findall("[ML]", line.get("d"))
        )
    assert corners == {"Here & <there>": 2, "Town": 2}


def test_panels_and_rows_of_places_have_their_names():
    panels = [charts.Panel(line.name, (line,)) for line in LINES]
    rows = [charts.RankRow("A", 3.0, 2.0, 4.0), charts.RankRow("B", None)]

    assert {m.get("data-of") for m in list_marks(charts.facet_chart("T", "F", "%", panels), "line")} == {
        "Here & <there>",
        "Town",
    }
    assert [m.get("data-of") for m in list_marks(charts.rank_chart("T", "F", "%", rows), "point")] == ["A"]


def test_what_the_engine_says_of_a_mark_by_itself_is_no_name():
    assert read_name("x: 2015; value: 12; of: Luton") == ""
    assert read_name(None) == ""
    assert read_name("»»") == "»"


def make_map(**urls):
    return charts.map_chart("T", "F", [make_area(n) for n in range(4)], legend=LEGEND, urls=urls)


def test_areas_with_a_page_are_links_that_the_tab_key_passes_by():
    chart = make_map(
        E001="/neighbourhoods/E001/", E002="https://elsewhere.example/", E003="//elsewhere.example/"
    )
    draw(chart)
    drawing = get_drawing(chart)

    for svg in (drawing.svg, drawing.narrow_svg):
        links = [one for one in ET.fromstring(svg).iter() if one.tag.endswith("}a")]
        assert [(one.get("href"), one.get("tabindex")) for one in links] == [("/neighbourhoods/E001/", "-1")]
        assert [one.get("data-of") for one in links[0]] == ["Area 1"]
    # The same link is in the table for everybody.
    assert chart.table.rows[1][0] == ("Area 1", "/neighbourhoods/E001/")


def test_a_picture_that_leaves_the_page_has_no_links():
    key = draw(make_map(E001="/neighbourhoods/E001/"))

    with default_storage.open(path(key, "svg")) as file:
        assert "<a " not in file.read().decode()


def test_a_link_that_the_engine_wrote_is_dropped_with_all_in_it():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://elsewhere.example/"><path d="M0,0"/></a></svg>'

    assert "elsewhere" not in clean(svg, title="T", key="k")
