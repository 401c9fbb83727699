"""The distribution of the slope: a weighted sum of the values."""

from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.inversion import Inversion
from fairplace.equity.stats.slope.limits import Limits, Tail, limits_by
from fairplace.equity.stats.slope.line import Line
from fairplace.equity.stats.slope.moments import moments_of
from fairplace.equity.stats.slope.probit import probit
from fairplace.equity.stats.slope.roots import rising_root


def slope_limits(chance: Chance, line: Line, confidence: float, *, exact: bool) -> Limits:
    """Return the limits of the weighted sum that is the slope."""
    return limits_by(None if exact else fast_gap, exact_gap, chance, line, confidence)


def fast_gap(chance: Chance, line: Line, *tails: Tail) -> Limits:
    """Return the limits from the first four cumulants; nan where the sum is too far from normal."""
    moments = moments_of(line.slope, chance.cumulants())
    lower, upper = (
        np.where(moments.is_tame, moments.mean + moments.deviation * moments.quantile(z), np.nan)
        for _, z in tails
    )
    return lower, upper


def exact_gap(chance: Chance, line: Line, *tails: Tail) -> Limits:
    """Return the limits where the exact distribution reaches both shares."""
    cumulants = chance.cumulants()
    moments = moments_of(line.slope, cumulants)
    whole = Inversion(chance, line.slope, cumulants, moments)

    def quantile(z: float) -> Floats:
        def above(points: Floats, places: Any) -> Floats:
            return probit(whole.below(points, places)) - z

        start = np.where(moments.is_tame, moments.quantile(z), z)
        root = rising_root(above, start, np.ones_like(start))
        return np.where(whole.is_settled, moments.mean + moments.deviation * root, np.nan)

    lower, upper = (quantile(z) for _, z in tails)
    return lower, upper
