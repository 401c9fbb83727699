"""How far subgroups lie from the average, as a percentage of it."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.between_group_variance import mean_of, variance_between
from fairplace.equity.stats.summaries.drawn import estimate_by_drawing
from fairplace.equity.stats.summaries.parts import Parts, make_parts


def coefficient_of_variation(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the between-group standard deviation in percent of the average (COV).

    Zero means that all subgroups have the same value.
    Source: Schlotheuber and Hosseinpoor (2022); WHO, HEAT technical notes.
    """
    parts = make_parts(breakdown, "The coefficient of variation")
    return estimate_by_drawing(_variation, parts, confidence, "weighted deviation over the average")


def _variation(values: Floats, parts: Parts) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return 100 * np.sqrt(variance_between(values, parts)) / mean_of(values, parts)
