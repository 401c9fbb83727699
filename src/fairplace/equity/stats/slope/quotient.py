"""The distribution of top over bottom of the line, where neither can err below zero together.

Top plus bottom is twice the average, and the average of rates or proportions is above zero. So slope
over average, rho, has a distribution without a pole: P(slope - rho average < 0), a weighted sum again.
From it comes that of the ratio (2 + rho) / (2 - rho), also where the bottom may fall below zero.
"""

from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.inversion import Inversion
from fairplace.equity.stats.slope.limits import Limits, Tail, limits_by
from fairplace.equity.stats.slope.line import Line
from fairplace.equity.stats.slope.moments import Moments, moments_of
from fairplace.equity.stats.slope.probit import probit
from fairplace.equity.stats.slope.roots import rising_root

# Where the bottom lies so many errors above zero, it is never below.
SETTLED = 7.5


def quotient_limits(chance: Chance, line: Line, confidence: float, *, exact: bool) -> Limits:
    """Return the limits of top over bottom."""
    return limits_by(None if exact else fast_quotient, exact_quotient, chance, line, confidence)


class _Relative:
    """The slope over the average of every place."""

    def __init__(self, chance: Chance, line: Line):
        self.chance, self.line, self.cumulants = chance, line, chance.cumulants()
        self.centre = (line.slope * self.cumulants[0]).sum(-1) / (line.middle * self.cumulants[0]).sum(-1)
        at_centre = self.moments(self.centre)
        self.error = at_centre.deviation / (line.middle * self.cumulants[0]).sum(-1)
        at_pole = self.moments(np.full_like(self.centre, 2.0))
        self.is_clear = at_pole.is_tame & (-at_pole.mean > SETTLED * at_pole.deviation)
        self.is_tame = at_centre.is_tame & self.is_clear

    def weights(self, rho: Floats, places: Any) -> Floats:
        return self.line.slope[places] - rho[..., None] * self.line.middle[places]

    def moments(self, rho: Floats, places: Any = ...) -> Moments:
        cumulants: Any = tuple(part[places] for part in self.cumulants)
        return moments_of(self.weights(rho, places), cumulants)

    def below(self, rho: Floats, places: Any = ...) -> Floats:
        """Return the exact probability that slope over average is below rho; nan where it cannot be told."""
        cumulants: Any = tuple(part[places] for part in self.cumulants)
        weights, moments = self.weights(rho, places), self.moments(rho, places)
        whole = Inversion(self.chance.some(places), weights, cumulants, moments)
        return np.where(whole.is_settled, whole.below(-moments.mean / moments.deviation), np.nan)

    def by_expansion(self, z: float) -> Floats:
        """Return the quantile of slope over average by Cornish-Fisher's expansion."""

        def above(rho: Floats, places: Any) -> Floats:
            moments = self.moments(rho, places)
            return -moments.mean / moments.deviation - moments.quantile(z)

        start = self.centre + z * self.error
        root = rising_root(above, start, self.error)
        return np.where(np.isnan(root), start, root)


def fast_quotient(chance: Chance, line: Line, *tails: Tail) -> Limits:
    """Return the limits from the first four cumulants; nan where these are not to be trusted."""
    relative = _Relative(chance, line)
    lower, upper = (np.where(relative.is_tame, as_ratio(relative.by_expansion(z)), np.nan) for _, z in tails)
    return lower, upper


def exact_quotient(chance: Chance, line: Line, *tails: Tail) -> Limits:
    """Return the limits where the exact distribution of the ratio reaches both shares.

    Where the bottom falls below zero the ratio does too, below -1: so much comes before the rest.
    """
    relative = _Relative(chance, line)
    negative = np.zeros_like(relative.centre)
    near = np.flatnonzero(~relative.is_clear)
    if near.size:
        negative[near] = 1 - relative.below(np.full(near.shape, 2.0), near)

    def quantile(share: float, z: float) -> Floats:
        target = share - negative
        wanted = probit(np.where(target > 0, target, 1 + target))

        def above(rho: Floats, places: Any) -> Floats:
            return probit(relative.below(rho, places)) - wanted[places]

        start = relative.centre + wanted * relative.error
        start = np.where(relative.is_tame, relative.by_expansion(z), start)
        return as_ratio(rising_root(above, start, relative.error))

    lower, upper = (quantile(*tail) for tail in tails)
    return lower, upper


def as_ratio(rho: Floats) -> Floats:
    """Return top over bottom for slope over average."""
    with np.errstate(divide="ignore"):
        return (2 + rho) / (2 - rho)
