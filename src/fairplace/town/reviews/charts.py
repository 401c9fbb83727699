"""Charts from figures as they were kept, for a review whose figures have changed since they were signed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.indicators.rules import middle_year
from fairplace.town.measures.charts.gap import FIFTHS
from fairplace.town.measures.rules.comparison import named
from fairplace.town.ui import charts

Kept = Mapping[str, Any]
ON_A_LINE = ("town", "country", "region")


def list_kept_charts(kept: Kept, town: str) -> dict[str, charts.Chart]:
    """Return the charts of a measure as it was kept: its trend, others beside it, its gap."""
    lines = _list_lines(kept)
    found = {}
    if any(len(line.points) > 1 for line in lines):
        found["trend"] = charts.trend_chart(
            title=_("%(measure)s over time") % {"measure": kept["name"]},
            finding=kept["sentence"],
            unit=kept["unit"],
            lines=lines,
            decimals=kept["decimals"],
        )
    if kept["beside"]:
        found["comparison"] = _comparison(kept)
    if kept["gap"]:
        found["gap"] = _gap(kept["gap"], town)
    return found


def _list_lines(kept: Kept) -> list[charts.Line]:
    judged = {one["subgroup"] for one in kept["tests"]}
    return [
        charts.Line(named(one["place_name"], one["subgroup_name"]), _list_points(one["points"]), one["role"])
        for one in kept["series"]
        if one["role"] in ON_A_LINE and one["subgroup_name"] in judged
    ]


def _list_points(points: list[Kept]) -> tuple[charts.Point, ...]:
    return tuple(
        charts.Point(_year(one), one["period"], one["value"], one["lower"], one["upper"], one["flag"])
        for one in points
        if one["value"] is not None
    )


def _year(point: Kept) -> float:
    return middle_year(*(date.fromisoformat(point[name]) for name in ("starts_on", "ends_on")))


def _comparison(kept: Kept) -> charts.Chart:
    latest = {one["subgroup"]: one["latest"] for one in kept["tests"]}
    rows = [
        (named(one["place_name"], one["subgroup_name"]), *_estimate(point), one["role"])
        for one in kept["series"]
        for point in one["points"]
        if point["value"] is not None and point["period"] == latest.get(one["subgroup_name"])
    ]
    return charts.comparison_chart(
        title=_("%(measure)s beside other places, %(period)s")
        % {"measure": kept["name"], "period": kept["tests"][0]["latest"]},
        finding=_("This is not a league table: where likely ranges overlap, places may not differ."),
        unit=kept["unit"],
        rows=rows,
        decimals=kept["decimals"],
    )


def _estimate(one: Kept) -> tuple[float, float | None, float | None]:
    return one["value"], one["lower"], one["upper"]


def _gap(gap: Kept, town: str) -> charts.Chart:
    return charts.gap_chart(
        title=_("%(name)s inside %(town)s, %(period)s")
        % {"name": gap["name"], "town": town, "period": gap["period"]},
        finding=gap["sentence"],
        unit=gap["unit"],
        rows=[(str(label), *_estimate(one)) for label, one in zip(FIFTHS, gap["fifths"], strict=True)],
        decimals=gap["decimals"],
    )
