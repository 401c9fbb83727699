"""The gap between the two ends."""

from dataclasses import replace

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.comparison import difference_between
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import as_given
from fairplace.equity.stats.proportion import proportion
from fairplace.equity.stats.summaries.ends import Ends


def difference(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return the gap between two ends (D): the most minus the least disadvantaged subgroup.

    Zero means no gap between the ends; what lies between them is not looked at. Where more is
    better it is turned round, so that above zero is a disadvantage. Without an order it is the
    highest minus the lowest, or the gap to the reference. With counts the limits are Newcombe's for
    two proportions, with standard errors normal, else there are none.
    Source: Schlotheuber and Hosseinpoor (2022); Newcombe (1998), method 10.
    """
    ends = Ends(breakdown, "The gap")
    gap = difference_between(*_estimates(breakdown, ends, confidence))
    how = "no limits: neither counts nor standard errors are known"
    if gap.has_interval:
        how = "Newcombe's limits" if breakdown.counts is not None else "normal limits"
    return replace(gap, method=f"{ends.words}; {how}", note="")


def _estimates(breakdown: Breakdown, ends: Ends, confidence: float) -> tuple[Estimate, Estimate]:
    if breakdown.counts is not None:
        counts, among = ends.of(breakdown.counts), ends.of(breakdown.denominators)
        per = breakdown.scale
        first, second = (
            proportion(x, n, per=per, confidence=confidence) for x, n in zip(counts, among, strict=True)
        )
        return first, second
    values = ends.of(breakdown.values)
    if breakdown.errors is None:
        first, second = (Estimate(as_given(value), confidence=confidence) for value in values)
        return first, second
    z = normal_quantile(confidence)
    first, second = (
        Estimate(as_given(value), as_given(value - z * error), as_given(value + z * error), confidence)
        for value, error in zip(values, ends.of(breakdown.errors), strict=True)
    )
    return first, second
