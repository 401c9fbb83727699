"""Which counts are too small to show, and what that tells an attacker who knows the rule."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable

ZEROS = ("shown", "hidden")


@dataclass(frozen=True)
class Rule:
    """The rule on small numbers, which an attacker is taken to know.

    `width` is how far apart the lowest and the highest value must be that a hidden count could have.
    `reasons_shown` is whether it can be seen which cells are hidden for being small themselves.
    """

    threshold: int
    zeros: str = "shown"
    protection: int | None = None
    reasons_shown: bool = False

    def __post_init__(self) -> None:
        if self.zeros not in ZEROS:
            raise NotComputable("Zeros are either shown or hidden.")
        if self.threshold != int(self.threshold) or self.threshold < 1:
            raise NotComputable("The threshold must be a whole number of 1 or above.")
        if self.width != int(self.width) or self.width < 1:
            raise NotComputable(
                "The protection must be a whole number of 1 or above; this threshold leaves none."
            )

    @property
    def smallest(self) -> int:
        """Return the smallest count that can be hidden."""
        return 1 if self.zeros == "shown" else 0

    @property
    def width(self) -> int:
        """Return the protection wanted; by default the threshold itself must seem possible.

        Where the reasons are shown it cannot, and then every small count must seem possible.
        """
        if self.protection is not None:
            return self.protection
        return self.threshold - self.smallest - self.reasons_shown

    def width_where(self, counts: Any, hidden: Any) -> int:
        """Return the protection wanted where these are hidden: one more if a zero is, against the rule."""
        return self.width + (self.protection is None and self.smallest > 0 and _holds_zero(counts, hidden))

    @property
    def reason(self) -> str:
        """Return why a cell is hidden for its own sake."""
        return f"primary: count below {self.threshold}"

    def is_small(self, counts: Any) -> Any:
        """Return which counts are too small to show; a missing one is not."""
        return (counts < self.threshold) & (counts >= self.smallest)

    def room(self, counts: Any, hidden: Any, sensitive: Any, candidates: Any) -> tuple[Any, Any]:
        """Return how far below and above its count an attacker must think each cell could lie.

        Only for the candidates; whatever else is known. Where zeros are shown, a hidden count is 1 or
        more, unless a zero is hidden all the same.
        """
        lowest = np.full(len(counts), 0 if _holds_zero(counts, hidden) else self.smallest)
        highest = np.full(len(counts), np.inf)
        if self.reasons_shown:
            small = sensitive & self.is_small(counts)
            highest[small] = self.threshold - 1
            # A cell that is small itself is never hidden for another's sake.
            lowest[~sensitive & ~self.is_small(counts)] = self.threshold
        down = np.where(candidates, np.maximum(counts - lowest, 0), 0).astype(float)
        return down, np.where(candidates, highest - counts, 0.0)


def _holds_zero(counts: Any, hidden: Any) -> bool:
    return bool((hidden & (counts == 0)).any())
