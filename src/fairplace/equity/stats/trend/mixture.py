"""What is known of a number when it follows Student's t for each autocorrelation: all of them together.

Centres, scales and weights have the autocorrelations on the first axis; the weights add up to one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.numbers import Floats

STEPS = 60
# So many of Newton's steps are tried before halving.
NEWTON = 12


@dataclass(frozen=True)
class Mixture:
    """A weighted mixture of t distributions of the same degrees of freedom."""

    centres: Floats
    scales: Floats
    weights: Floats
    freedom: int

    def below(self, number: Floats | float) -> Floats:
        """Return the chance of a value below the number."""
        # Imported here, because loading scipy takes longer than the rest of the library together.
        from scipy.special import stdtr

        away = number - self.centres
        # Where nothing scatters a value is certain: the sign alone counts.
        steps = np.where(
            self.scales > 0, away / np.where(self.scales > 0, self.scales, 1.0), np.inf * _sign(away)
        )
        return (self.weights * stdtr(self.freedom, steps)).sum(axis=0)

    def quantiles(self, shares: Sequence[float]) -> Floats:
        """Return the values with these chances below them, the shares on the first axis."""
        centres, scales, weights = (one[:, np.newaxis] for one in (self.centres, self.scales, self.weights))
        return Mixture(centres, scales, weights, self.freedom).quantile(np.array(shares)[:, np.newaxis])

    def quantile(self, share: Floats | float) -> Floats:
        """Return the value with this chance below it, by Newton's steps between the outermost ones."""
        from scipy.special import stdtrit

        ends = self.centres + self.scales * stdtrit(self.freedom, share)
        low, high = ends.min(axis=0), ends.max(axis=0)
        found = (self.weights * ends).sum(axis=0)
        for turn in range(NEWTON + STEPS):
            over = self.below(found) - share
            low, high = np.where(over < 0, found, low), np.where(over < 0, high, found)
            step = found - over / np.maximum(self._density(found), np.finfo(float).tiny)
            # Where a step leaves the bracket, or steps lead nowhere soon, halve it instead.
            is_inside = (step > low) & (step < high) & (turn < NEWTON)
            moved = np.where(is_inside, step, (low + high) / 2)
            is_there = np.abs(moved - found) <= 1e-12 * np.maximum(np.abs(found), high - low)
            found = moved
            if is_there.all():
                break
        return found

    def _density(self, number: Floats) -> Floats:
        """Return how dense the chance is at a value; nothing where nothing scatters."""
        safe = np.where(self.scales > 0, self.scales, np.inf)
        return (self.weights * _t_density((number - self.centres) / safe, self.freedom) / safe).sum(axis=0)


def _sign(away: Floats) -> Floats:
    return np.where(away >= 0, 1.0, -1.0)


def _t_density(steps: Floats, freedom: int) -> Floats:
    """Return the density of Student's t."""
    from scipy.special import gammaln

    log_top = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(freedom * np.pi) / 2
    return np.exp(log_top - (freedom + 1) / 2 * np.log1p(steps**2 / freedom))


def reach(scales: Floats, weights: Floats, freedom: int, share: float) -> Floats:
    """Return how far from a common centre lies the value with this chance below it; share above a half."""
    from scipy.special import stdtr, stdtrit

    certain = scales.max(axis=0) == 0
    safe = np.where(certain, 1.0, np.maximum(scales, scales.max(axis=0) * 1e-12))
    # From the smallest scale on, where the chance is concave, Newton's steps never pass the answer.
    found = safe.min(axis=0) * stdtrit(freedom, share)
    for _ in range(STEPS):
        steps = found / safe
        short = share - (weights * stdtr(freedom, steps)).sum(axis=0)
        density = _t_density(steps, freedom) / safe
        move = short / (weights * density).sum(axis=0)
        found = found + move
        if (np.abs(move) <= 1e-12 * found).all():
            break
    return np.where(certain, 0.0, found)
