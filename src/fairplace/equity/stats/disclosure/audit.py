"""What an attacker can work out about each hidden cell of one table."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Table, named


@dataclass(frozen=True)
class Audit:
    """The lowest and highest count that each cell could have, in the shape of the table.

    What is visible is its own limit. `exposed` are the cells hidden for their own sake of which too
    much can be told.
    """

    lower: Any
    upper: Any
    exposed: Any
    cells: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Return whether no cell is exposed."""
        return not self.exposed.any()

    @property
    def sentence(self) -> str:
        """Return what is wrong, naming cells and never their counts; nothing where all is well."""
        if self.is_safe:
            return ""
        names = [self.cells[place] for place in np.flatnonzero(self.exposed)]
        return f"Too much can be worked out about {len(names)} hidden: {'; '.join(names)}."


def audit(
    table: Table,
    hidden: Any,
    *,
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    sensitive: Any = None,
    reasons_shown: bool = False,
) -> Audit:
    """Return the limits between which an attacker knows each hidden cell to lie: exact, by programming.

    `hidden` is a mask in the shape of the table, or names of cells. The attacker knows what adds up to
    what, the rule, and that counts are whole; where zeros are shown, a hidden count is 1 or more. A cell
    below the threshold, or among the `sensitive`, is exposed where it is visible or its limits lie less
    than `protection` apart: by default so far that the threshold itself seems possible (with
    `reasons_shown`: every small count). Source: Fischetti and Salazar (2001), the attacker's problem.
    """
    rule = Rule(threshold, zeros, protection, reasons_shown)
    mask = table.mask(hidden, "Hidden")
    chosen = table.mask(sensitive, "Sensitive") | rule.is_small(table.counts)
    down, up = rule.room(table.counts, mask, chosen, mask)
    lower, upper = limits(Attack(table.matrix, down, up), table.counts)
    exposed = chosen & (upper - lower < rule.width_where(table.counts, mask))
    lower, upper, exposed = (values.reshape(table.shape) for values in (lower, upper, exposed))
    return Audit(lower, upper, exposed, tuple(map(named, table.cells)))


def limits(attack: Attack, counts: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest that each cell could be."""
    lower, upper = counts.astype(float), counts.astype(float)
    for places in attack.parts:
        part = attack.within(places)
        least, most = _moves(part)
        lower[places] += least
        upper[places] += most
    return lower, upper


def _moves(part: Attack) -> tuple[Any, Any]:
    """Return how far each cell of the part can move down and up; one way found serves many cells."""
    size = len(part.up)
    least, most = np.zeros(size), np.zeros(size)
    for place in range(size):
        for sign in (1.0, -1.0):
            # A cell that was seen at the end of its room needs no further search.
            if (most[place] == part.up[place]) if sign > 0 else (least[place] == -part.down[place]):
                continue
            wanted = np.zeros(size)
            wanted[place] = sign
            reach, move = part.most(wanted)
            if move is not None:
                least, most = np.minimum(least, move), np.maximum(most, move)
            elif sign > 0:
                most[place] = reach
            else:
                least[place] = -reach
    return least, most
