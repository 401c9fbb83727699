"""Proportions: how many of so many."""

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given, check_per, check_together


def proportion(
    counts: Numbers, denominators: Numbers, *, per: float = 1, confidence: float = 0.95
) -> Estimate:
    """Return the proportion with Wilson's score limits; `per=100` gives a percentage.

    Any shapes that broadcast; missing gives missing. The limits of 0 out of n reach above 0.
    Source: Wilson (1927); Newcombe (1998), method 3.
    """
    counts, denominators = as_floats(counts, "Counts"), as_floats(denominators, "Denominators")
    check_together(counts=counts, denominators=denominators)
    check_per(per)
    _check(counts, denominators)
    lower, upper = wilson_limits(counts, denominators, normal_quantile(confidence))
    return Estimate(
        as_given(counts / denominators * per),
        as_given(lower * per),
        as_given(upper * per),
        confidence,
        method="proportion with Wilson score limits",
        count=as_given(counts),
        denominator=as_given(denominators),
    )


def wilson_limits(counts: Floats, denominators: Floats, z: float) -> tuple[Floats, Floats]:
    """Return the score limits as shares, never outside 0 to 1."""
    shares = counts / denominators
    if np.isinf(z):
        return 0 * shares, 0 * shares + 1
    middle = 2 * counts + z**2
    reach = z * np.sqrt(z**2 + 4 * counts * (1 - shares))
    below = 2 * (denominators + z**2)
    # 0 of n and n of n lie exactly on 0 and 1; rounding would leave them a hair outside.
    lower = np.where(counts == 0, 0 * shares, (middle - reach) / below)
    upper = np.where(counts == denominators, shares, (middle + reach) / below)
    return np.clip(lower, 0, 1), np.clip(upper, 0, 1)


def _check(counts: Floats, denominators: Floats) -> None:
    if (denominators <= 0).any():
        raise NotComputable("A proportion needs a denominator above zero.")
    if (counts < 0).any():
        raise NotComputable("A count cannot be below zero.")
    if (counts > denominators).any():
        raise NotComputable("A proportion cannot count more people than there are.")
