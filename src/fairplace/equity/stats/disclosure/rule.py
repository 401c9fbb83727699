"""Which counts are too small to show, and what that tells an attacker who knows the rule."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable

ZEROS = ("shown", "hidden")


@dataclass(frozen=True)
class Rule:
    """The rule on small numbers, which an attacker is taken to know."""

    threshold: int
    zeros: str = "shown"
    protection: int | None = None

    def __post_init__(self) -> None:
        if self.zeros not in ZEROS:
            raise NotComputable("Zeros are either shown or hidden.")
        if self.threshold != int(self.threshold) or self.threshold <= self.smallest:
            raise NotComputable("The threshold must be a whole number that leaves something to hide.")
        if self.width != int(self.width) or self.width < 1:
            raise NotComputable("The protection must be a whole number of 1 or above.")

    @property
    def smallest(self) -> int:
        """Return the smallest count that can be hidden."""
        return 1 if self.zeros == "shown" else 0

    @property
    def width(self) -> int:
        """Return how far apart the lowest and highest value must be that a hidden count could have.

        By default so far that one of them is no small count: nobody can tell that the cell is small.
        """
        return self.threshold - self.smallest if self.protection is None else self.protection

    def is_small(self, counts: Any) -> Any:
        """Return which counts are too small to show; a missing one is not."""
        return (counts < self.threshold) & (counts >= self.smallest)

    def room(self, counts: Any, hidden: Any) -> tuple[Any, Any]:
        """Return how far below and above its count an attacker must think each hidden cell could lie."""
        # Where zeros are shown all are: what is hidden is then known to be 1 or more.
        if self.smallest and (hidden & (counts == 0)).any():
            raise NotComputable("A zero is among the hidden, where zeros are shown.")
        return np.where(hidden, counts - self.smallest, 0.0), np.where(hidden, np.inf, 0.0)
