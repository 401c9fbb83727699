"""Disproportion between a subgroup's share of the indicator and its share of people, by Theil."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.between_group_variance import mean_of
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import Parts, make_parts

PER = 1000
# Nothing has no logarithm; WHO puts this in its place.
ALMOST_NOTHING = 1e-6


def theil_index(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return Theil's index times 1,000 (TI).

    Zero means that all subgroups have the same value; high values weigh more than low ones. The
    error is times 1,000 too. Source: Theil (1967); Schlotheuber and Hosseinpoor (2022).
    """
    parts = make_parts(breakdown, "The Theil index")
    relative = relative_values(parts)
    value = PER * (parts.shares * relative * np.log(relative)).sum(axis=-1)
    return estimate_normal(value, _error(parts, relative), confidence, "Theil index, normal limits")


def relative_values(parts: Parts) -> Floats:
    """Return the values over their average."""
    values = np.where(parts.values == 0, ALMOST_NOTHING, parts.values)
    return values / mean_of(values, parts)[..., None]


def _error(parts: Parts, relative: Floats) -> Floats | None:
    if parts.errors is None:
        return None
    pull = 1 + np.log(relative)
    pull = pull - (parts.shares * relative * pull).sum(axis=-1, keepdims=True)
    spread = (pull * parts.shares * parts.errors) ** 2
    return PER * np.sqrt(spread.sum(axis=-1)) / parts.mean
