"""How many times higher one end of the ranking is than the other, each of several subgroups."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.drawn import estimate_by_drawing
from fairplace.equity.stats.summaries.parts import Parts
from fairplace.equity.stats.summaries.tail_means import PARTS, tail_parts, tails


def tail_ratio(
    breakdown: Breakdown, *, of: int = 5, weighted: bool = False, confidence: float = 0.95
) -> Estimate:
    """Return the mean of the better-off end over that of the worse-off end, or the other way round.

    As tail_difference. One means no gap between the ends; an end at zero has no ratio.
    Source: our definition of the tails that WHO's HEAT has from version 6; see the documentation.
    """
    parts = tail_parts(breakdown, "The ratio of the ends", of)

    def measure(values: Floats, own: Parts) -> Floats:
        worse, better = tails(values, own, of=of, weighted=weighted)
        above, below = (better, worse) if breakdown.polarity == "high" else (worse, better)
        return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)

    return estimate_by_drawing(measure, parts, confidence, f"ratio of the outer {PARTS[of]}s")
