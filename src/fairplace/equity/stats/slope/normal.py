"""Limits where every value errs normally: of the slope, and of the ratio of the two ends."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.slope.bivariate import ratio_limits
from fairplace.equity.stats.slope.limits import Limits
from fairplace.equity.stats.slope.line import Line

# So many errors from zero the bottom's sign is beyond doubt, and Fieller's limits are exact.
SETTLED = 7.5
UNBOUNDED = "The bottom of the line may be zero, so a ratio to it should not be published."


def normal_slope_limits(line: Line, breakdown: Breakdown, confidence: float) -> Limits:
    """Return the limits of the slope, a weighted sum of normal values."""
    value = (line.slope * breakdown.values).sum(axis=-1)
    errors = np.asarray(breakdown.errors)
    reach = normal_quantile(confidence) * np.sqrt(((line.slope * errors) ** 2).sum(axis=-1))
    return value - reach, value + reach


def normal_ratio_limits(line: Line, breakdown: Breakdown, confidence: float) -> Limits:
    """Return Fieller's limits of top over bottom; near a bottom of zero, the whole distribution's.

    Source: Fieller (1954); Hayes and Berry (2002); Hinkley (1969) where the bottom may be zero.
    """
    ends = Ends(line, breakdown)
    settled = ends.is_bounded(SETTLED)
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = np.stack(ends.fieller(normal_quantile(confidence)))
    near = ~settled & (ends.bottom_variance > 0)
    if near.any():
        variances = ends.top_variance[near], ends.bottom_variance[near], ends.covariance[near]
        limits[:, near] = ratio_limits(ends.top[near], ends.bottom[near], variances, confidence)
    return limits[0], limits[1]


class Ends:
    """The two ends of the fitted line, each a weighted sum of the values, with their variances."""

    def __init__(self, line: Line, breakdown: Breakdown):
        values, errors = breakdown.values, breakdown.errors
        variances = np.zeros_like(values) if errors is None else errors**2
        sums = (
            (line.bottom * values).sum(axis=-1),
            (line.top * values).sum(axis=-1),
            (line.bottom**2 * variances).sum(axis=-1),
            (line.top**2 * variances).sum(axis=-1),
            (line.top * line.bottom * variances).sum(axis=-1),
        )
        self.bottom, self.top, self.bottom_variance, self.top_variance, self.covariance = (
            np.asarray(part) for part in np.broadcast_arrays(*sums)
        )

    def is_bounded(self, z: float) -> Any:
        """Return whether the bottom lies further from zero than chance carries it."""
        return np.asarray(self.bottom**2 > z**2 * self.bottom_variance)

    def fieller(self, z: float) -> Limits:
        """Return the roots of the quadratic in the ratio r that (top - r bottom) is zero within z errors."""
        squared = self.bottom**2 - z**2 * self.bottom_variance
        middle = self.top * self.bottom - z**2 * self.covariance
        # Multiplied out by hand: subtracting the two large products would lose half of the digits.
        spread = (
            self.top**2 * self.bottom_variance
            - 2 * self.top * self.bottom * self.covariance
            + self.bottom**2 * self.top_variance
            - z**2 * (self.top_variance * self.bottom_variance - self.covariance**2)
        )
        reach = z * np.sqrt(np.maximum(spread, 0))
        return (middle - reach) / squared, (middle + reach) / squared
