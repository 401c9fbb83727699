"""The gradient over the whole population, as a ratio."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given
from fairplace.equity.stats.summaries.needs import require_ordered, require_usable
from fairplace.equity.stats.summaries.slope_index import FEWEST, note_on, slope_weights


def relative_index(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the top of the fitted line divided by its bottom (RII).

    One means no gradient; above one the value rises towards the better-off. The limits are
    Fieller's. A bottom that may be zero has no ratio: one place is refused, and of many places
    those are missing. Where values lie around zero a ratio says little, which the note tells.
    Source: Mackenbach and Kunst (1997); Hayes and Berry (2002); PHE convention.
    """
    require_ordered(breakdown, FEWEST, "The relative index")
    slopes = slope_weights(breakdown)
    bottoms = breakdown.shares - slopes / 2
    line = _Ends(breakdown, bottoms, bottoms + slopes)
    z = normal_quantile(confidence)
    usable = line.bottom**2 > z**2 * line.bottom_variance
    require_usable(usable, "The value at the bottom of the ranking may be zero, so it has no ratio.")
    # Of many places some may divide by zero; those are then blanked.
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = line.top / line.bottom, *_fieller(line, z)
    value, lower, upper = (as_given(np.where(usable, part, np.nan)) for part in parts)
    method, note = "top over bottom of the weighted line on relative rank", _note_on(line, breakdown)
    if breakdown.errors is None:
        return Estimate(value, confidence=confidence, method=method, note=note)
    return Estimate(value, lower, upper, confidence, method=f"{method}; Fieller limits", note=note)


class _Ends:
    """The two ends of the fitted line, each a weighted sum of the values, with their variances."""

    def __init__(self, breakdown: Breakdown, bottoms: Floats, tops: Floats):
        values, errors = breakdown.values, breakdown.errors
        variances = np.zeros_like(values) if errors is None else errors**2
        self.bottom = (bottoms * values).sum(axis=-1)
        self.top = (tops * values).sum(axis=-1)
        self.bottom_variance = (bottoms**2 * variances).sum(axis=-1)
        self.top_variance = (tops**2 * variances).sum(axis=-1)
        self.covariance = (tops * bottoms * variances).sum(axis=-1)


def _fieller(line: _Ends, z: float) -> tuple[Floats, Floats]:
    """Return the roots of the quadratic in the ratio r that (top - r bottom) is zero within z errors."""
    squared = line.bottom**2 - z**2 * line.bottom_variance
    middle = line.top * line.bottom - z**2 * line.covariance
    # Multiplied out by hand: subtracting the two large products would lose half of the digits.
    spread = (
        line.top**2 * line.bottom_variance
        - 2 * line.top * line.bottom * line.covariance
        + line.bottom**2 * line.top_variance
        - z**2 * (line.top_variance * line.bottom_variance - line.covariance**2)
    )
    reach = z * np.sqrt(np.maximum(spread, 0))
    return (middle - reach) / squared, (middle + reach) / squared


def _note_on(line: _Ends, breakdown: Breakdown) -> str:
    if (line.top * line.bottom <= 0).any():
        return "The line crosses zero, where a ratio has no plain meaning."
    return note_on(breakdown)
