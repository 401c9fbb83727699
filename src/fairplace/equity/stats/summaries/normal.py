"""Estimates whose error is known from a formula."""

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given


def estimate_normal(value: Floats, error: Floats | None, confidence: float, method: str) -> Estimate:
    """Return the value with normal limits; without an error it has none."""
    if error is None:
        return Estimate(as_given(value), confidence=confidence, method=_without_limits(method))
    reach = normal_quantile(confidence) * error
    return Estimate(as_given(value), as_given(value - reach), as_given(value + reach), confidence, method)


def estimate_on_logarithm(value: Floats, error: Floats | None, confidence: float, method: str) -> Estimate:
    """Return a ratio with limits that are normal on its logarithm, whose error is given."""
    if error is None:
        return Estimate(as_given(value), confidence=confidence, method=_without_limits(method))
    reach = np.exp(normal_quantile(confidence) * error)
    return Estimate(as_given(value), as_given(value / reach), as_given(value * reach), confidence, method)


def _without_limits(method: str) -> str:
    return f"{method.split(';', maxsplit=1)[0]}; no limits"
