"""How far subgroups lie from the average, in the indicator's own unit."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.between_group_variance import variance_between
from fairplace.equity.stats.summaries.drawn import estimate_by_drawing
from fairplace.equity.stats.summaries.parts import make_parts


def between_group_standard_deviation(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the root of the between-group variance (BGSD).

    Zero means that all subgroups have the same value.
    Source: Schlotheuber and Hosseinpoor (2022); WHO, HEAT technical notes.
    """
    parts = make_parts(breakdown, "The between-group standard deviation")
    return estimate_by_drawing(
        lambda values, own: np.sqrt(variance_between(values, own)),
        parts,
        confidence,
        "root of the weighted variance",
    )
