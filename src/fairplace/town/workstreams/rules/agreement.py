"""How far two people agree who marked the same cells apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import fairplace.equity as eq

# From nothing to all: a step between neighbours counts for less than a leap.
ORDER = ("none", "touches", "part", "full")


@dataclass(frozen=True)
class Agreement:
    """`table` counts the cells by what the first said (rows) and the second said (columns), in ORDER.

    `kappa` is None where it cannot be had; then `refusal` says why.
    """

    cells: int
    same: int
    table: tuple[tuple[int, ...], ...]
    kappa: eq.Estimate | None
    refusal: str = ""

    @property
    def percent(self) -> float:
        return 100 * self.same / self.cells if self.cells else 0.0


def measure_agreement(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Return how often two people said the same of the same cells, and by how much more than by chance."""
    pairs = Counter(zip(first, second, strict=True))
    table = tuple(tuple(pairs[row, column] for column in ORDER) for row in ORDER)
    same = sum(pairs[fit, fit] for fit in ORDER)
    try:
        kappa, refusal = eq.cohen_kappa(first, second, weights="linear", categories=ORDER), ""
    except eq.NotComputable as refused:
        kappa, refusal = None, str(refused)
    return Agreement(len(first), same, table, kappa, refusal)
