"""Draws the two curves: what was seen, the agreed path, and the fan of where the line may lead."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point
from fairplace.town.measures.queries import Evidence
from fairplace.town.measures.queries.curve import Curves, GapCurve, LevelCurve
from fairplace.town.measures.rules import STATUS_WORDS, MeasureStatus, difference_unit
from fairplace.town.measures.rules.curve import Course, Curve
from fairplace.town.ui import charts
from fairplace.town.ui.numbers import in_words


def list_curve_charts(evidence: Evidence, curves: Curves) -> Iterator[tuple[str, charts.Chart]]:
    """Yield a chart for each curve that has a path or a fan, by its name."""
    for number, level in enumerate(curves.levels, start=1):
        if _is_worth_drawing(level.curve):
            yield ("level" if number == 1 else f"level_{number}"), _chart_level(evidence, level)
    for number, gap in enumerate(curves.gaps, start=1):
        if gap.absolute and _is_worth_drawing(gap.absolute):
            yield ("gap_curve" if number == 1 else f"gap_curve_{number}"), _chart_gap(gap, gap.absolute)


def _is_worth_drawing(curve: Curve) -> bool:
    return bool(curve.path or curve.projection)


def _chart_level(evidence: Evidence, level: LevelCurve) -> charts.Chart:
    measure = evidence.reading.measure
    indicator = measure.indicator
    assert indicator, "A level is of an indicator."
    name = f"{measure.name}, {level.subgroup}" if level.subgroup else measure.name
    return charts.path_chart(
        (_("%(name)s, and where it should go") if level.curve.path else _("%(name)s, and where it may go"))
        % {"name": name},
        say_status(evidence.status) if len(evidence.reading.series) == 1 else evidence.status.reason,
        indicator.unit,
        charts.Line(evidence.town.name, tuple(chart_point(one) for one in level.curve.points), "town"),
        fan=_fan(level.curve),
        path=_path(level.curve),
        later=_later(level.curve, indicator.unit, indicator.decimals),
        decimals=indicator.decimals,
        is_agreed=_is_agreed(level.curve),
    )


def _chart_gap(gap: GapCurve, curve: Curve) -> charts.Chart:
    return charts.path_chart(
        (
            _("The gap, and where it should go: %(worse)s beside %(better)s")
            if curve.path
            else _("The gap, and where it may go: %(worse)s beside %(better)s")
        )
        % {"worse": gap.series.worse, "better": gap.series.beside},
        gap.story.sentence if gap.story else gap.missing,
        difference_unit(gap.series.unit),
        charts.Line(_("Difference"), tuple(chart_point(one) for one in curve.points), "town"),
        fan=_fan(curve),
        path=_path(curve),
        later=_later(curve, gap.series.unit, gap.series.decimals),
        decimals=gap.series.decimals,
        is_agreed=_is_agreed(curve),
    )


def say_status(status: MeasureStatus) -> str:
    """Return the status and its reason as one line; the reason alone where no path was agreed."""
    if not status.has_path:
        return status.reason
    return f"{STATUS_WORDS[status.word]}. {status.reason}"


def chart_point(point: Point) -> charts.Point:
    return charts.Point(point.year, point.period, point.value, point.lower, point.upper, point.flag)


def _is_agreed(curve: Curve) -> bool:
    return curve.path is None or curve.path.is_adopted


def _fan(curve: Curve) -> list[charts.FanStep]:
    ahead = curve.projection
    if ahead is None:
        return []
    narrow, wide = ahead.bands
    numbers = (ahead.middle, narrow.lower, narrow.upper, wide.lower, wide.upper)
    steps = []
    for year, *step in zip(ahead.years, *numbers, strict=True):
        middle, lower80, upper80, lower95, upper95 = (_within(float(one), curve.course) for one in step)
        steps.append(charts.FanStep(float(year), middle, lower80, upper80, lower95, upper95))
    return steps


def _within(number: float, course: Course) -> float:
    """Keep a figure of the fan within what is possible."""
    lowest = float("-inf") if course.lowest is None else course.lowest
    highest = float("inf") if course.highest is None else course.highest
    return round(min(max(number, lowest), highest), 6)


def _path(curve: Curve) -> list[charts.PathPoint]:
    path = curve.path
    if path is None:
        return []
    return [
        charts.PathPoint(path.base_year, path.base_value),
        charts.PathPoint(path.due, path.value, str(path.year)),
    ]


def _later(curve: Curve, unit: str, decimals: int) -> charts.LaterStart | None:
    """Return what a later start takes, as it is drawn; nothing without one, or where no year is left."""
    if curve.required is None or curve.later is None or not curve.later_way:
        return None

    def tell(change: eq.Estimate) -> str:
        return in_words(float(change.value), unit=difference_unit(unit), decimals=decimals + 1)

    return charts.LaterStart(
        curve.begins_in,
        tuple(charts.PathPoint(year, float(value)) for year, value in curve.later_way),
        in_words(float(curve.later.value), decimals=decimals + 1),
        tell(curve.later),
        tell(curve.required),
    )
