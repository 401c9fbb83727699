"""How far subgroups lie from the best one, on average."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.drawn import estimate_by_drawing
from fairplace.equity.stats.summaries.parts import Parts, make_parts


def mean_difference_from_best(
    breakdown: Breakdown, *, weighted: bool = False, confidence: float = 0.95
) -> Estimate:
    """Return the mean distance of the subgroups from the best one (MDB).

    Zero means that all subgroups have the same value. `weighted` counts people, not subgroups.
    Source: Schlotheuber and Hosseinpoor (2022); WHO, HEAT technical notes.
    """
    parts = make_parts(breakdown, "The mean difference from the best", needs_polarity=True)

    def measure(values: Floats, own: Parts) -> Floats:
        distances = np.abs(values - own.best(values)[..., None])
        return (own.weights(weighted=weighted) * distances).sum(axis=-1)

    return estimate_by_drawing(measure, parts, confidence, "mean distance from the best subgroup")
