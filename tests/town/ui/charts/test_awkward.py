"""Every kind of chart is drawn whatever the figures are: none, one, many, negative, long names, no limits."""

import xml.etree.ElementTree as ET

import pytest
import vl_convert

from fairplace.town.ui import charts
from fairplace.town.ui.charts import Chart, Line, Point, theme

LONG = "Children who live in a household with a low income before what their home costs is taken away"
SQUARE = {"type": "Polygon", "coordinates": [[[0, 51], [0.01, 51], [0.01, 51.01], [0, 51.01], [0, 51]]]}
# How many, around which value, and whether limits are known.
SHAPES = {
    "none": (0, 5.0, True),
    "one": (1, 5.0, True),
    "one at zero without limits": (1, 0.0, False),
    "two below zero": (2, -40.0, True),
    "thirty": (30, 1234.5, True),
}


def limits(value: float, has_limits: bool) -> tuple[float | None, float | None]:
    return (value - 2.5, value + 3.5) if has_limits else (None, None)


def line(count: int, base: float, has_limits: bool, role: str = "town") -> Line:
    points = (
        Point(1995 + n, f"{1995 + n}-{n:02}", base + n % 7, *limits(base + n % 7, has_limits))
        for n in range(count)
    )
    return Line(LONG, tuple(points), role)


def path(count, base, known):
    fan = [charts.FanStep(2026 + n, base, base - 1, base + 1, base - 2, base + 2) for n in range(count)]
    agreed = [charts.PathPoint(2026 + n, base + 3) for n in range(count)]
    return charts.path_chart(LONG, LONG, LONG, line(count, base, known), fan=fan, path=agreed)


def equiplot(count, base, known):
    dots = tuple(
        charts.EquiDot(f"{LONG} {n}", base + n, *limits(base + n, known)) for n in range(min(count, 10))
    )
    return charts.equiplot(LONG, LONG, "%", [charts.EquiRow(LONG, dots)] * count)


def spine(count, base, known):
    rows = [
        charts.SpineRow(
            LONG, base + n % 5, *limits(base + n % 5, known), LONG, 1, base, base - 9, base - 4, base + 4, base + 9
        )
        for n in range(count)
    ]  # fmt: skip
    gone = charts.SpineRow(LONG, None, None, None, "%", 1, None, None, None, None, None, "no word of ours")
    return charts.spine_chart(LONG, LONG, [*rows, gone] if count else [])


def funnel(count, base, known):
    points = [
        charts.FunnelPoint(LONG, 100 * n, base + n % 5, "town" if n == 0 else "similar", *limits(base, known))
        for n in range(count)
    ]
    bounds = [charts.FunnelLimit(100 * n + 50, base - 2, base + 2, base - 3, base + 3) for n in range(count)]
    gone = charts.FunnelPoint(LONG, 100, None)
    return charts.funnel_chart(LONG, LONG, "%", [*points, gone], bounds, base)


def scatter(count, base, known):
    points = [
        charts.ScatterPoint(
            LONG, base + n, base, "town" if n == 0 else "similar", *limits(base + n, known), *limits(base, known)
        )
        for n in range(count)
    ]  # fmt: skip
    return charts.scatter_chart(LONG, LONG, LONG, LONG, points, r_squared=None, line=[(-9, 0), (9, 9)])


def box(count, base, known):
    full = charts.BoxRow(
        LONG, base - 9, base - 4, base, base + 4, base + 9, base + 1, *limits(base + 1, known)
    )
    gone = charts.BoxRow(LONG, None, None, None, None, None, None)
    return charts.box_chart(LONG, LONG, "%", [full] * count + [gone] * count)


def pyramid(count, base, known):
    bands = [charts.PyramidBand(f"{n}", abs(base) + n, 0 if n % 2 else abs(base)) for n in range(count)]
    return charts.pyramid_chart(LONG, LONG, bands, other=bands[1:], is_share=known, names=(LONG, LONG))


def rank(count, base, known):
    rows = [
        charts.RankRow(
            LONG, base + n % 5, *limits(base, known), "town" if n == 0 else "similar", LONG * known
        )
        for n in range(count)
    ]
    return charts.rank_chart(LONG, LONG, LONG, [*rows, charts.RankRow(LONG, None)])


def facet(count, base, known):
    lines = (line(count, base, known), line(count, base, known, "country"))
    gone = [charts.Panel(LONG, ())]
    return charts.facet_chart(
        LONG, LONG, LONG, [charts.Panel(LONG, lines)] * count + gone, is_shared_axis=known
    )


def area_map(count, base, known):
    areas = [
        charts.MapArea(f"E{n}", LONG, SQUARE, base, *limits(base, known), step=n % 6, is_marked=n % 2 == 0)
        for n in range(count)
    ]
    return charts.map_chart(LONG, LONG, areas, legend=[LONG] * 5)


def marked_trend(count, base, known):
    marks = [charts.Mark("notice", 1995 + n, LONG) for n in range(count)]
    marks.append(charts.Mark("target", 2040, LONG, base))
    lines = [line(count, base, known), line(count, base, known, "region")]
    return charts.trend_chart(LONG, LONG, LONG, lines, marks=marks, is_log=known)


KINDS = (path, equiplot, spine, funnel, scatter, box, pyramid, rank, facet, area_map, marked_trend)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_the_figures_are_the_chart_is_drawn_in_its_width(kind, shape):
    chart: Chart = kind(*SHAPES[shape])

    for spec, width in ((chart.spec, theme.WIDE), (chart.narrow_spec, theme.NARROW)):
        svg = vl_convert.vegalite_to_svg(spec)
        root = ET.fromstring(svg)
        assert "NaN" not in svg
        assert float(root.attrib["width"]) <= width + 4
        assert float(root.attrib["height"]) > 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not marked_trend])
@pytest.mark.parametrize("is_narrow", [False, True])
def test_no_mark_stands_outside_its_picture(kind, is_narrow):
    chart = kind(*SHAPES["thirty"])
    spec = chart.narrow_spec if is_narrow else chart.spec

    for layer in spec["layer"]:
        if layer["mark"]["type"] in {"text", "geoshape"}:
            continue
        for value in layer["data"]["values"]:
            across = [value[name] for name in ("x", "x2") if name in value]
            down = [value[name] for name in ("y", "y2") if name in value]
            assert all(0 <= x <= spec["width"] for x in across), (layer["mark"], value)
            assert all(0 <= y <= spec["height"] for y in down), (layer["mark"], value)


# What each kind was given as limits, as its table writes it; a pyramid has none.
GIVEN = {
    path: ("1,232.0", "1,238.0", "1,232.5", "1,236.5", "1,233.5", "1,235.5", "1,237.5"),
    box: ("1,233.0", "1,239.0", "1,225.5", "1,230.5", "1,238.5", "1,243.5"),
    spine: ("1,232.0", "1,238.0", "1,225.5", "1,230.5", "1,238.5", "1,243.5"),
    funnel: ("1,232.0", "1,238.0", "1,232.5", "1,236.5", "1,231.5", "1,237.5"),
} | dict.fromkeys((equiplot, scatter, rank, facet, area_map, marked_trend), ("1,232.0", "1,238.0"))


@pytest.mark.parametrize("kind", GIVEN)
def test_table_has_every_limit_that_the_chart_was_given(kind):
    told = repr(kind(2, 1234.5, True).table)

    assert [number for number in GIVEN[kind] if number not in told] == []


def test_every_kind_but_the_pyramid_is_asked_for_its_limits():
    assert set(GIVEN) == set(KINDS) - {pyramid}
