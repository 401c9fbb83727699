"""The two subgroups that a gap is between."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.needs import require_ordered


class Ends:
    """Which subgroup is held against which, for every place.

    Along an order the most against the least disadvantaged; where more is better the other way
    round, so that a gap above zero is always a disadvantage. Without an order the highest against
    the lowest, or the reference against the one furthest on its worse side.
    """

    def __init__(self, breakdown: Breakdown, called: str):
        self.breakdown = breakdown
        if breakdown.ordered:
            require_ordered(breakdown, 2, called)
            first, second = (0, -1) if breakdown.polarity != "high" else (-1, 0)
            shape = breakdown.values.shape[:-1]
            self.first, self.second = np.full(shape, first), np.full(shape, second)
            return
        if len(breakdown.subgroups) < 2:
            raise NotComputable(f"{called} needs 2 or more subgroups.")
        self.first, self.second = _without_order(breakdown, called)

    @property
    def words(self) -> str:
        """Return what is held against what."""
        if not self.breakdown.ordered:
            return "reference against the furthest" if self.breakdown.reference else "highest against lowest"
        if self.breakdown.polarity == "high":
            return "least against most disadvantaged"
        return "most against least disadvantaged"

    def of(self, array: Floats) -> tuple[Floats, Floats]:
        """Return the numbers of both subgroups."""
        array = np.broadcast_to(array, self.breakdown.values.shape)
        return _take(array, self.first), _take(array, self.second)


def _take(array: Floats, at: Any) -> Floats:
    return np.take_along_axis(array, np.asarray(at)[..., None], axis=-1)[..., 0]


def _without_order(breakdown: Breakdown, called: str) -> tuple[Any, Any]:
    known = ~np.isnan(breakdown.values)
    if np.ndim(known) == 1 and known.sum() < 2:
        raise NotComputable(f"{called} needs 2 or more subgroups with a value.")
    if breakdown.reference is None:
        others = known
    else:
        if breakdown.polarity == "none":
            raise NotComputable(f"{called} to a reference needs to know which way is better.")
        held = breakdown.subgroups.index(breakdown.reference)
        others = known & (np.arange(len(breakdown.subgroups)) != held)
    highest = np.where(others, breakdown.values, -np.inf).argmax(axis=-1)
    lowest = np.where(others, breakdown.values, np.inf).argmin(axis=-1)
    if breakdown.reference is None:
        return highest, lowest
    reference = np.full(breakdown.values.shape[:-1], held)
    return (reference, lowest) if breakdown.polarity == "high" else (highest, reference)
