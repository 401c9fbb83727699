"""The gap between two groups over time: how it changed, from which end, in both ways of counting it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point
from fairplace.town.measures.rules.judgement import judged_points

DEPRIVATION = "deprivation"
NARROWED, WIDENED = "narrowed", "widened"


@dataclass(frozen=True)
class GapPoint:
    """The gap in one period. Above zero, and above one, the group of disadvantage is worse off."""

    period: str
    starts_on: date
    ends_on: date
    worse: eq.Estimate
    better: eq.Estimate
    absolute: eq.Estimate
    relative: eq.Estimate | None
    flag: str = ""

    def as_point(self, *, is_relative: bool = False) -> Point | None:
        """Return the gap as a point of a series; None where there is no ratio."""
        gap = self.relative if is_relative else self.absolute
        if gap is None:
            return None
        limits = (gap.lower, gap.upper) if gap.has_interval else (None, None)
        days = self.starts_on, self.ends_on
        return Point(self.period, *days, gap.value, *limits, None, None, self.flag, "", 0)


@dataclass(frozen=True)
class GapSeries:
    """A gap over time, oldest first: of which dimension, between whom, of what.

    `beside` is the better-off end as it stands inside a sentence; `includes_group` says that one
    end is everybody, the other among them.
    """

    dimension: str
    worse: str
    better: str
    unit: str
    decimals: int
    polarity: str
    points: tuple[GapPoint, ...]
    beside: str = ""
    includes_group: bool = False

    def as_points(self, *, is_relative: bool = False) -> tuple[Point, ...]:
        points = (one.as_point(is_relative=is_relative) for one in self.points)
        return tuple(one for one in points if one)


@dataclass(frozen=True)
class GapStory:
    """What became of a gap between two periods, in words that a test has earned, with the test's words."""

    sentence: str
    both: str
    outcome: str
    alarm: bool
    first: str
    last: str
    levelling: eq.Levelling | None = None
    two: eq.TwoGaps | None = None


def make_gap_point(
    *,
    period: tuple[str, date, date],
    breakdown: eq.Breakdown,
    ends: tuple[eq.Estimate, eq.Estimate],
    flag: str,
) -> GapPoint:
    """Return the gap of one period from a breakdown that knows which way is better."""
    try:
        relative = eq.ratio(breakdown)
    except eq.NotComputable:
        relative = None
    return GapPoint(*period, *ends, eq.difference(breakdown), relative, flag)


def tell_gap(series: GapSeries, breaks: Iterable[date] = ()) -> GapStory | None:
    """Return what became of the gap from its first fresh period to its last; None where there is one alone.

    Narrowed and widened are said only where the interval of the change leaves out no change.
    """
    fresh = {point.period for point in judged_points(series.as_points(), breaks)}
    judged = [one for one in series.points if one.period in fresh]
    if len(judged) < 2 or series.polarity not in ("high", "low"):
        return None
    first, last = judged[0], judged[-1]
    levelling, two = _test_levelling(series, first, last), _test_both(first, last)
    return GapStory(
        sentence=_sentence(levelling, first, last),
        both=_both(two) if _has_limits(first, last) else "",
        outcome=levelling.outcome if levelling else eq.CANNOT_TELL,
        alarm=bool(levelling and levelling.alarm),
        first=first.period,
        last=last.period,
        levelling=levelling,
        two=two,
    )


def _test_levelling(series: GapSeries, first: GapPoint, last: GapPoint) -> eq.Levelling | None:
    """Return the test of both ends; None where those of disadvantage were better off to begin with."""
    try:
        return eq.levelling_test(first.better, last.better, first.worse, last.worse, series.polarity)
    except eq.NotComputable:
        return None


def _test_both(first: GapPoint, last: GapPoint) -> eq.TwoGaps | None:
    """Return the test of difference and ratio; None where a value is not above zero."""
    try:
        return eq.absolute_and_relative(first.worse, first.better, last.worse, last.better)
    except eq.NotComputable:
        return None


def why_no_gap_line(points: Sequence[Point], held: int = 0) -> str:
    """Return exactly what is missing for a gap to have a line over time; empty where nothing is.

    `held` is of how many periods the gap is known, whether or not they count towards a direction.
    """
    if len(points) >= 5:
        return ""
    if not points:
        return _("No period has figures for both ends of the gap.")
    said = {
        "n": len(points), "held": held, "missing": 5 - len(points),
        "periods": ", ".join(point.period for point in points),
    }  # fmt: skip
    if held > len(points):
        return (
            _(
                "The gap is known for %(held)d periods, and only %(n)d of them (%(periods)s) were counted in "
                "today’s way within ten years. A trend takes five: %(missing)d more are missing."
            )
            % said
        )
    if len(points) == 1:
        return (
            _("The gap is known for one period only, %(periods)s. A trend takes five: four more are missing.")
            % said
        )
    known = _("The gap is known for %(n)d periods (%(periods)s).") % said
    return f"{known} " + _("A trend takes five: %(missing)d more are missing.") % said


def _sentence(levelling: eq.Levelling | None, first: GapPoint, last: GapPoint) -> str:
    if not _has_limits(first, last):
        said = _(
            "No likely range was published with these figures, so whether the gap changed cannot be told."
        )
        return _from_to(said, first, last)
    if levelling is None:
        said = _("The two groups changed places, so whether a gap changed cannot be told.")
        return _from_to(said, first, last)
    words = {
        "converge down": _("Levelling down: the gap narrowed while the better-off got worse."),
        "converge up": _("The gap narrowed because the worse-off got better."),
        "diverge": _("The gap widened."),
        "both improve": _("Both ends got better; whether the gap changed cannot be told."),
        "both worsen": _("Both ends got worse; whether the gap changed cannot be told."),
    }
    unknown = _("Whether the gap changed cannot be told: the likely range of its change includes none.")
    return _from_to(words.get(levelling.outcome, unknown), first, last)


def _has_limits(first: GapPoint, last: GapPoint) -> bool:
    return all(one.has_interval for one in (first.worse, first.better, last.worse, last.better))


def _from_to(said: str, first: GapPoint, last: GapPoint) -> str:
    return _("%(first)s to %(last)s: %(said)s") % {"first": first.period, "last": last.period, "said": said}


def _both(two: eq.TwoGaps | None) -> str:
    if two is None:
        return _("A ratio needs values above zero at both ends, so the relative gap cannot be told.")
    words = {
        (NARROWED, NARROWED): _("Both the difference and the ratio narrowed."),
        (WIDENED, WIDENED): _("Both the difference and the ratio widened."),
        (NARROWED, WIDENED): _(
            "The difference narrowed, but the ratio widened: levels fell, so a smaller difference is a "
            "larger multiple of what is left."
        ),
        (WIDENED, NARROWED): _(
            "The difference widened, but the ratio narrowed: levels rose, so a larger difference is a "
            "smaller multiple of what there is."
        ),
    }
    one_alone = {
        (NARROWED, eq.CANNOT_TELL): _("The difference narrowed; the ratio shows no clear change."),
        (WIDENED, eq.CANNOT_TELL): _("The difference widened; the ratio shows no clear change."),
        (eq.CANNOT_TELL, NARROWED): _("The ratio narrowed; the difference shows no clear change."),
        (eq.CANNOT_TELL, WIDENED): _("The ratio widened; the difference shows no clear change."),
    }
    neither = _("Neither the difference nor the ratio shows a clear change.")
    return (words | one_alone).get((two.absolute, two.relative), neither)
