"""What an attacker can work out about each hidden cell of one table."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.disclosure.table import Table


@dataclass(frozen=True)
class Audit:
    """The lowest and highest count that each cell could have, in the shape of the table.

    What is visible is its own limit. `exposed` names the cells hidden for their own sake of which too
    much can be told.
    """

    lower: Any = field(repr=False)
    upper: Any = field(repr=False)
    exposed: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Return whether no cell is exposed."""
        return not self.exposed

    @property
    def sentence(self) -> str:
        """Return what is wrong, naming cells and never their counts; nothing where all is well."""
        if self.is_safe:
            return ""
        return f"Too much can be worked out about {len(self.exposed)} hidden: {'; '.join(self.exposed)}."


def audit(
    table: Table,
    hidden: Any,
    *,
    threshold: int,
    zeros: str = "shown",
    protection: int | None = None,
    also: Any = None,
) -> Audit:
    """Return the limits between which an attacker knows each hidden cell to lie: exact, by programming.

    `hidden` is a mask in the shape of the table, or names of cells. The attacker knows what adds up to
    what, the rule, and that counts are whole; where zeros are shown, a hidden count is 1 or more. A cell
    below the threshold, or among `also`, is exposed where it is visible or its limits lie less than
    `protection` apart: by default so far that the threshold itself seems possible. Source: Fischetti and
    Salazar (2001), the attacker's problem.
    """
    rule = Rule(threshold, zeros, protection)
    chosen = table.mask(also, "Also") | rule.is_small(table.counts)
    down, up = rule.room(table.counts, table.mask(hidden, "Hidden"))
    lower, upper = limits(Attack(table.matrix, down, up), table.counts)
    exposed = np.flatnonzero(chosen & (upper - lower < rule.width)).tolist()
    return Audit(lower.reshape(table.shape), upper.reshape(table.shape), tuple(map(table.name_of, exposed)))


def limits(attack: Attack, counts: Any) -> tuple[Any, Any]:
    """Return the lowest and the highest that each cell could be."""
    lower, upper = counts.astype(float), counts.astype(float)
    for places in attack.parts:
        least, most = _moves(attack.within(places))
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
            if move is None:
                # Only upwards may there be no end: nobody is fewer than none.
                most[place] = reach
            else:
                least, most = np.minimum(least, move), np.maximum(most, move)
    return least, most
