"""Estimates whose chance error comes from what each person adds to them."""

from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given
from fairplace.equity.stats.persons.design import Design
from fairplace.equity.stats.persons.sample import Sample


def linearised_error(influence: Floats, sample: Sample, design: Design) -> Floats:
    """Return the standard error of an estimate, from its influence function at every person."""
    return np.sqrt(design.variance(sample.shares * influence))


def t_reach(error: Floats, freedom: Any, confidence: float) -> Floats:
    """Return how far the limits stand from the value, by Student's t; missing without freedom."""
    from scipy.special import stdtrit

    freedom = np.where(np.asarray(freedom) < 1, np.nan, freedom)
    quantile = np.broadcast_to(stdtrit(freedom, (1 + as_share(confidence)) / 2), np.shape(error))
    # Certainty reaches infinitely far, except where there is no error at all.
    none = (np.asarray(error) == 0) & np.isinf(quantile)
    return np.multiply(quantile, error, out=np.zeros(np.shape(error)), where=~none)


def estimate_of(
    value: Floats,
    reach: Floats,
    sample: Sample,
    confidence: float,
    method: str,
    *,
    notes: Any = "",
    least: float = -np.inf,
) -> Estimate:
    """Return the value with limits as far from it as the reach, never below the least it can be."""
    return Estimate(
        as_given(value),
        as_given(np.maximum(value - reach, least)),
        as_given(value + reach),
        confidence,
        method,
        count=as_given(sample.size),
        note=notes,
    )
