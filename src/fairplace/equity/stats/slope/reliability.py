"""How far the simulated limits would have moved from run to run, had they been simulated."""

from collections.abc import Callable
from math import pi, sqrt
from typing import Any

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.estimate import Estimate

STEP = 1e-4


def simulation_reliability(
    index: Callable[..., Estimate],
    breakdown: Breakdown,
    *,
    confidence: float = 0.95,
    repetitions: int = 100_000,
    **options: Any,
) -> Any:
    """Return the mean absolute difference that the limits of England's simulation show between runs.

    `index` is slope_index or relative_index. With exact limits the difference is zero; this is what
    a simulation with so many repetitions would have reported, from the density at each limit.
    Source: PHE, the slope index tool; the error of an order statistic, Stuart and Ord (1994), 10.10.
    """
    share = as_share(confidence)
    below, above = (index(breakdown, confidence=c, **options) for c in (share - STEP, share + STEP))
    tail = (1 - share) / 2
    # The inverse of the density: how far a limit moves when the tail shrinks by a little.
    lower, upper = (below.lower - above.lower) / STEP, (above.upper - below.upper) / STEP
    return 2 / sqrt(pi) * sqrt(tail * (1 - tail) / repetitions) * (abs(lower) + abs(upper)) / 2
