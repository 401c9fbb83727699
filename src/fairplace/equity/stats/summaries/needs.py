"""What a breakdown must have before it can be summed up."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable


def require_ordered(breakdown: Breakdown, fewest: int, called: str) -> None:
    """Refuse subgroups without an order, too few of them, or a single place with a missing number.

    Of many places at once, those with a missing number get a missing answer instead: one
    should not stop a country.
    """
    if not breakdown.ordered:
        raise NotComputable(f"{called} needs subgroups that stand in order of disadvantage.")
    if len(breakdown.subgroups) < fewest:
        raise NotComputable(f"{called} needs {fewest} or more subgroups.")
    if breakdown.values.ndim > 1:
        return
    for numbers in (breakdown.values, breakdown.populations, breakdown.errors):
        if numbers is not None and np.isnan(numbers).any():
            raise NotComputable(f"{called} needs a number for every subgroup, and one is missing.")


def require_usable(usable: Any, sentence: str) -> None:
    """Refuse a single place that is not usable; of many, the caller leaves those missing."""
    if np.ndim(usable) == 0 and not usable:
        raise NotComputable(sentence)
