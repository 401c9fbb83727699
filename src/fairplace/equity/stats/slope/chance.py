"""How the values may have come out otherwise: normal, by a factor, or within 0 and 1.

Rates err normally on the logarithm and proportions on the logit, as in England's tool, with the
standard errors that their limits imply there. Source: PHE, the slope index tool.
"""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.numbers import Floats

NO_LOGARITHM = "A rate of zero has no logarithm; ask for the normal method instead."
NO_LOGIT = "A proportion of 0 or 1 has no logit; ask for the normal method instead."


@dataclass(frozen=True)
class Chance:
    """Each value on the scale where it errs normally, its error there, and the way back."""

    centres: Floats
    errors: Floats
    is_rate: bool
    scale: float

    def back(self, points: Floats) -> Floats:
        """Return points of the normal scale as values."""
        if self.is_rate:
            return np.exp(points)
        return self.scale / (1 + np.exp(-points))

    def cumulants(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Return mean, variance, third and fourth cumulant of each value."""
        return self._lognormal() if self.is_rate else self._by_quadrature()

    def _lognormal(self) -> tuple[Floats, Floats, Floats, Floats]:
        grown = np.exp(self.errors**2)
        mean, above = np.exp(self.centres) * np.sqrt(grown), grown - 1
        variance = mean**2 * above
        fourth = variance**2 * (grown**4 + 2 * grown**3 + 3 * grown**2 - 6)
        return mean, variance, mean**3 * above**2 * (grown + 2), fourth

    def _by_quadrature(self) -> tuple[Floats, Floats, Floats, Floats]:
        values, weights = self.nodes(64)
        mean = values @ weights
        apart = values - mean[..., None]
        variance = apart**2 @ weights
        return mean, variance, apart**3 @ weights, apart**4 @ weights - 3 * variance**2

    def nodes(self, count: int) -> tuple[Floats, Floats]:
        """Return values on a last axis and their weights: Gauss-Hermite quadrature over each value."""
        points, weights = np.polynomial.hermite_e.hermegauss(count)
        values = self.back(self.centres[..., None] + self.errors[..., None] * points)
        return values, weights / weights.sum()


def chance_of(breakdown: Breakdown) -> tuple[Chance, Floats]:
    """Return how the values err, and which places cannot be told because one has no logarithm or logit."""
    values, scale = breakdown.values, breakdown.scale
    is_rate = breakdown.kind == "rate"
    outside = values <= 0 if is_rate else (values <= 0) | (values >= scale)
    safe = np.where(outside, scale / 2, values)
    centres = np.log(safe) if is_rate else _logit(safe / scale)
    if breakdown.standard_errors is None and breakdown.limits is not None:
        lower, upper = breakdown.limits
        outside = outside | (lower <= 0) | (np.zeros_like(outside) if is_rate else upper >= scale)
        lower, upper = (np.where(outside, scale / 2, limit) for limit in (lower, upper))
        width = np.log(upper / lower) if is_rate else _logit(upper / scale) - _logit(lower / scale)
        errors = width / (2 * normal_quantile(0.95))
    else:
        # To first order: the error of the logarithm is relative, that of the logit over p(1 - p).
        given = np.zeros_like(values) if breakdown.errors is None else breakdown.errors
        errors = given / safe if is_rate else given * scale / (safe * (scale - safe))
    return Chance(centres, errors, is_rate, scale), outside.any(axis=-1)


def _logit(shares: Floats) -> Floats:
    return np.log(shares / (1 - shares))
