"""What may be said of a measure, and on what ground."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point, overlap

YEARS_JUDGED = 10
CANNOT_TELL = "cannot tell"
NO_NUMBER = "none"
VERDICTS: tuple[str, ...] = ("better", "worse", CANNOT_TELL, NO_NUMBER)


@dataclass(frozen=True)
class Judgement:
    """Which way a series goes, the yearly change it rests on, and why nothing can be said if so."""

    verdict: str
    change: eq.Estimate | None = None
    reason: str = ""
    first: str = ""
    last: str = ""


def judged_points(points: Sequence[Point]) -> list[Point]:
    """Return the points that a direction may rest on.

    Values carried forward are no news, values before a change of definition are of something
    else, and a direction of long ago is not the direction of now.
    """
    since_break = 0
    for position, point in enumerate(points):
        if point.flag == "break":
            since_break = position
    own = [point for point in points[since_break:] if point.flag != "carried-forward"]
    return [point for point in own if point.year > own[-1].year - YEARS_JUDGED]


def judge(points: Sequence[Point], *, polarity: str) -> Judgement:
    """Return whether the series gets better or worse, by the test of the statistics library."""
    judged = judged_points(points)
    if not judged:
        return Judgement(CANNOT_TELL, reason="No value here was measured afresh.")
    first, last = judged[0].period, judged[-1].period
    try:
        change = _yearly_change(judged)
    except eq.NotComputable as reason:
        return Judgement(CANNOT_TELL, reason=str(reason), first=first, last=last)
    if polarity == "none":
        return Judgement(
            CANNOT_TELL, change, "Neither way is better, so there is nothing to judge.", first, last
        )
    verdict = eq.verdict(change, polarity)
    reason = "The likely range of the yearly change includes no change." if verdict == CANNOT_TELL else ""
    return Judgement(verdict, change, reason, first, last)


def _yearly_change(judged: Sequence[Point]) -> eq.Estimate:
    if overlap([(point.starts_on, point.ends_on) for point in judged]):
        raise eq.NotComputable(
            "The periods overlap, so that one year's number is partly the next year's too."
        )
    has_limits = all(point.lower is not None and point.upper is not None for point in judged)
    return eq.yearly_change(
        [point.year for point in judged],
        [point.value for point in judged],
        lowers=[point.lower for point in judged] if has_limits else None,
        uppers=[point.upper for point in judged] if has_limits else None,
    )


def difference_unit(unit: str) -> str:
    """Return the unit of a difference: two percentages differ by percentage points."""
    return _("percentage points") if unit == "%" else unit


def difference_words(difference: str, other: str) -> str:
    """Return what may be said of the town beside another place."""
    words = {
        "better": _("Here it is better than in %(place)s: the likely range leaves out their number."),
        "worse": _("Here it is worse than in %(place)s: the likely range leaves out their number."),
        "higher": _("Here it is higher than in %(place)s: the likely range leaves out their number."),
        "lower": _("Here it is lower than in %(place)s: the likely range leaves out their number."),
        "similar": _("We cannot tell it from %(place)s: the likely range includes their number."),
    }
    unknown = _("We cannot tell it from %(place)s: no likely range was published.")
    return words.get(difference, unknown) % {"place": other}


def difference_in_short(difference: str) -> str:
    words = {
        "better": _("Better here"),
        "worse": _("Worse here"),
        "higher": _("Higher here"),
        "lower": _("Lower here"),
    }
    return words.get(difference, _("Cannot tell apart"))


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
