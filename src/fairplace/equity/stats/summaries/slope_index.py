"""The gradient over the whole population, as a gap."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given
from fairplace.equity.stats.summaries.needs import require_ordered

# England's tools ask for five; the line can be drawn through three.
FEWEST = 3
USUAL_FEWEST = 5


def slope_index(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the gap between the bottom and the top of the social ranking (SII).

    Zero means no gradient. The sign follows the indicator: for life expectancy a positive index
    says that the better-off live longer. The limits are exact for values with normal error; there
    are none where no error is known. Source: Pamuk (1985); Low and Low (2004); PHE convention.
    """
    require_ordered(breakdown, FEWEST, "The slope index")
    weights = slope_weights(breakdown)
    slope = (weights * breakdown.values).sum(axis=-1)
    method = "weighted least squares on relative rank"
    if breakdown.errors is None:
        return Estimate(as_given(slope), confidence=confidence, method=method, note=note_on(breakdown))
    reach = normal_quantile(confidence) * np.sqrt(((weights * breakdown.errors) ** 2).sum(axis=-1))
    return Estimate(
        as_given(slope),
        as_given(slope - reach),
        as_given(slope + reach),
        confidence,
        method=f"{method}; exact normal limits",
        note=note_on(breakdown),
    )


def slope_weights(breakdown: Breakdown) -> Floats:
    """Return what each value is multiplied with to give the slope.

    The line is weighted by population, which keeps a small group at either end from steering it.
    The slope is linear in the values, so its error needs no simulation.
    """
    shares, from_middle = breakdown.shares, breakdown.ranks - 0.5
    return shares * from_middle / (shares * from_middle**2).sum(axis=-1, keepdims=True)


def note_on(breakdown: Breakdown) -> str:
    if len(breakdown.subgroups) >= USUAL_FEWEST:
        return ""
    return "Fewer subgroups than the five that England's guidance asks for."
