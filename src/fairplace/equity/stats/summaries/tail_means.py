"""The two ends of the ranking: the mean of the lowest and of the highest part of the subgroups."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.parts import Parts, make_parts

PARTS = {3: "third", 5: "fifth", 10: "tenth"}


def tail_parts(breakdown: Breakdown, called: str, of: int) -> Parts:
    """Return the parts, or refuse other tails than these, and fewer subgroups than that."""
    if of not in PARTS:
        raise NotComputable("A tail is a third, a fifth or a tenth of the subgroups: 3, 5 or 10.")
    return make_parts(breakdown, called, fewest=of, needs_polarity=not breakdown.ordered)


def tails(values: Floats, parts: Parts, *, of: int, weighted: bool) -> tuple[Floats, Floats]:
    """Return the means of the worse-off and of the better-off end.

    Ordered subgroups stand as they are, others are ranked by the values, the worst first. Counting
    subgroups, an end is so many of them, rounded up; counting people, it is exactly its share of
    the population, the subgroup on the border taken in part.
    """
    weights = np.broadcast_to(parts.weights(weighted=weighted), values.shape)
    if not parts.breakdown.ordered:
        ranked = np.argsort(values if parts.breakdown.polarity == "high" else -values, axis=-1, kind="stable")
        values, weights = (np.take_along_axis(array, ranked, axis=-1) for array in (values, weights))
    size: Floats | float = 1 / of
    if not weighted:
        known = parts.is_known.sum(axis=-1, keepdims=True)
        size = np.ceil(known / of) / known
    return _mean_of_first(values, weights, size), _mean_of_first(values[..., ::-1], weights[..., ::-1], size)


def _mean_of_first(values: Floats, weights: Floats, size: Floats | float) -> Floats:
    reached = np.cumsum(weights, axis=-1)
    taken = np.clip(size - (reached - weights), 0, weights)
    return (taken * values).sum(axis=-1) / taken.sum(axis=-1)
