"""Quick proofs in tables of axes: moves at the corners of a box, up at one corner and down at the next.

A move along one axis takes from one finest category what it gives to another, and moves the totals
above that only one of them has; or it gives to one category and to all of its totals. The product of
such moves along all axes adds up. This is the hypercube method of Repsilber (1999), with totals as corners.
"""

from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.proofs import Proof
from fairplace.equity.stats.disclosure.table import Table
from fairplace.equity.stats.disclosure.tree import Tree

# A total of many parts can move in very many ways; so many along each axis are tried.
MOST_MOVES = 400


class Cubes:
    """The boxes in one table, for a search of the cheapest for each cell."""

    def __init__(self, table: Table) -> None:
        self.axes = table.axes
        self.shape = tuple(len(axis.categories) for axis in table.axes)
        self.known: dict[tuple[int, int], tuple[Any, Any]] = {}

    @cached_property
    def steps(self) -> list[int]:
        """Return how far apart two neighbours along each axis stand in the flat table."""
        return [int(np.prod(self.shape[axis + 1 :], dtype=int)) for axis in range(len(self.shape))]

    def cheapest(self, place: int, room: tuple[Any, Any], width: int, costs: Any) -> Proof | None:
        """Return the cheapest box that lets the cell move `width` in all within this room (down, up)."""
        if not self.axes:
            return None
        places, signs = self._boxes(place)
        down, up = (np.minimum(part, width)[places] for part in room)
        most = np.full(places.shape, width)
        highest = np.where(signs > 0, up, np.where(signs < 0, down, most)).min(axis=1)
        lowest = np.where(signs > 0, down, np.where(signs < 0, up, most)).min(axis=1)
        spent = np.where(signs != 0, costs[places], 0.0).sum(axis=1)
        spent[highest + lowest < width] = np.inf
        best = int(np.argmin(spent))
        if not np.isfinite(spent[best]):
            return None
        corners = signs[best] != 0
        move = signs[best][corners]
        return Proof(places[best][corners], move * highest[best], -move * lowest[best])

    def _boxes(self, place: int) -> tuple[Any, Any]:
        """Return places and signs of the corners of every box that has the cell as a corner, one a row."""
        places, signs = np.zeros((1, 1), dtype=int), np.ones((1, 1))
        for axis, category in enumerate(np.unravel_index(place, self.shape)):
            along, sign = self._moves(axis, int(category))
            shape = (len(places) * len(along), -1)
            stands = along * self.steps[axis]
            places = (places[:, None, :, None] + stands[None, :, None, :]).reshape(shape)
            signs = (signs[:, None, :, None] * sign[None, :, None, :]).reshape(shape)
        return places, signs

    def _moves(self, axis: int, category: int) -> tuple[Any, Any]:
        if (axis, category) not in self.known:
            self.known[axis, category] = _moves_of(self.axes[axis], category)
        return self.known[axis, category]


def _moves_of(tree: Tree, category: int) -> tuple[Any, Any]:
    """Return the categories that each move along the axis changes, and the signs; padded with zero signs."""
    name = tree.categories[category]
    paths = [tree.path(leaf) for leaf in tree.finest]
    under = [path for path in paths if name in path]
    apart = [path for path in paths if name not in path]
    moves = [dict.fromkeys(path, 1.0) for path in under]
    moves += [
        {step: 1.0 for step in one if step not in other} | {step: -1.0 for step in other if step not in one}
        for one in under
        for other in apart
    ]
    moves = moves[:: -(-len(moves) // MOST_MOVES)]
    row = {step: place for place, step in enumerate(tree.categories)}
    longest = max(map(len, moves))
    places = np.full((len(moves), longest), category)
    signs = np.zeros((len(moves), longest))
    for number, move in enumerate(moves):
        places[number, : len(move)] = [row[step] for step in move]
        signs[number, : len(move)] = list(move.values())
    return places, signs
