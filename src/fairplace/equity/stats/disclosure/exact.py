"""Which further cells to hide at the least cost: cutting planes until the answer is proved best.

Fischetti and Salazar (2001): a programme chooses the cells; the attacker's problem for every cell that
is not yet protected gives a sum that any answer must reach; and so on until all are protected.
"""

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.attack import Attack
from fairplace.equity.stats.disclosure.heuristic import Pattern
from fairplace.equity.stats.disclosure.solving import NEAR, solve

# No proof moves a cell further than this many times the protection: in tables of two axes, with
# hierarchies, once is enough, for their equations have no other minors than -1, 0 and 1.
FAR = 16


@dataclass
class _Search:
    """The programme that chooses, with the cuts found so far."""

    pattern: Pattern
    stop_at: float
    rows: list[Any] = field(default_factory=list)
    sums: list[Any] = field(default_factory=list)

    def cut(self, rows: Any, least: float) -> None:
        """Ask that these weights of the hidden cells, one row or many, come to no less than this."""
        from scipy.sparse import csr_array

        self.rows.append(csr_array(rows))
        self.sums.append(np.full(self.rows[-1].shape[0], float(least)))

    def choose(self, whole: bool) -> Any:
        """Return the cheapest choice that meets the cuts, None when time is up."""
        from scipy.sparse import vstack

        left = self.stop_at - monotonic()
        if left <= 0:
            return None
        room = self.pattern.room
        candidates = (room.down > 0) | (room.up > 0)
        found = solve(
            np.where(self.pattern.chosen, 0, self.pattern.costs),
            vstack(self.rows).tocsr(),
            (np.concatenate(self.sums), np.inf),
            (self.pattern.chosen.astype(float), candidates.astype(float)),
            whole=whole,
            time_limit=left,
        )
        return found.x if found.status == 0 else None


def cheapest(pattern: Pattern, time_limit: float) -> Any:
    """Return the cheapest cells that protect all of the chosen, which they include; None if not in time.

    The pattern says what may be hidden, how far it could move, and the protection.
    """
    search = _Search(pattern, monotonic() + time_limit)
    _add_companions(search)
    places = np.flatnonzero(pattern.chosen).tolist()
    whole = False
    while (choice := search.choose(whole)) is not None:
        attack = _weakened(pattern, np.round(choice) if whole else choice)
        # Every cell adds its cut, not only the first that needs one.
        cuts = [_add_cut(search, attack, choice, place) for place in places]
        if any(cuts):
            continue
        if not whole:
            whole = True
            continue
        hidden = choice > 0.5
        if all(pattern.prove(place, hidden) for place in places):
            return hidden
        # Protected by fractions only: something more has to be hidden.
        search.cut(np.where(hidden, 0.0, 1.0)[None, :], 1)
    return None


def _add_companions(search: _Search) -> None:
    """Ask that whatever is hidden is not alone in any equation: it could be worked out at once."""
    from scipy.sparse import csr_array

    joined = abs(search.pattern.room.matrix)
    each, cells = joined.nonzero()
    alone = csr_array(
        (np.full(len(cells), 2.0), (np.arange(len(cells)), cells)), (len(cells), joined.shape[1])
    )
    search.cut(joined[each] - alone, 0)


def _weakened(pattern: Pattern, choice: Any) -> Attack:
    room, far = pattern.room, FAR * pattern.width
    return Attack(room.matrix, np.minimum(room.down, far) * choice, np.minimum(room.up, far) * choice)


def _add_cut(search: _Search, attack: Attack, choice: Any, place: int) -> bool:
    """Add what any answer must reach for this cell, unless it is protected already."""
    pattern = search.pattern
    far = FAR * pattern.width
    down, up = np.minimum(pattern.room.down, far), np.minimum(pattern.room.up, far)
    row = np.zeros(len(choice))
    for sign in (1.0, -1.0):
        wanted = np.zeros(len(choice))
        wanted[place] = sign
        # Weights on the equations bound the move, whatever is hidden: a move adds up to nothing.
        weights = wanted + attack.matrix.T @ _duals(attack, wanted)
        row += np.maximum(weights * up, -weights * down)
    if row @ choice >= pattern.width - NEAR:
        return False
    search.cut(np.minimum(row, pattern.width)[None, :], pattern.width)
    return True


def _duals(attack: Attack, wanted: Any) -> Any:
    from scipy.optimize import linprog

    limits = np.column_stack([-attack.down, attack.up])
    found = linprog(-wanted, A_eq=attack.matrix, b_eq=np.zeros(attack.matrix.shape[0]), bounds=limits)
    assert found.status == 0, "Limits on all cells leave a best move."
    return found.eqlin.marginals
