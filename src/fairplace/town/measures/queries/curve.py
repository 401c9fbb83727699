"""Puts the two curves of a measure together: its level and its gap, each on its way to a target."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.rules import Point, middle_year
from fairplace.town.measures.models import Target
from fairplace.town.measures.queries.gap import Gaps
from fairplace.town.measures.queries.reading import Reading
from fairplace.town.measures.queries.status import find_path
from fairplace.town.measures.rules.curve import Course, Curve, course_of, draw_curve
from fairplace.town.measures.rules.gap import GapSeries, GapStory, tell_gap, why_no_gap_line
from fairplace.town.measures.rules.judgement import CANNOT_TELL, Judgement, judged_points
from fairplace.town.measures.rules.path import Path
from fairplace.town.measures.rules.status import MeasureStatus, status_of


@dataclass(frozen=True)
class LevelCurve:
    """The number for everybody, or for one subgroup where there is none for everybody."""

    subgroup: str
    curve: Curve


@dataclass(frozen=True)
class GapCurve:
    """One gap over time, as a difference and as a ratio, with what became of it."""

    series: GapSeries
    absolute: Curve | None
    relative: Curve | None
    story: GapStory | None
    status: MeasureStatus
    missing: str


@dataclass(frozen=True)
class Curves:
    """The two curves of a measure. The paths of a gap stand here too where no gap is published."""

    levels: tuple[LevelCurve, ...] = ()
    gaps: tuple[GapCurve, ...] = ()
    gap_paths: tuple[Path, ...] = ()


def make_curves(
    *, reading: Reading, gaps: Gaps, paths: Sequence[Target], until: int | None, starts_in: int = 0
) -> Curves:
    """Return the curves of a measure from what has been read of it; asks the database nothing."""
    indicator = reading.measure.indicator
    levels = []
    for series in reading.series:
        assert indicator, "A reading with numbers has an indicator."
        path = find_path(paths, Target.Of.LEVEL, series.subgroup)
        curve = draw_curve(
            series.points,
            course=course_of_level(indicator, until),
            path=path.path if path else None,
            breaks=reading.breaks,
            starts_in=starts_in,
            today=_today(),
        )
        levels += [LevelCurve(series.subgroup, curve)] if curve else []
    found = [
        _gap_curve(one, paths, reading.breaks, until=until, starts_in=starts_in, is_main=not position)
        for position, one in enumerate(gaps.series)
    ]
    gap_paths = tuple(one.path for one in paths if one.of != Target.Of.LEVEL)
    return Curves(tuple(levels), tuple(found), gap_paths)


def _today() -> float:
    day = timezone.localdate()
    return middle_year(day, day)


def course_of_level(indicator: Indicator, until: int | None) -> Course:
    """Return how the line of an indicator runs: on the scale of its form, within what is possible."""
    scale = course_of(indicator.form, indicator.per)
    bounds = indicator.lowest, indicator.highest
    return Course(indicator.polarity, scale, indicator.per, *bounds, until)


def _gap_curve(
    series: GapSeries,
    paths: Sequence[Target],
    breaks: Sequence[date],
    *,
    until: int | None,
    starts_in: int,
    is_main: bool,
) -> GapCurve:
    # A path that names no dimension is of the gap that comes first.
    own = [one for one in paths if one.subgroup == series.dimension or (is_main and not one.subgroup)]

    def draw(of: str, *, is_relative: bool) -> Curve | None:
        path = next((one.path for one in own if one.of == of), None)
        course = Course("low", scale="log" if is_relative else "plain", until=until)
        points = series.as_points(is_relative=is_relative)
        # The ratio is told in words beside the difference, and only where somebody set it a path.
        if is_relative and path is None:
            return None
        return draw_curve(
            points, course=course, path=path, breaks=breaks, starts_in=starts_in, today=_today()
        )

    absolute = draw(Target.Of.ABSOLUTE_GAP, is_relative=False)
    relative = draw(Target.Of.RELATIVE_GAP, is_relative=True)
    fresh = judged_points(series.as_points(), breaks)
    status, missing = status_of_curve(absolute, fresh), why_no_gap_line(fresh, len(series.points))
    return GapCurve(series, absolute, relative, tell_gap(series, breaks), status, missing)


def status_of_curve(curve: Curve | None, fresh: Sequence[Point]) -> MeasureStatus:
    """Return the status of a gap's curve: it is to become smaller."""
    return status_of(
        curve.judgement if curve else Judgement(CANNOT_TELL),
        fresh[-1] if fresh else None,
        curve.path if curve else None,
        polarity="low",
        judged_from=None,
        year=timezone.localdate().year,
    )
