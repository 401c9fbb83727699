"""How many times higher one end is than the other."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.ends import Ends
from fairplace.equity.stats.summaries.needs import require_usable
from fairplace.equity.stats.summaries.normal import estimate_on_logarithm


def ratio(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return one end divided by the other (R): the most by the least disadvantaged subgroup.

    One means no gap between the ends; an end at zero has no ratio. The ends are those of the
    difference. Limits are normal on the logarithm: with counts the error is Katz's for two
    proportions, with standard errors it is theirs, else there are none.
    Source: Schlotheuber and Hosseinpoor (2022); Katz and others (1978).
    """
    ends = Ends(breakdown, "The ratio")
    first, second = ends.of(breakdown.values)
    usable = (first > 0) & (second > 0)
    require_usable(usable, "The ratio needs values above zero at both ends.")
    values = tuple(np.where(usable, end, np.nan) for end in (first, second))
    variance = _relative_variance(breakdown, ends, values)
    method = f"{ends.words}, as a ratio; limits on the logarithm"
    error = None if variance is None else np.sqrt(variance)
    return estimate_on_logarithm(values[0] / values[1], error, confidence, method)


def _relative_variance(breakdown: Breakdown, ends: Ends, values: tuple[Floats, ...]) -> Floats | None:
    """Return the variance of the logarithm of the ratio; None where nothing is known of it."""
    if breakdown.counts is not None:
        # A count is its value times what it is among, so that a missing end stays missing.
        among = ends.of(breakdown.denominators)
        first, second = ((breakdown.scale / v - 1) / n for v, n in zip(values, among, strict=True))
    elif breakdown.errors is not None:
        first, second = ((s / v) ** 2 for v, s in zip(values, ends.of(breakdown.errors), strict=True))
    else:
        return None
    return first + second
