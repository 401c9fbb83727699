"""Charts for the gallery, of figures that are plainly invented."""

from math import sin

from django.utils.translation import gettext as _

from fairplace.town.ui.charts import (
    Bars,
    Chart,
    Line,
    Point,
    comparison_chart,
    gap_chart,
    shares_chart,
    trend_chart,
)
from fairplace.town.ui.example_kinds import list_example_kinds
from fairplace.town.ui.example_maps import example_map
from fairplace.town.ui.tables import Table


def get_example_charts() -> list[Chart]:
    """Return one chart of each kind."""
    return [_trend(), _comparison(), _gap(), _shares(), *list_example_kinds(), example_map()]


def _trend() -> Chart:
    lines = [
        Line(_("Example town"), tuple(_town_points()), "town"),
        Line(_("Example country"), _points(5.2, 0.4), "country"),
        Line(_("Example region"), _points(4.6, 0.3), "region"),
        Line(_("Example neighbour"), _points(6.1, 0.5), "similar"),
    ]
    finding = _("Example figures, not real: from these figures nobody can tell which way the town is going.")
    return trend_chart(_("Example share of people, by year"), finding, "%", lines)


def _points(level: float, swing: float) -> tuple[Point, ...]:
    return tuple(
        Point(year, str(year), round(level + swing * sin(year * level), 1)) for year in range(2011, 2025)
    )


def _town_points() -> list[Point]:
    flags = {2016: "break", 2020: "carried-forward"}
    points = []
    for point in _points(7.0, 0.9):
        if point.x == 2014:
            points.append(Point(point.x, point.label, None))
            continue
        value = point.value or 0
        limits = (round(value - 1.1, 1), round(value + 1.2, 1))
        points.append(Point(point.x, point.label, value, *limits, flag=flags.get(int(point.x), "")))
    return points


def _comparison() -> Chart:
    rows = [
        (_("Example country"), 5.2, 5.1, 5.3, "country"),
        (_("Example region"), 4.6, 4.3, 4.9, "region"),
        (_("Example town"), 7.2, 6.1, 8.4, "town"),
        (_("First example neighbour"), 6.1, 5.2, 7.1, "similar"),
        (_("Second example neighbour"), 8.0, 6.6, 9.5, "similar"),
        (_("Third example neighbour"), None, None, None, "similar"),
    ]
    finding = _("Example figures, not real: the town's interval overlaps with that of two neighbours.")
    return comparison_chart(_("Example share of people, by place"), finding, "%", rows)


def _gap() -> Chart:
    rows = [
        (_("Most deprived fifth"), 71.2, 70.1, 72.3),
        (_("Second fifth"), 73.0, 72.0, 74.1),
        (_("Third fifth"), 75.4, 74.2, 76.5),
        (_("Fourth fifth"), 77.1, 76.0, 78.3),
        (_("Least deprived fifth"), 79.9, 78.7, 81.0),
    ]
    finding = _("Example figures, not real: the ends of the town are 8.7 years apart.")
    return gap_chart(_("Example years of life, by part of town"), finding, "years", rows)


def _shares() -> Chart:
    parts = [_("Most deprived fifth"), _("Middle fifth"), _("Least deprived fifth")]
    bars = [Bars(_("need"), (60.0, 30.0, 10.0), "similar"), Bars(_("reach"), (34.0, 33.0, 33.0), "town")]
    rows = tuple((part, *(f"{one.values[place]:.0f}%" for one in bars)) for place, part in enumerate(parts))
    title = _("Example shares of need and of reach")
    table = Table(title, (_("Part of the town"), _("Share of need"), _("Share of reach")), rows)
    finding = _(
        "Example figures, not real: the most deprived fifth has 60% of the need and 34% of the reach."
    )
    return shares_chart(title, finding, parts, bars, table)
