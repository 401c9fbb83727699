"""What an attacker can work out of a table: the least and the most that adds up."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.solving import solve, solve_for_whole


@dataclass(frozen=True)
class Attack:
    """The ways in which hidden counts could differ from the truth: those that add up to nothing.

    `down` and `up` are how far each cell could lie below and above its count; zero where it is known.
    The truth itself is always among the tables that add up, so that no other point is needed.
    """

    matrix: Any
    down: Any
    up: Any

    @cached_property
    def free(self) -> Any:
        """Return the places of the cells that are not known."""
        return np.flatnonzero((self.down > 0) | (self.up > 0))

    @cached_property
    def parts(self) -> list[Any]:
        """Return the unknown cells in sets that no equation joins, so that each is attacked alone."""
        from scipy.sparse.csgraph import connected_components

        joined = self.matrix[:, self.free]
        count, labels = connected_components(abs(joined).T @ abs(joined), directed=False)
        order = np.argsort(labels, kind="stable")
        return np.split(self.free[order], np.searchsorted(labels[order], np.arange(1, count)))

    def within(self, places: Any) -> "Attack":
        """Return the attack on these cells alone, the rest being known."""
        rows = self.matrix[:, places]
        rows = rows[np.flatnonzero(np.diff(rows.indptr))]
        return Attack(rows, self.down[places], self.up[places])

    def most(self, wanted: Any) -> tuple[float, Any]:
        """Return how far the weighted sum of the cells can lie above the truth, and a way to get there.

        Exact for whole numbers. Infinite, without a way, where nothing holds it.
        """
        limits = (-self.down, self.up)
        found = solve_for_whole(-wanted, self.matrix, 0.0, limits)
        if found.x is None:
            # The solver's first answer may be "unbounded or infeasible", or a failure.
            found = solve(-wanted, self.matrix, (0.0, 0.0), limits, presolve=False)
            assert found.status == 3, "The truth adds up, so that only a missing limit leaves no answer."
            return np.inf, None
        return float(np.round(-found.fun)), np.round(found.x)
