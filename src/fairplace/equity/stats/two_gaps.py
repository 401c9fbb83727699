"""The absolute and the relative gap over time, always both: they may go different ways."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL, difference_between
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.levelling import NARROWED, WIDENED, tested
from fairplace.equity.stats.numbers import as_given

UNCLEAR = "has not clearly changed"
WHY = {
    (NARROWED, WIDENED): "levels fell, so that a smaller difference is a larger multiple of what is left",
    (WIDENED, NARROWED): "levels rose, so that a larger difference is a smaller multiple of what there is",
}


@dataclass(frozen=True)
class TwoGaps:
    """How the absolute and the relative gap changed, each by a test; arrays for many places.

    The words are narrowed, widened or cannot tell. `disagree` says that one narrowed and the other
    widened. The absolute change is a difference, after minus before; the relative one a ratio.
    """

    absolute: Any
    relative: Any
    disagree: Any
    sentence: Any
    absolute_change: Estimate
    relative_change: Estimate


def absolute_and_relative(
    one_before: Estimate, other_before: Estimate, one_after: Estimate, other_after: Estimate
) -> TwoGaps:
    """Return how the difference and the ratio between two groups changed, and whether they disagree.

    The gap is of the group that was higher over the one that was lower at the start, all estimates
    independent and above zero. The ratio depends on what is counted: that of those who have a
    thing may narrow while that of those who lack it widens.
    Source: Scanlan (2006); Zou and Donner (2008) for the intervals.
    """
    before, after = (one_before, other_before), (one_after, other_after)
    first_higher = np.asarray(one_before.value) >= np.asarray(other_before.value)
    absolute = _change(before, after, first_higher)
    logs = _change(tuple(map(_log, before)), tuple(map(_log, after)), first_higher)
    words = tested(absolute, NARROWED, WIDENED), tested(logs, NARROWED, WIDENED)
    disagree = (words[0] != words[1]) & (words[0] != CANNOT_TELL) & (words[1] != CANNOT_TELL)
    ratio = Estimate(
        *(None if part is None else as_given(np.exp(part)) for part in (logs.value, logs.lower, logs.upper)),
        confidence=logs.confidence,
        method="ratio of ratios; limits by squaring and adding logarithms",
    )
    sentence = np.vectorize(_sentence, otypes=[object])(*words)
    absolutely, relatively, apart, says = (
        as_given(np.asarray(each)) for each in (*words, disagree, sentence)
    )
    return TwoGaps(absolutely, relatively, apart, says, absolute, ratio)


def _change(before: tuple[Estimate, ...], after: tuple[Estimate, ...], first_higher: Any) -> Estimate:
    """Return how much further the higher group stands above the lower one."""
    change = difference_between(difference_between(*after), difference_between(*before))
    value = np.where(first_higher, change.value, -np.asarray(change.value))
    if not change.has_interval:
        return Estimate(as_given(value), confidence=change.confidence, method=change.method, note=change.note)
    lower = np.where(first_higher, change.lower, -np.asarray(change.upper))
    upper = np.where(first_higher, change.upper, -np.asarray(change.lower))
    return Estimate(
        as_given(value), as_given(lower), as_given(upper), change.confidence, method=change.method
    )


def _log(estimate: Estimate) -> Estimate:
    parts = [estimate.value, *((estimate.lower, estimate.upper) if estimate.has_interval else ())]
    if (np.asarray(estimate.value) <= 0).any():
        raise NotComputable("A relative gap needs values above zero.")
    with np.errstate(divide="ignore"):
        logs = [np.log(np.maximum(part, 0.0)) for part in parts]
    return Estimate(*logs, confidence=estimate.confidence)


def _sentence(absolute: str, relative: str) -> str:
    if absolute == relative == CANNOT_TELL:
        return "Neither the absolute nor the relative gap has clearly changed."
    if absolute == relative:
        return f"The absolute and the relative gap have both {absolute}."
    says = [UNCLEAR if word == CANNOT_TELL else word for word in (absolute, relative)]
    why = f": {WHY[absolute, relative]}" if (absolute, relative) in WHY else ""
    return f"The absolute gap {says[0]}, while the relative gap {says[1]}{why}."
