"""How many times higher one end is than the other."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given
from fairplace.equity.stats.summaries.needs import require_ordered, require_usable


def ratio(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the value of the most disadvantaged subgroup divided by that of the least (R).

    One means no gap between the ends; an end at zero has no ratio. Limits are normal on the
    logarithm: with counts the error is Katz's for two proportions, with standard errors it is
    theirs, else there are none.
    Source: Schlotheuber and Hosseinpoor (2022); Katz and others (1978).
    """
    require_ordered(breakdown, 2, "The ratio")
    ends = breakdown.values[..., [0, -1]]
    usable = (ends > 0).all(axis=-1)
    require_usable(usable, "The ratio needs values above zero at both ends.")
    ends = np.where(usable[..., None], ends, np.nan)
    value = ends[..., 0] / ends[..., 1]
    variance = _relative_variance(breakdown, ends)
    method = "most divided by least disadvantaged"
    if variance is None:
        return Estimate(as_given(value), confidence=confidence, method=f"{method}; no limits")
    reach = np.exp(normal_quantile(confidence) * np.sqrt(variance))
    return Estimate(
        as_given(value),
        as_given(value / reach),
        as_given(value * reach),
        confidence,
        method=f"{method}; limits on the logarithm",
    )


def _relative_variance(breakdown: Breakdown, ends: Floats) -> Floats | None:
    """Return the variance of the logarithm of the ratio; None where nothing is known of it."""
    if breakdown.counts is not None:
        # A count is its value times what it is among, so that a missing end stays missing.
        among = breakdown.denominators[..., [0, -1]]
        variances = (breakdown.scale / ends - 1) / among
    elif breakdown.errors is not None:
        variances = (breakdown.errors[..., [0, -1]] / ends) ** 2
    else:
        return None
    return variances.sum(axis=-1)
