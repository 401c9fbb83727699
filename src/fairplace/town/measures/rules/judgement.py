"""What may be said of a measure, and on what ground."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point, middle_year, overlap

YEARS_JUDGED = 10
FEWEST_JUDGED = 5
CANNOT_TELL = "cannot tell"
NO_NUMBER = "none"
CARRIED_FORWARD = "carried-forward"
VERDICTS: tuple[str, ...] = ("better", "worse", CANNOT_TELL, NO_NUMBER)


@dataclass(frozen=True)
class Judgement:
    """Which way a series goes, the yearly change it rests on, and why nothing can be said if so."""

    verdict: str
    change: eq.Estimate | None = None
    reason: str = ""
    first: str = ""
    last: str = ""


def even_year(year: float) -> float:
    """Return the year to the nearest eighth, so that periods of one kind stand whole years apart.

    A leap day moves the middle of a financial year by some hours, and the statistics of neighbouring
    years must not see that.
    """
    return round(year * 8) / 8


def year_of(point: Point) -> float:
    """Return when a point stands, so that counts of one kind stand whole years apart.

    A count of one day stands for its month: a survey of one week in April falls on another day each year.
    """
    if point.starts_on != point.ends_on:
        return even_year(point.year)
    days = monthrange(point.ends_on.year, point.ends_on.month)[1]
    return even_year(middle_year(point.ends_on.replace(day=1), point.ends_on.replace(day=days)))


def judged_points(points: Sequence[Point], breaks: Iterable[date] = ()) -> list[Point]:
    """Return the points that a direction may rest on.

    Values carried forward are no news, values before a change of definition (flagged by the publisher,
    or on a day that somebody marked) are of something else, and a direction of long ago is not the
    direction of now.
    """
    own = [point for point in points[_last_break(points, breaks) :] if point.flag != CARRIED_FORWARD]
    return [point for point in own if point.year > own[-1].year - YEARS_JUDGED]


def _last_break(points: Sequence[Point], breaks: Iterable[date]) -> int:
    """Return where the points begin that are counted in today's way; 0 where all are."""
    since_break = 0
    days = [middle_year(day, day) for day in breaks]
    for position, (before, point) in enumerate(zip([None, *points], points, strict=False)):
        is_marked = before and any(before.year < day <= point.year for day in days)
        if point.flag == "break" or is_marked:
            since_break = position
    return since_break


def why_too_few(points: Sequence[Point], breaks: Iterable[date] = ()) -> str:
    """Return how many figures count towards a direction, and why not more; empty where they are enough."""
    breaks = tuple(breaks)
    judged = judged_points(points, breaks)
    if not judged or len(judged) >= FEWEST_JUDGED:
        return ""
    since = points[_last_break(points, breaks) :]
    said = _name_few(judged, points, since) % {
        "n": len(judged), "first": judged[0].period, "last": judged[-1].period, "fewest": FEWEST_JUDGED,
    }  # fmt: skip
    if any(point.flag == CARRIED_FORWARD for point in since):
        said += " " + _("What only repeats an earlier figure does not count.")
    return said


def _name_few(judged: Sequence[Point], points: Sequence[Point], since: Sequence[Point]) -> str:
    fresh = [point for point in since if point.flag != CARRIED_FORWARD]
    if len(since) < len(points):
        one = _("Only one figure (%(last)s) was counted in today’s way; a direction takes %(fewest)d.")
        more = _(
            "Only %(n)d figures (%(first)s to %(last)s) were counted in today’s way; a direction "
            "takes %(fewest)d."
        )
    elif len(judged) < len(fresh):
        one = _("Only one figure of the last ten years is held (%(last)s); a direction takes %(fewest)d.")
        more = _(
            "Only %(n)d figures of the last ten years are held (%(first)s to %(last)s); a direction "
            "takes %(fewest)d."
        )
    else:
        one = _("Only one figure is held (%(last)s); a direction takes %(fewest)d.")
        more = _("Only %(n)d figures are held (%(first)s to %(last)s); a direction takes %(fewest)d.")
    return one if len(judged) == 1 else more


def judge(points: Sequence[Point], *, polarity: str, breaks: Iterable[date] = ()) -> Judgement:
    """Return whether the series gets better or worse, by the test of the statistics library."""
    breaks = tuple(breaks)
    judged = judged_points(points, breaks)
    if not judged:
        return Judgement(CANNOT_TELL, reason="No value here was measured afresh.")
    first, last = judged[0].period, judged[-1].period
    try:
        change = _yearly_change(judged)
    except eq.NotComputable as reason:
        return Judgement(
            CANNOT_TELL, reason=why_too_few(points, breaks) or str(reason), first=first, last=last
        )
    if polarity == "none":
        return Judgement(
            CANNOT_TELL, change, "Neither way is better, so there is nothing to judge.", first, last
        )
    verdict = eq.verdict(change, polarity)
    reason = "The likely range of the yearly change includes no change." if verdict == CANNOT_TELL else ""
    return Judgement(verdict, change, reason, first, last)


def limits_of(points: Sequence[Point]) -> tuple[list[float | None] | None, list[float | None] | None]:
    """Return the lower and the upper limits of points that all have both; else nothing of either."""
    if any(point.lower is None or point.upper is None for point in points):
        return None, None
    return [point.lower for point in points], [point.upper for point in points]


def why_no_line(points: Sequence[Point]) -> str:
    """Return why no line may be drawn through these points at all; empty where it may."""
    if overlap([(point.starts_on, point.ends_on) for point in points]):
        return "The periods overlap, so that one year's number is partly the next year's too."
    return ""


def _yearly_change(judged: Sequence[Point]) -> eq.Estimate:
    reason = why_no_line(judged)
    if reason:
        raise eq.NotComputable(reason)
    lowers, uppers = limits_of(judged)
    return eq.yearly_change(
        [year_of(point) for point in judged],
        [point.value for point in judged],
        lowers=lowers,
        uppers=uppers,
    )


def agree(judgements: Iterable[Judgement]) -> str:
    """Return the verdict that all subgroups share; otherwise nothing can be told of the whole."""
    verdicts = {judgement.verdict for judgement in judgements}
    if not verdicts:
        return NO_NUMBER
    return verdicts.pop() if len(verdicts) == 1 else CANNOT_TELL


def tally(verdicts: Iterable[str]) -> dict[str, int]:
    """Return how many measures there are of each verdict, in the order in which they are shown."""
    counts = dict.fromkeys(VERDICTS, 0)
    for verdict in verdicts:
        counts[verdict] += 1
    return counts
