"""One curve to its target: what was seen, the path, what it takes from now, and where the line may lead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point
from fairplace.town.measures.rules.judgement import (
    Judgement,
    judge,
    judged_points,
    limits_of,
    why_no_line,
    why_too_few,
    year_of,
)
from fairplace.town.measures.rules.path import Path, later_way, required_change

# What the fan shows: where four fifths, and nineteen in twenty, are to be expected.
FAN = (0.8, 0.95)


@dataclass(frozen=True)
class Course:
    """How a line is drawn: which way is better, on which scale, within which bounds, until when."""

    polarity: str
    scale: str = "plain"
    per: float = 1
    lowest: float | None = None
    highest: float | None = None
    until: int | None = None


@dataclass(frozen=True)
class Curve:
    """All about one curve. `missing` says why it has no fan.

    `required` is what it takes from the last figure on, which stands at `ends_at`; `later` is what it takes
    where the change begins only at `begins_at`: today, or years after.
    `later_way` is how the line then runs; empty where no later start was asked for.
    """

    points: tuple[Point, ...]
    judgement: Judgement
    path: Path | None
    required: eq.Estimate | None
    later: eq.Estimate | None
    projection: eq.Projection | None
    chance: float | None
    back_test: eq.BackTest | None
    course: Course
    missing: str = ""
    ends_with: str = ""
    ends_at: float = 0
    begins_at: float = 0
    is_old: bool = False
    later_way: tuple[tuple[float, float], ...] = ()

    @property
    def begins_in(self) -> int:
        return int(self.begins_at)

    @property
    def ends_in(self) -> int | None:
        """Return the last year that the fan tells of."""
        return int(self.projection.years[-1]) if self.projection else None

    @property
    def inside(self) -> float | None:
        """Return the share of known figures that lay inside the wider band when the fan was tried."""
        return self.back_test.coverage[FAN[-1]] if self.back_test else None

    @property
    def tried(self) -> int:
        return len(self.back_test.observed) if self.back_test else 0


def draw_curve(
    points: Sequence[Point],
    *,
    course: Course,
    path: Path | None = None,
    breaks: Iterable[date] = (),
    starts_in: int = 0,
    today: float | None = None,
) -> Curve | None:
    """Return the curve through these points; None where not one was measured afresh.

    A later start is so many years after today, or after the last figure where that is newer.
    """
    breaks = tuple(breaks)
    fresh = judged_points(points, breaks)
    if not fresh:
        return None
    now = fresh[-1]
    when = year_of(now)
    gone_by = max(0.0, (when if today is None else today) - when)
    course = _on_a_scale_that_holds(course, fresh)
    projection, back_test, missing = _look_ahead(fresh, course, path, why_too_few(points, breaks))
    return Curve(
        points=tuple(points),
        judgement=judge(points, polarity=course.polarity, breaks=breaks),
        path=path,
        required=required_change(now.estimate, when, path) if path else None,
        later=required_change(now.estimate, when, path, starts_in=gone_by + starts_in) if path else None,
        projection=projection,
        chance=_chance(projection, path, course),
        back_test=back_test,
        course=course,
        missing=missing,
        ends_with=now.period,
        ends_at=when,
        begins_at=when + gone_by + starts_in,
        is_old=gone_by >= 1,
        later_way=later_way(now.estimate, when, path, starts_in=gone_by + starts_in)
        if path and starts_in
        else (),
    )


def _on_a_scale_that_holds(course: Course, fresh: Sequence[Point]) -> Course:
    """Return the course with a plain scale where a value lies on the bounds of its own."""
    highest = course.per if course.scale == "logit" else float("inf")
    holds = all(0 < point.value < highest for point in fresh)
    return course if holds or course.scale == "plain" else replace(course, scale="plain")


def _look_ahead(
    fresh: Sequence[Point], course: Course, path: Path | None, too_few: str
) -> tuple[eq.Projection | None, eq.BackTest | None, str]:
    """Return the fan, how it would have done, and why there is none."""
    until = path.due if path else course.until and course.until + 0.5
    missing = why_no_line(fresh)
    if missing or until is None:
        return None, None, missing or _("No year is set that it should be looked at for.")
    lowers, uppers = limits_of(fresh)
    series = [year_of(point) for point in fresh], [point.value for point in fresh], lowers, uppers
    form = {"scale": course.scale, "per": course.per, "fan": FAN}
    try:
        ahead = eq.projection(*series, until=until, **form)
    except eq.NotComputable as reason:
        return None, None, too_few or str(reason)
    try:
        return ahead, eq.back_test(*series, **form), ""
    except eq.NotComputable:
        return ahead, None, ""


def _chance(projection: eq.Projection | None, path: Path | None, course: Course) -> float | None:
    """Return the chance that the last figure before the target falls due has reached it."""
    if projection is None or path is None or course.polarity not in ("high", "low"):
        return None
    return float(eq.chance_of_reaching(projection, path.value, course.polarity)[-1])


def chance_in_words(chance: float) -> str:
    """Return a chance as people say it: never none, never sure."""
    if chance < 0.01:
        return _("less than 1 in 100")
    if chance > 0.99:
        return _("more than 99 in 100")
    return _("about %(n)d in 100") % {"n": round(chance * 100)}


def course_of(form: str, per: float) -> str:
    """Return the scale on which the line of such a number runs: within its bounds, where it has any."""
    return {"proportion": "logit", "rate": "log"}.get(form, "plain") if per > 0 else "plain"
