"""The gap between the two ends."""

from dataclasses import replace

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.comparison import difference_between
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import as_given
from fairplace.equity.stats.proportion import proportion
from fairplace.equity.stats.summaries.needs import require_ordered


def difference(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the value of the most disadvantaged subgroup minus that of the least (D).

    Zero means no gap between the ends; what lies between them is not looked at. With counts the
    limits are Newcombe's for two proportions, with standard errors normal, else there are none.
    Source: Schlotheuber and Hosseinpoor (2022); Newcombe (1998), method 10.
    """
    require_ordered(breakdown, 2, "The gap")
    first, last = (_end(breakdown, position, confidence) for position in (0, -1))
    gap = difference_between(first, last)
    how = "no limits: neither counts nor standard errors are known"
    if gap.has_interval:
        how = "Newcombe's limits" if breakdown.counts is not None else "normal limits"
    return replace(gap, method=f"most minus least disadvantaged; {how}", note="")


def _end(breakdown: Breakdown, position: int, confidence: float) -> Estimate:
    value = breakdown.values[..., position]
    if breakdown.counts is not None:
        count, among = breakdown.counts[..., position], breakdown.denominators[..., position]
        return proportion(count, among, per=breakdown.scale, confidence=confidence)
    if breakdown.errors is None:
        return Estimate(as_given(value), confidence=confidence)
    reach = normal_quantile(confidence) * breakdown.errors[..., position]
    return Estimate(as_given(value), as_given(value - reach), as_given(value + reach), confidence)
