"""The ratio of two normal variables of which the lower may be zero."""

from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.limits import Limits
from fairplace.equity.stats.slope.probit import probit
from fairplace.equity.stats.slope.roots import rising_root


def ratio_limits(top: Floats, bottom: Floats, variances: tuple[Floats, ...], confidence: float) -> Limits:
    """Return the quantiles of top over bottom; variances of top, of bottom, and their covariance.

    Each number an array of places. The ratio is below r where top - r bottom is below zero and the
    bottom above, or the other way round. Source: Hinkley (1969).
    """
    tops, bottoms, both = variances

    def below(ratio: Floats, at: Any) -> Floats:
        apart = np.sqrt(np.maximum(tops[at] - 2 * ratio * both[at] + ratio**2 * bottoms[at], 1e-300))
        first, second = (ratio * bottom[at] - top[at]) / apart, bottom[at] / np.sqrt(bottoms[at])
        tied = (ratio * bottoms[at] - both[at]) / (apart * np.sqrt(bottoms[at]))
        return _both_below(first, second, tied) + _both_below(-first, -second, tied)

    def limit(z: float) -> Floats:
        width = np.sqrt(tops / bottoms) + np.abs(top / bottom)
        return rising_root(lambda ratio, at: probit(below(ratio, at)) - z, top / bottom, width)

    z = normal_quantile(confidence)
    return limit(-z), limit(z)


def _both_below(first: Floats, second: Floats, correlation: Floats) -> Floats:
    """Return the chance that two standard normal variables both lie below these points.

    Source: Owen (1956), by his function T.
    """
    from scipy.special import ndtr, owens_t

    root = np.sqrt(np.maximum(1 - correlation**2, 1e-300))
    # Neither point is exactly zero for numbers that were measured; a hair keeps the division legal.
    first, second = (np.where(point == 0, 1e-150, point) for point in (first, second))
    apart = np.where(first * second > 0, 0.0, 0.5)
    one = owens_t(first, (second - correlation * first) / (first * root))
    two = owens_t(second, (first - correlation * second) / (second * root))
    return (ndtr(first) + ndtr(second)) / 2 - one - two - apart
