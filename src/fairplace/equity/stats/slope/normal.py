"""Limits where every value errs normally: of the slope, and of the ratio of the two ends."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import as_share, normal_quantile
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
        lower, upper = ends.fieller(normal_quantile(confidence))
    if settled.all():
        return lower, upper
    lower, upper = np.array(lower), np.array(upper)
    for at in np.argwhere(~settled):
        place = tuple(at)
        known = not np.isnan(ends.top[place] + ends.bottom_variance[place])
        lower[place], upper[place] = _hinkley_limits(ends, place, confidence) if known else (np.nan, np.nan)
    return lower, upper


class Ends:
    """The two ends of the fitted line, each a weighted sum of the values, with their variances."""

    def __init__(self, line: Line, breakdown: Breakdown):
        values, errors = breakdown.values, breakdown.errors
        variances = np.zeros_like(values) if errors is None else errors**2
        self.bottom, self.top, self.bottom_variance, self.top_variance, self.covariance = np.broadcast_arrays(
            (line.bottom * values).sum(axis=-1),
            (line.top * values).sum(axis=-1),
            (line.bottom**2 * variances).sum(axis=-1),
            (line.top**2 * variances).sum(axis=-1),
            (line.top * line.bottom * variances).sum(axis=-1),
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


def _hinkley_limits(ends: Ends, place: tuple, confidence: float) -> tuple[float, float]:
    """Return the quantiles of the ratio of two correlated normal variables, of which one may be zero."""
    from scipy.optimize import brentq

    top, bottom, tops, bottoms, both = (
        float(part[place])
        for part in (ends.top, ends.bottom, ends.top_variance, ends.bottom_variance, ends.covariance)
    )

    def below(ratio: float) -> float:
        apart = np.sqrt(max(tops - 2 * ratio * both + ratio**2 * bottoms, 1e-300))
        first, second = (ratio * bottom - top) / apart, bottom / np.sqrt(bottoms)
        tied = (ratio * bottoms - both) / (apart * np.sqrt(bottoms))
        return _both_below(first, second, tied) + _both_below(-first, -second, tied)

    share, centre, width = (1 + as_share(confidence)) / 2, top / bottom, np.sqrt(tops / bottoms)
    found = []
    for wanted in (1 - share, share):
        reach = 10 * (abs(centre) + width + 1)
        while not below(centre - reach) < wanted < below(centre + reach):
            reach *= 10
        found.append(brentq(lambda r, p=wanted: below(r) - p, centre - reach, centre + reach, xtol=1e-13))
    return found[0], found[1]


def _both_below(first: float, second: float, correlation: float) -> float:
    """Return the chance that two standard normal variables both lie below these points.

    Source: Owen (1956), by his function T.
    """
    from scipy.special import ndtr, owens_t

    root = np.sqrt(max(1 - correlation**2, 1e-300))
    # Neither point is exactly zero for numbers that were measured; a hair keeps the division legal.
    first, second = (point or 1e-300 for point in (first, second))
    apart = 0.0 if first * second > 0 else 0.5
    one = owens_t(first, (second - correlation * first) / (first * root))
    two = owens_t(second, (first - correlation * second) / (second * root))
    return float((ndtr(first) + ndtr(second)) / 2 - one - two - apart)
