"""Whether the indicator is concentrated among the worse or the better off."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import Parts, make_parts


def absolute_concentration_index(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the concentration of the indicator along the ranking, in its unit (ACI).

    Zero means none; above zero it is concentrated among the better off. The error is that of the
    regression on the rank: how far the subgroups lie off a line, not their standard errors.
    Source: Kakwani and others (1997); Schlotheuber and Hosseinpoor (2022).
    """
    parts = make_parts(breakdown, "The concentration index", ordered=True)
    value, error = concentration(parts)
    return estimate_normal(value, error, confidence, "concentration along the rank, regression limits")


def concentration(parts: Parts) -> tuple[Floats, Floats]:
    """Return the index and its error, by regression of the values on the relative rank."""
    share, from_middle = parts.shares, parts.breakdown.ranks - 0.5
    spread = (share * from_middle**2).sum(axis=-1, keepdims=True)
    scaled = 2 * spread * parts.values
    slope = (share * from_middle * scaled).sum(axis=-1, keepdims=True) / spread
    level = (share * scaled).sum(axis=-1, keepdims=True)
    off = (share * (scaled - level - slope * from_middle) ** 2).sum(axis=-1)
    freedom = parts.values.shape[-1] - 2
    return slope[..., 0], np.sqrt(off / freedom / spread[..., 0])
