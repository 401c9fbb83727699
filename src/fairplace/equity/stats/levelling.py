"""Why a gap changed: because the worst-off caught up, or because the best-off fell back."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL, difference_between
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import as_given
from fairplace.equity.stats.polarity import direction_words

NARROWED, WIDENED = "narrowed", "widened"
CONVERGE_UP, CONVERGE_DOWN = "converge up", "converge down"
BOTH_IMPROVE, BOTH_WORSEN, DIVERGE = "both improve", "both worsen", "diverge"
SENTENCES = {
    CONVERGE_DOWN: "The gap narrowed while the best-off got worse: this is levelling down.",
    CONVERGE_UP: "The gap narrowed because the worst-off got better.",
    DIVERGE: "The gap widened.",
    BOTH_IMPROVE: "Both got better; whether the gap changed cannot be told.",
    BOTH_WORSEN: "Both got worse; whether the gap changed cannot be told.",
    CANNOT_TELL: "It cannot be told what became of the gap and of those at its two ends.",
}
CHANGED_PLACES = "The two groups have changed places, so the gap is no longer theirs."


@dataclass(frozen=True)
class Levelling:
    """What became of a gap and of its two ends, each by a test; arrays for many places.

    `outcome` is one of six words, `alarm` says whether it is levelling down. `best` and `worst` are
    better, worse or cannot tell; `gap` is narrowed, widened or cannot tell. The changes are after
    minus before, that of the gap below zero where it narrowed.
    """

    outcome: Any
    alarm: Any
    sentence: Any
    best: Any
    worst: Any
    gap: Any
    best_change: Estimate
    worst_change: Estimate
    gap_change: Estimate


def levelling_test(
    best_before: Estimate,
    best_after: Estimate,
    worst_before: Estimate,
    worst_after: Estimate,
    polarity: str,
) -> Levelling:
    """Return whether a gap between the best-off and the worst-off changed, and from which end.

    Every word rests on the interval of a difference of independent estimates that leaves out zero.
    The alarm sounds only where the gap narrowed and the best-off got worse, both by test. Which
    group is which is fixed at the start; where they changed places by test nothing is told.
    Source: Zou and Donner (2008) for the intervals; Parfit (1997) for the objection.
    """
    if polarity not in ("high", "low"):
        raise NotComputable("Levelling needs to know which way is better.")
    gap_before, gap_after = (
        difference_between(best, worst) if polarity == "high" else difference_between(worst, best)
        for best, worst in ((best_before, worst_before), (best_after, worst_after))
    )
    swapped = np.asarray(gap_after.excludes(0)) & (np.asarray(gap_after.value) < 0)
    note = withhold(np.asarray(gap_before.value) < 0, "The best-off were not better off at the start.")
    note = np.where(swapped & (np.asarray(note) == ""), CHANGED_PLACES, note)
    best_change, worst_change = (
        difference_between(best_after, best_before),
        difference_between(worst_after, worst_before),
    )
    gap_change = difference_between(gap_after, gap_before)
    best, worst = (
        tested(best_change, *direction_words(polarity)),
        tested(worst_change, *direction_words(polarity)),
    )
    gap = np.where(note == "", tested(gap_change, NARROWED, WIDENED), CANNOT_TELL)
    outcome = np.where(note == "", _outcome(best, worst, gap), CANNOT_TELL)
    sentences = np.select([outcome == word for word in SENTENCES], list(SENTENCES.values()), "")
    return Levelling(
        as_given(outcome),
        as_given(outcome == CONVERGE_DOWN),
        as_given(np.where(note == "", sentences, note)),
        as_given(best),
        as_given(worst),
        as_given(gap),
        best_change,
        worst_change,
        gap_change,
    )


def tested(change: Estimate, below: str, above: str) -> Any:
    """Return the word for a change below or above zero by its interval; else that it cannot be told."""
    told = np.asarray(change.excludes(0))
    return np.where(told, np.where(np.asarray(change.value) > 0, above, below), CANNOT_TELL)


def _outcome(best: Any, worst: Any, gap: Any) -> Any:
    """Return the word for all three; that of the gap comes first, because it is what was promised."""
    narrowed = gap == NARROWED
    return np.select(
        [
            narrowed & (best == "worse"),
            narrowed & (worst == "better"),
            gap == WIDENED,
            (gap == CANNOT_TELL) & (best == "better") & (worst == "better"),
            (gap == CANNOT_TELL) & (best == "worse") & (worst == "worse"),
        ],
        [CONVERGE_DOWN, CONVERGE_UP, DIVERGE, BOTH_IMPROVE, BOTH_WORSEN],
        CANNOT_TELL,
    )
