"""Proof that a hidden cell is protected: two tables that add up, far enough apart in that cell."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.solving import solve_for_whole


@dataclass(frozen=True)
class Proof:
    """Two ways in which the table could differ from the truth at these places.

    One raises a cell, one lowers it.
    """

    places: Any
    up: Any
    down: Any

    @property
    def used(self) -> Any:
        """Return the cells that differ from the truth, and so must stay hidden for the proof to hold."""
        return self.places[(self.up != 0) | (self.down != 0)]


def cheapest_proof(attack: Attack, place: int, width: int, costs: Any) -> Proof | None:
    """Return the cheapest two tables that lie `width` apart in one cell, or None where there are none.

    The costs are for each cell and each one by which it is moved. In whole numbers.
    """
    from scipy.sparse import block_diag, csr_array, hstack, vstack

    free = attack.free
    inside = np.flatnonzero(free == place)
    if not inside.size:
        return None
    part = attack.within(free)
    signed: Any = hstack([part.matrix, -part.matrix])
    size = int(free.size)
    apart = np.zeros(4 * size)
    apart[inside[0] + size * np.arange(4)] = 1, -1, -1, 1
    rows: Any = vstack([block_diag([signed, signed]), csr_array(apart[None, :])]).tocsr()
    sums = np.zeros(rows.shape[0])
    sums[-1] = width
    highest = np.tile(np.concatenate([part.up, part.down]), 2)
    found = solve_for_whole(np.tile(costs[free], 4), rows, sums, (np.zeros(4 * size), highest))
    if found.x is None:
        return None
    above, below, above_again, below_again = np.round(found.x).reshape(4, size)
    return Proof(free, above - below, above_again - below_again)
