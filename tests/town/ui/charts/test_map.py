"""A map is small enough for a page, tells its steps without colour, and leaves no gap between areas."""

from math import cos, sin

import numpy as np
import pytest

from fairplace.town.ui.charts import MapArea, map_chart, map_links, theme
from fairplace.town.ui.charts.cleaning import clean
from fairplace.town.ui.charts.geometry import lay_out

LEGEND = ["Under 5%", "5% to 10%", "10% to 15%", "15% to 20%", "20% or more"]


def make_side(x: float, y: float, dx: float, dy: float, steps: int = 20) -> list[list[float]]:
    """Return a crooked side from one corner to the next: the same for both areas that share it."""
    at = [(x + dx * n / steps, y + dy * n / steps) for n in range(steps)]
    return [[a * 0.01 + 0.0004 * sin(90 * b), 51 + b * 0.007 + 0.0004 * cos(90 * a)] for a, b in at]


def make_geometry(column: int, row: int) -> dict:
    there = [*make_side(column, row, 1, 0), *make_side(column + 1, row, 0, 1)]
    back = [*make_side(column, row, 0, 1), *make_side(column, row + 1, 1, 0)][::-1]
    # Both ways pass through every corner, so that neighbours have equal sides.
    corner = make_side(column + 1, row + 1, 1, 1)[:1]
    ring = [*there, *corner, *back]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def make_area(n: int, **changed) -> MapArea:
    fields = {"code": f"E{n:03}", "name": f"Area {n}", "value": 5.0, "lower": 4.0, "upper": 6.0}
    return MapArea(**fields | {"geometry": make_geometry(n % 12, n // 12), "step": 1 + n % 5} | changed)


def test_map_of_125_crooked_neighbourhoods_is_small():
    import vl_convert  # noqa: PLC0415  # as in drawing.py

    chart = map_chart("T", "F", [make_area(n, is_marked=n % 5 == 0) for n in range(125)], legend=LEGEND)

    for spec in (chart.spec, chart.narrow_spec):
        svg = clean(vl_convert.vegalite_to_svg(spec), title="T", key="k" * 34)
        assert svg.count("<path") >= 125
        assert len(svg) < 120_000


def test_neighbours_share_their_corners_to_the_point():
    shapes, _height = lay_out([make_geometry(0, 0), make_geometry(1, 0)], width=400, height=400)

    left, right = ({tuple(point) for point in shape.rings[0][0]} for shape in shapes)
    assert len(left & right) > 5
    assert {x for x, _y in left & right} <= {x for x, _y in left}


def test_name_stands_inside_its_area_even_where_the_middle_does_not():
    hook = [[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [0, 1], [0, 0]]
    geometry = {"type": "Polygon", "coordinates": [[[x / 100, 51 + y / 160] for x, y in hook]]}

    [shape], _height = lay_out([geometry], width=300, height=300)

    corner = np.array([shape.rings[0][0][:, 0].max(), shape.rings[0][0][:, 1].max()])
    assert shape.room > 0
    assert np.abs(corner - [shape.x, shape.y]).min() < 40


def test_hatch_of_a_hollow_area_stays_out_of_its_hole():
    outer, hole = ([[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]])
    rings = [[[x / 100, y / 100] for x, y in ring] for ring in (outer, hole)]

    [shape], _height = lay_out([{"type": "Polygon", "coordinates": rings}], width=90, height=90)

    middles = [((x + x2) / 2, (y + y2) / 2) for (x, y), (x2, y2) in shape.hatch()]
    assert middles
    assert not [at for at in middles if 31 < at[0] < 59 and 31 < at[1] < 59]


def test_far_parts_of_an_area_are_kept_and_specks_are_not():
    square = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    island = [[x * 0.5 + 2, y * 0.5] for x, y in square]
    speck = [[x * 1e-6 + 1.5, y * 1e-6] for x, y in square]
    geometry = {"type": "MultiPolygon", "coordinates": [[square], [island], [speck]]}

    [shape], _height = lay_out([geometry], width=250, height=250)

    assert len(shape.rings) == 2


def test_step_is_written_into_areas_that_have_room():
    chart = map_chart("T", "F", [make_area(n) for n in range(24)], legend=LEGEND)

    texts = [layer["data"]["values"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "text"]
    numbers = [value["words"] for values in texts for value in values if value["words"].isdigit()]
    assert len(numbers) == 24 + len(LEGEND)


def test_table_has_value_limits_step_and_what_was_shared_out():
    areas = [
        make_area(0, is_marked=True, note="By homes"),
        make_area(1, value=None, lower=None, upper=None, step=0),
    ]

    chart = map_chart("T", "F", areas, legend=LEGEND, unit="%", urls={"E000": "/neighbourhoods/E000/"})

    assert chart.table.rows == (
        (("Area 0", "/neighbourhoods/E000/"), "E000", "5.0%", "4.0%", "6.0%", "1: Under 5%",
         "shared out, not counted here. By homes"),
        ("Area 1", "E001", None, None, None, "", ""),
    )  # fmt: skip


def test_notes_tell_of_hatching_gaps_and_doubt_only_where_they_are():
    plain = map_chart("T", "F", [make_area(0, lower=None, upper=None)], legend=LEGEND)
    rich = map_chart("T", "F", [make_area(0, is_marked=True), make_area(1, step=0)], legend=LEGEND)

    assert (len(plain.notes), len(rich.notes)) == (1, 4)


def test_links_stand_beside_the_map_in_the_order_of_names():
    areas = [make_area(2), make_area(1), make_area(3)]

    assert map_links(areas, {"E001": "/1/", "E002": "/2/"}) == [("Area 1", "/1/"), ("Area 2", "/2/")]


def test_too_many_areas_and_too_many_steps_are_refused():
    with pytest.raises(AssertionError, match="400"):
        map_chart("T", "F", [make_area(0)] * 401, legend=LEGEND)
    with pytest.raises(AssertionError, match="five steps"):
        map_chart("T", "F", [], legend=[*LEGEND, "More"])


def test_area_without_a_figure_has_the_colour_of_the_page():
    chart = map_chart("T", "F", [make_area(0, step=0)], legend=LEGEND)

    ground = chart.spec["layer"][0]
    assert [value["fill"] for value in ground["data"]["values"]] == [theme.COLOURS["paper"]]
