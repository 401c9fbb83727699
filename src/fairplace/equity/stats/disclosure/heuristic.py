"""Which further cells to hide, quickly: one hidden cell after another, then back again."""

from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.cubes import Cubes
from fairplace.equity.stats.disclosure.proofs import Proof, cheapest_proof
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Table

# What it costs to move a cell that is hidden anyway: little, so that proofs stay short.
FREE = 1e-3


class Pattern:
    """Cells that are hidden, with the proof for each that has to be protected.

    `room` is how far each cell could lie from its count if it were hidden. A `thorough` pattern asks
    the linear programme before it says that a cell is needed.
    """

    def __init__(self, table: Table, rule: Rule, chosen: Any, candidates: Any, thorough: bool) -> None:
        self.room = Attack(table.matrix, *rule.room(table.counts, candidates))
        self.chosen, self.hidden = chosen, chosen.copy()
        # A cell costs about as many as its count has digits, so that totals stay visible.
        self.costs = 1 + np.log10(np.maximum(table.counts, 1))
        self.width = rule.width
        self.cubes = Cubes(table)
        self.thorough = thorough
        self.proofs: dict[int, Proof] = {}
        self.users: dict[int, set[int]] = {}

    def within(self, hidden: Any) -> Attack:
        """Return the attack where only these are hidden."""
        return Attack(self.room.matrix, self.room.down * hidden, np.where(hidden, self.room.up, 0))

    def prove(self, place: int, hidden: Any) -> bool:
        """Return whether the cell is protected where these are hidden, and keep the proof."""
        return self._keep(place, self._search(place, self.within(hidden), self.thorough))

    def protect(self, place: int) -> bool:
        """Hide what is cheapest to hide for this cell, and return whether anything is enough."""
        found = self._search(place, self.room, thorough=True)
        if found is not None:
            self.hidden[found.used] = True
        return self._keep(place, found)

    def show_again(self) -> None:
        """Show every further cell that is not needed, dearest first."""
        further = np.flatnonzero(self.hidden & ~self.chosen)
        for cell in further[np.argsort(-self.costs[further], kind="stable")].tolist():
            self.hidden[cell] = False
            # Most cells are needed by the one whose proof used them last.
            if not all(self.prove(place, self.hidden) for place in sorted(self.users.get(cell, ()))):
                self.hidden[cell] = True

    def _search(self, place: int, attack: Attack, thorough: bool) -> Proof | None:
        costs = np.where(self.hidden, FREE, self.costs)
        found = self.cubes.cheapest(place, (attack.down, attack.up), self.width, costs)
        return cheapest_proof(attack, place, self.width, costs) if found is None and thorough else found

    def _keep(self, place: int, found: Proof | None) -> bool:
        if found is None:
            return False
        if place in self.proofs:
            for cell in self.proofs[place].used.tolist():
                self.users[cell].discard(place)
        self.proofs[place] = found
        for cell in found.used.tolist():
            self.users.setdefault(cell, set()).add(place)
        return True
