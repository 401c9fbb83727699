"""What is known of a number when it follows Student's t for each autocorrelation: all of them together.

Centres, scales and weights have the autocorrelations on the first axis; the weights add up to one.
"""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.numbers import Floats

STEPS = 60


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

    def quantile(self, share: float) -> Floats:
        """Return the value with this chance below it, found by halving between the outermost ones."""
        from scipy.special import stdtrit

        ends = self.centres + self.scales * stdtrit(self.freedom, share)
        low, high = ends.min(axis=0), ends.max(axis=0)
        for _ in range(STEPS):
            middle = (low + high) / 2
            too_low = self.below(middle) < share
            low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
        return (low + high) / 2


def _sign(away: Floats) -> Floats:
    return np.where(away >= 0, 1.0, -1.0)


def reach(scales: Floats, weights: Floats, freedom: int, share: float) -> Floats:
    """Return how far from a common centre lies the value with this chance below it; share above a half."""
    from scipy.special import gammaln, stdtr, stdtrit

    log_top = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(freedom * np.pi) / 2
    certain = scales.max(axis=0) == 0
    safe = np.where(certain, 1.0, np.maximum(scales, scales.max(axis=0) * 1e-12))
    # From the smallest scale on, where the chance is concave, Newton's steps never pass the answer.
    found = safe.min(axis=0) * stdtrit(freedom, share)
    for _ in range(STEPS):
        steps = found / safe
        short = share - (weights * stdtr(freedom, steps)).sum(axis=0)
        density = np.exp(log_top - (freedom + 1) / 2 * np.log1p(steps**2 / freedom)) / safe
        move = short / (weights * density).sum(axis=0)
        found = found + move
        if (np.abs(move) <= 1e-12 * found).all():
            break
    return np.where(certain, 0.0, found)
