"""How the values may have come out otherwise: normal, by a factor, or within 0 and 1.

Means err normally as they stand, rates on the logarithm and proportions on the logit, as in England's
tool, with the standard errors that their limits imply there. Source: PHE, the slope index tool.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.numbers import Floats

# An error of three on the logarithm: limits twenty times further than any that counts of one imply.
WIDEST = 3.0
NODES = 32


@dataclass(frozen=True)
class Chance:
    """Each value on the scale where it errs normally, its error there, and the way back."""

    centres: Floats
    errors: Floats
    kind: str
    scale: float

    def back(self, points: Any) -> Any:
        """Return points of the normal scale as values; points may be complex."""
        if self.kind == "mean":
            return points
        return np.exp(points) if self.kind == "rate" else self.scale / (1 + np.exp(-points))

    def some(self, places: Any) -> "Chance":
        """Return some of the places."""
        return Chance(self.centres[places], self.errors[places], self.kind, self.scale)

    def cumulants(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Return mean, variance, third and fourth cumulant of each value."""
        return self._lognormal() if self.kind == "rate" else self._by_quadrature()

    def _lognormal(self) -> tuple[Floats, Floats, Floats, Floats]:
        grown, above = np.exp(self.errors**2), np.expm1(self.errors**2)
        mean = np.exp(self.centres) * np.sqrt(grown)
        variance = mean**2 * above
        fourth = variance**2 * (grown**4 + 2 * grown**3 + 3 * grown**2 - 6)
        return mean, variance, mean**3 * above**2 * (grown + 2), fourth

    def _by_quadrature(self) -> tuple[Floats, Floats, Floats, Floats]:
        points, weights = np.polynomial.hermite_e.hermegauss(NODES)
        weights = weights / weights.sum()
        values = self.back(self.centres[..., None] + self.errors[..., None] * points)
        mean = values @ weights
        apart = values - mean[..., None]
        variance = apart**2 @ weights
        return mean, variance, apart**3 @ weights, apart**4 @ weights - 3 * variance**2


def chance_of(breakdown: Breakdown) -> tuple[Chance, Any]:
    """Return how the values err, and the places of which one has no logarithm or logit."""
    values = breakdown.values
    if breakdown.kind == "mean":
        errors = np.zeros_like(values) if breakdown.errors is None else breakdown.errors
        return _chance(values, errors, breakdown), np.zeros(values.shape[:-1], dtype=bool)
    outside = _beyond(values, breakdown)
    safe = np.where(outside, breakdown.scale / 2, values)
    if breakdown.standard_errors is None and breakdown.limits is not None:
        lower, upper = breakdown.limits
        outside = outside | _beyond(lower, breakdown) | _beyond(upper, breakdown)
        lower, upper = (np.where(outside, breakdown.scale / 2, limit) for limit in (lower, upper))
        errors = (_forth(upper, breakdown) - _forth(lower, breakdown)) / (2 * normal_quantile(0.95))
    else:
        # To first order: the error of the logarithm is relative, that of the logit over p(1 - p).
        given = np.zeros_like(values) if breakdown.errors is None else breakdown.errors
        within = 1.0 if breakdown.kind == "rate" else 1 - safe / breakdown.scale
        errors = given / (safe * within)
    return _chance(_forth(safe, breakdown), errors, breakdown), outside.any(axis=-1)


def _chance(centres: Floats, errors: Floats, breakdown: Breakdown) -> Chance:
    centres, errors = np.broadcast_arrays(centres, errors)
    return Chance(centres, errors, breakdown.kind, breakdown.scale)


def _beyond(values: Floats, breakdown: Breakdown) -> Any:
    return (values <= 0) | ((breakdown.kind == "proportion") & (values >= breakdown.scale))


def _forth(values: Floats, breakdown: Breakdown) -> Floats:
    if breakdown.kind == "rate":
        return np.log(values)
    shares = values / breakdown.scale
    return np.log(shares / (1 - shares))
