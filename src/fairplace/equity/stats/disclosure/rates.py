"""Rates and their limits where the count behind them is hidden."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import as_floats, as_given

NOTE = (
    "Hidden to protect people in small groups: "
    "the count could be worked back from the rate, or its limits, and the denominator."
)
SMALL, FEW_BEHIND, PROTECTS = "small", "small denominator", "protects another"
FEW_LEFT = "few are not counted"


@dataclass(frozen=True)
class HiddenRates:
    """What of an estimate is hidden, a mask in its shape, and what is left of it.

    `estimate` is what may be published, nan where hidden, with one note for all. `reasons` say why:
    keep them inside, for they tell of the counts.
    """

    estimate: Estimate
    hidden: Any
    reasons: Any


def hide_rates(
    estimate: Estimate,
    *,
    threshold: int,
    zeros: str = "shown",
    hidden: Any = None,
    both_ways: bool = False,
) -> HiddenRates:
    """Return the rates, shares or ratios without what would let a small or hidden count be worked back.

    Where the count is below the threshold, or `hidden` (as by `suppress`), or missing beside a value,
    the value and its limits go with it: value times denominator is the count, and the limits alone tell
    it too. A denominator below the threshold takes all with it, and is hidden itself. `both_ways` also hides
    shares of all but a few, for they tell of those few.
    """
    rule = Rule(threshold, zeros)
    counts, denominators = _read(estimate)
    asked = np.zeros(counts.shape, dtype=bool) if hidden is None else np.asarray(hidden)
    if asked.dtype != bool or asked.shape != counts.shape:
        raise NotComputable("Hidden must be true or false for every count.")
    few = (denominators < threshold) & (denominators > 0)
    small = rule.is_small(counts)
    # A count that is missing already was hidden elsewhere, as long as there is a value.
    blank = np.isnan(counts) & ~np.isnan(as_floats(estimate.value, "Values"))
    left = rule.is_small(denominators - counts) & both_ways
    reasons = np.select([few, small, left, asked | blank], [FEW_BEHIND, SMALL, FEW_LEFT, PROTECTS], "")
    gone = reasons != ""
    return HiddenRates(_without(estimate, gone, few), as_given(gone), as_given(reasons))


def counts_behind(value: float, denominator: float, *, per: float = 1, decimals: int) -> tuple[int, int]:
    """Return the fewest and the most that a rate rounded to so many decimals can be of its denominator.

    Where both are the same the rate tells the count. A rate that no whole count has tells the nearest.
    """
    if not (denominator > 0 and per > 0 and value >= 0):
        raise NotComputable("A rate needs a denominator above zero, and cannot be below zero.")
    half = 0.5 * 10.0**-decimals
    low = np.ceil((value - half) * denominator / per - 1e-9)
    high = np.floor((value + half) * denominator / per + 1e-9)
    nearest = round(value * denominator / per)
    return (max(int(low), 0), int(high)) if low <= high else (nearest, nearest)


def _read(estimate: Estimate) -> tuple[Any, Any]:
    if estimate.count is None or estimate.denominator is None:
        raise NotComputable("The counts and denominators behind the rates are needed to hide small ones.")
    counts = as_floats(estimate.count, "Counts")
    denominators = as_floats(estimate.denominator, "Denominators")
    if (counts < 0).any() or (denominators < 0).any():
        raise NotComputable("Counts and denominators cannot be below zero.")
    value = as_floats(estimate.value, "Values")
    counts, denominators, _ = np.broadcast_arrays(counts, denominators, value)
    return counts, denominators


def _without(estimate: Estimate, gone: Any, few: Any) -> Estimate:
    def blank(numbers: Any, mask: Any) -> Any:
        return None if numbers is None else as_given(np.where(mask, np.nan, as_floats(numbers, "Numbers")))

    return replace(
        estimate,
        value=blank(estimate.value, gone),
        lower=blank(estimate.lower, gone),
        upper=blank(estimate.upper, gone),
        count=blank(estimate.count, gone),
        denominator=blank(estimate.denominator, few),
        note=as_given(np.where(gone, NOTE, estimate.note)) if gone.any() else estimate.note,
    )
