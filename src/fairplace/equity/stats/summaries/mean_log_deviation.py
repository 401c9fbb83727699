"""Disproportion between a subgroup's share of the indicator and its share of people, on the logarithm."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import Parts, make_parts
from fairplace.equity.stats.summaries.theil_index import PER, relative_values


def mean_log_deviation(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the mean logarithm of the average over each value, times 1,000 (MLD).

    Zero means that all subgroups have the same value; low values weigh more than high ones. The
    error is times 1,000 too. Source: Schlotheuber and Hosseinpoor (2022); WHO, HEAT technical notes.
    """
    parts = make_parts(breakdown, "The mean log deviation")
    relative = relative_values(parts)
    value = -PER * (parts.shares * np.log(relative)).sum(axis=-1)
    return estimate_normal(value, _error(parts, relative), confidence, "mean log deviation, normal limits")


def _error(parts: Parts, relative: Floats) -> Floats | None:
    if parts.errors is None:
        return None
    spread = (parts.shares * parts.errors * (1 - 1 / relative)) ** 2
    return PER * np.sqrt(spread.sum(axis=-1)) / parts.mean
