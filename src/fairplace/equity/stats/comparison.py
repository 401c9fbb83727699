"""One number beside another: apart, or not to be told apart."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.polarity import direction_words

CANNOT_TELL = "cannot tell"


def compare(estimate: Estimate, benchmark: Estimate | float, polarity: str = "none") -> Any:
    """Return better, worse or similar (higher, lower or similar without polarity).

    They differ when the interval leaves out the benchmark, or where the benchmark has an interval
    too, when the two do not overlap. Overlap is the cautious test: two intervals may overlap and
    the difference still be beyond chance (see difference_between). Cannot tell without an interval.
    Source: DHSC technical guidance, comparison by overlapping confidence intervals.
    """
    below, above = direction_words(polarity)
    if not estimate.has_interval:
        return CANNOT_TELL if np.ndim(estimate.value) == 0 else np.full(np.shape(estimate.value), CANNOT_TELL)
    low, high = _limits(benchmark)
    lower, upper = np.asarray(estimate.lower), np.asarray(estimate.upper)
    words = np.select(
        [upper < low, lower > high, (upper >= low) & (lower <= high)],
        [below, above, "similar"],
        CANNOT_TELL,
    )
    return words.item() if words.ndim == 0 else words


def _limits(benchmark: Estimate | float) -> tuple[Any, Any]:
    if not isinstance(benchmark, Estimate):
        return benchmark, benchmark
    if benchmark.has_interval:
        return benchmark.lower, benchmark.upper
    return benchmark.value, benchmark.value


def difference_between(first: Estimate, second: Estimate) -> Estimate:
    """Return first minus second for two independent estimates, with an interval.

    The distances of both limits are squared and added, which for two proportions with Wilson
    limits is Newcombe's interval, and for symmetric limits the usual normal one. Zero means no
    difference. Without both intervals the difference has none.
    Source: Newcombe (1998), method 10; Zou and Donner (2008).
    """
    value = first.value - second.value
    if not (first.has_interval and second.has_interval):
        return Estimate(value, confidence=first.confidence, method="difference", note="One has no interval.")
    if first.confidence != second.confidence:
        raise NotComputable("The two intervals were made with different confidence.")
    below = np.hypot(first.value - first.lower, second.upper - second.value)
    above = np.hypot(first.upper - first.value, second.value - second.lower)
    lower, upper = value - below, value + above
    if np.ndim(value) == 0:
        lower, upper = float(lower), float(upper)
    return Estimate(value, lower, upper, first.confidence, method="difference; limits by squaring and adding")
