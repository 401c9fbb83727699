"""Rates and their limits where the count behind them is hidden."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import as_floats, as_given

NOTE = "Hidden to protect people in small groups."
COUNT_HIDDEN = "the count is hidden, and this would give it away"
FEW_BEHIND = "denominator below {}"
FEW_LEFT = "all but fewer than {} are counted"


@dataclass(frozen=True)
class HiddenRates:
    """What of an estimate is hidden, as masks in its shape, and what is left of it.

    `estimate` is what may be published, nan where hidden, with one note for all. `reasons` say why:
    keep them inside, for they tell of the counts.
    """

    estimate: Estimate
    count: Any
    denominator: Any
    value: Any
    limits: Any
    reasons: Any


def hide_rates(
    estimate: Estimate,
    *,
    threshold: int,
    zeros: str = "shown",
    hidden: Any = None,
    denominators_known: bool = True,
    both_ways: bool = False,
) -> HiddenRates:
    """Return the rates, shares or ratios without what would let a small or hidden count be worked out.

    Where the count is below the threshold, or `hidden` (as by `suppress`), value and limits go with it:
    value times denominator is the count. With `denominators_known=False` (neither published nor to be
    had elsewhere) the value stays, unless it is zero, but the limits go: their ratio tells the count.
    A denominator below the threshold takes all with it. `both_ways` asks the same of those not counted.
    """
    rule = Rule(threshold, zeros)
    counts, denominators = _read(estimate)
    small = rule.is_small(counts)
    asked = np.zeros(np.shape(counts), dtype=bool) if hidden is None else np.asarray(hidden)
    if asked.dtype != bool or asked.shape != np.shape(counts):
        raise NotComputable("Hidden must be true or false for every count.")
    few_behind = (denominators < threshold) & (denominators > 0)
    few_left = rule.is_small(denominators - counts) if both_ways else np.zeros_like(small)
    count = small | asked | few_behind | few_left
    value = count if denominators_known else few_behind | few_left | (count & (counts == 0))
    denominator = few_behind if denominators_known else count
    reasons = np.select(
        [few_behind, small, few_left, asked],
        [FEW_BEHIND.format(threshold), rule.reason, FEW_LEFT.format(threshold), COUNT_HIDDEN],
        "",
    )
    return HiddenRates(_blank(estimate, count, denominator, value), count, denominator, value, count, reasons)


def _read(estimate: Estimate) -> tuple[Any, Any]:
    if estimate.count is None or estimate.denominator is None:
        raise NotComputable("The counts and denominators behind the rates are needed to hide small ones.")
    counts = as_floats(estimate.count, "Counts")
    denominators = as_floats(estimate.denominator, "Denominators")
    if (counts < 0).any() or (denominators < 0).any():
        raise NotComputable("Counts and denominators cannot be below zero.")
    counts, denominators = np.broadcast_arrays(counts, denominators)
    return counts, denominators


def _blank(estimate: Estimate, count: Any, denominator: Any, value: Any) -> Estimate:
    def without(numbers: Any, mask: Any) -> Any:
        return None if numbers is None else as_given(np.where(mask, np.nan, as_floats(numbers, "Numbers")))

    notes = np.where(count, NOTE, estimate.note)
    return replace(
        estimate,
        value=without(estimate.value, value),
        lower=without(estimate.lower, count),
        upper=without(estimate.upper, count),
        count=without(estimate.count, count),
        denominator=without(estimate.denominator, denominator),
        note=as_given(notes) if notes.ndim == 0 or count.any() else estimate.note,
    )
