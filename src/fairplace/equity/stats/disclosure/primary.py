"""Which cells are hidden for their own sake."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats


@dataclass(frozen=True)
class Dominance:
    """A total is told by few when its `largest` contributions make up more than `share` of it.

    `contributions` to every cell stand on the last axis, missing ones as nan.
    """

    contributions: Numbers
    largest: int = 2
    share: float = 0.85

    @property
    def rules(self) -> Any:
        """Return which cells a few contributions rule."""
        given = as_floats(self.contributions, "Contributions")
        if (given < 0).any() or not 0 < self.share <= 1 or self.largest < 1:
            raise NotComputable("Dominance needs contributions of zero or above, and a share up to 1.")
        held = -np.sort(-np.nan_to_num(given), axis=-1)
        return held[..., : self.largest].sum(axis=-1) > self.share * held.sum(axis=-1)


def primary(
    counts: Numbers, *, threshold: int, zeros: str = "shown", dominance: Dominance | None = None
) -> Any:
    """Return which counts are hidden for their own sake: those below the threshold, in any shape.

    A zero tells of nobody and is shown, unless `zeros="hidden"`: for it may tell of a whole group that
    none of them is. A missing count is not hidden, it is not there. `dominance` adds cells that few
    contributions rule. Source: Hundepool and others (2012), chapters 4 and 5.
    """
    rule = Rule(threshold, zeros)
    numbers = as_floats(counts, "Counts")
    if (numbers < 0).any():
        raise NotComputable("A count cannot be below zero.")
    small = rule.is_small(numbers)
    if dominance is None:
        return small
    if np.shape(dominance.rules) != np.shape(small):
        raise NotComputable("Dominance needs the contributions to every count.")
    return small | dominance.rules
