"""Which further cells to hide, quickly: one hidden cell after another, then back again."""

from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.moves import Proof, cheapest_proof

# What it costs to move a cell that is hidden anyway: little, so that proofs stay short.
FREE = 1e-3


class Pattern:
    """Cells that are hidden, with the proof for each that has to be protected.

    `room` is how far each cell could lie from its count if it were hidden.
    """

    def __init__(self, room: Attack, hidden: Any, costs: Any, width: int) -> None:
        self.room, self.hidden, self.costs, self.width = room, hidden.copy(), costs, width
        self.proofs: dict[int, Proof] = {}

    def attack(self, hidden: Any) -> Attack:
        """Return the attack on these hidden cells."""
        return Attack(self.room.matrix, self.room.down * hidden, np.where(hidden, self.room.up, 0))

    def prove(self, place: int, hidden: Any) -> bool:
        """Return whether the cell is protected where these are hidden, and keep the proof."""
        attack = self.attack(hidden)
        part = next((part for part in attack.parts if place in part), None)
        if part is None:
            return False
        inside = int(np.flatnonzero(part == place)[0])
        found = cheapest_proof(attack.within(part), inside, self.width, np.full(len(part), FREE))
        if found is not None:
            self.proofs[place] = _spread(found, part, len(hidden))
        return found is not None

    def protect(self, place: int) -> bool:
        """Hide what is cheapest to hide for this cell, and return whether anything is enough."""
        if self.is_proved(place):
            return True
        free = self.room.free
        inside = int(np.searchsorted(free, place))
        if inside == len(free) or free[inside] != place:
            return False
        costs = np.where(self.hidden, FREE, self.costs)[free]
        found = cheapest_proof(self.room.within(free), inside, self.width, costs)
        if found is None:
            return False
        self.proofs[place] = _spread(found, free, len(self.hidden))
        self.hidden |= self.proofs[place].used
        return True

    def is_proved(self, place: int) -> bool:
        """Return whether the proofs for other cells prove this one too, and keep the two that do."""
        ways = [way for proof in self.proofs.values() for way in (proof.up, proof.down)]
        if not ways:
            return False
        reached = [way[place] for way in ways]
        up, down = ways[int(np.argmax(reached))], ways[int(np.argmin(reached))]
        up, down = up * (up[place] > 0), down * (down[place] < 0)
        if up[place] - down[place] < self.width:
            return False
        self.proofs[place] = Proof(up, down)
        return True

    def show_again(self, chosen: Any) -> dict[int, int]:
        """Show every cell that is not needed, dearest first; return for each that is whom it protects."""
        further = np.flatnonzero(self.hidden & ~chosen)
        dearest = further[np.argsort(-self.costs[further], kind="stable")]
        needed = {int(cell): self.reveal(int(cell)) for cell in dearest}
        return {cell: protected for cell, protected in needed.items() if protected is not None}

    def reveal(self, cell: int) -> int | None:
        """Show the cell again if all stay protected, else return the first that would not be."""
        fewer = self.hidden.copy()
        fewer[cell] = False
        kept = dict(self.proofs)
        for place, proof in kept.items():
            if proof.used[cell] and not self.prove(place, fewer):
                self.proofs = kept
                return place
        self.hidden = fewer
        return None


def _spread(proof: Proof, places: Any, size: int) -> Proof:
    up, down = np.zeros(size), np.zeros(size)
    up[places], down[places] = proof.up, proof.down
    return Proof(up, down)
