"""Drawings are safe to stand inside a page, and are made once."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

import fairplace
from fairplace.town.ui.charts import theme
from fairplace.town.ui.charts.cleaning import ATTRIBUTES, SHAPES, SVG, clean
from fairplace.town.ui.charts.drawing import draw, get_drawing, path
from fairplace.town.ui.example_charts import get_example_charts

EXAMPLES = get_example_charts()


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def titles(chart) -> str:
    return chart.title


@pytest.mark.parametrize("chart", EXAMPLES, ids=titles)
def test_drawing_holds_only_plain_shapes_and_refers_to_nothing_outside(chart):
    draw(chart)
    drawing = get_drawing(chart)

    for svg in (drawing.svg, drawing.narrow_svg):
        assert svg
        assert not re.search(r"style=|<style|<script|href|onload|foreignObject|url\((?!#)", svg)
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == chart.title
        assert "width" not in root.attrib
        assert [child.get("aria-hidden") for child in root] == ["true"]
        inside = list(root[0].iter())[1:]
        assert {element.tag.removeprefix(f"{{{SVG}}}") for element in inside} <= SHAPES
        assert {name for element in inside for name in element.attrib} <= ATTRIBUTES


@pytest.mark.parametrize("chart", EXAMPLES, ids=titles)
def test_every_colour_of_a_drawing_is_one_that_the_stylesheet_maps(chart):
    draw(chart)
    svg = str(get_drawing(chart).svg)

    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none", "transparent"}

    assert colours <= set(theme.COLOURS.values())


def test_drawing_is_made_once():
    chart = EXAMPLES[0]
    key = draw(chart)
    first = default_storage.get_modified_time(path(key, "wide.svg"))

    assert draw(chart) == key
    assert default_storage.get_modified_time(path(key, "wide.svg")) == first
    kinds = ("narrow.svg", "png", "svg", "wide.svg")
    assert sorted(default_storage.listdir("drawings")[1]) == [f"{key}.{kind}" for kind in kinds]


def test_picture_that_leaves_the_page_takes_its_title_finding_and_source_along():
    chart = replace(EXAMPLES[0], finding="Nobody can tell.", source="Source: Example Office.")

    with default_storage.open(path(draw(chart), "svg")) as file:
        svg = file.read().decode()

    assert [words in svg for words in (chart.title, "Nobody can tell.", "Source: Example Office.")] == [
        True
    ] * 3
    assert f'fill="{theme.COLOURS["paper"]}"' in svg
    assert "Nobody can tell." not in str(get_drawing(chart).svg)


def test_chart_that_is_not_drawn_yet_has_no_svg_and_no_picture_to_download():
    drawing = get_drawing(EXAMPLES[0], csv_url="/figures.csv")

    assert drawing.svg is None
    assert [url for _words, url in drawing.downloads] == ["/figures.csv"]


def test_drawn_chart_can_be_downloaded(client):
    key = draw(EXAMPLES[0])

    urls = [url for _words, url in get_drawing(EXAMPLES[0]).downloads]

    assert urls == [f"/drawings/{key}.svg", f"/drawings/{key}.png"]


def test_cleaning_removes_scripts_links_and_styles():
    dirty = (
        f'<svg xmlns="{SVG}" onload="x()" viewBox="0 0 1 1"><script>x()</script>'
        '<g style="fill:red" id="a"><path d="M0 0" clip-path="url(#a)"/></g><a href="http://x"/></svg>'
    )

    svg = clean(dirty, title="Title", key="k")

    assert not re.search("script|onload|style|href", svg)
    assert 'id="k-a"' in svg
    assert 'clip-path="url(#k-a)"' in svg


def test_reading_a_drawing_never_starts_the_drawing_engine():
    code = (
        "import django; django.setup(); import sys\n"
        "from fairplace.town.ui import views, urls\n"
        "from fairplace.town.ui.example_charts import get_example_charts\n"
        "from fairplace.town.ui.charts.drawing import get_drawing\n"
        "[get_drawing(chart) for chart in get_example_charts()]\n"
        "sys.exit('vl_convert' in sys.modules)"
    )

    source = str(Path(fairplace.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": source}
    done = subprocess.run([sys.executable, "-c", code], check=False, env=environment)

    assert done.returncode == 0
