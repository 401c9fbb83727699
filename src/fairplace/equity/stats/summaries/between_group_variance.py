"""How far subgroups lie from the average, squared."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import Parts, make_parts


def between_group_variance(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the squared distances from the average, weighted by population (BGV).

    In the square of the indicator's unit. Zero means that all subgroups have the same value; a few
    far away weigh much. Source: Schlotheuber and Hosseinpoor (2022); WHO, HEAT technical notes.
    """
    parts = make_parts(breakdown, "The between-group variance")
    return estimate_normal(
        variance_between(parts.values, parts), _error(parts), confidence, "weighted variance"
    )


def variance_between(values: Floats, parts: Parts) -> Floats:
    """Return the weighted variance of these values about their own mean."""
    return (parts.shares * (values - mean_of(values, parts)[..., None]) ** 2).sum(axis=-1)


def mean_of(values: Floats, parts: Parts) -> Floats:
    """Return the average of these values: as published where it was, else weighted by population."""
    if parts.breakdown.average is not None:
        return np.broadcast_to(parts.mean, values.shape[:-1])
    return (parts.shares * values).sum(axis=-1)


def _error(parts: Parts) -> Floats | None:
    if parts.errors is None:
        return None
    share, variance = parts.shares, parts.errors**2
    apart = (parts.values - parts.mean[..., None]) ** 2
    within = (share**2 * variance).sum(axis=-1)
    fourth = (share**2 * (1 - share) ** 2 * variance**2 - share**4 * variance**2).sum(axis=-1)
    return np.sqrt(4 * (share**2 * variance * apart).sum(axis=-1) + 2 * (within**2 + fourth))
