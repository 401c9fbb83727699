"""How far subgroups lie from the average, in percent of it."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.between_group_variance import mean_of
from fairplace.equity.stats.summaries.drawn import estimate_by_drawing
from fairplace.equity.stats.summaries.parts import Parts, make_parts


def index_of_disparity(breakdown: Breakdown, *, weighted: bool = False, confidence: float = 0.95) -> Estimate:
    """Return the mean distance of the subgroups from the average, in percent of it (IDIS).

    Zero means that all subgroups have the same value. `weighted` counts people, not subgroups. In
    each draw the average is that of the draw.
    Source: Pearcy and Keppel (2002); Schlotheuber and Hosseinpoor (2022).
    """
    parts = make_parts(breakdown, "The index of disparity")

    def measure(values: Floats, own: Parts) -> Floats:
        mean = mean_of(values, own)
        distances = (own.weights(weighted=weighted) * np.abs(values - mean[..., None])).sum(axis=-1)
        with np.errstate(divide="ignore", invalid="ignore"):
            return 100 * distances / mean

    return estimate_by_drawing(measure, parts, confidence, "mean distance from the average, relative to it")
