"""Additive tables: cells, and what adds up to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.tree import Tree, read_tree
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats

# A cell is named by its category on each axis.
Cell = tuple[str, ...]
Name = str | Cell
# A total, and the parts that add up to it.
Sum = tuple[Name, Sequence[Name]]


@dataclass(frozen=True)
class Table:
    """Counts that add up: each equation is the place of a total and the places of its parts.

    `counts` stand flat, `shape` is how they were given. Build one with `table_of` or `table_of_cells`.
    """

    # Counts stay out of what is printed, for they are not hidden yet.
    counts: Any = field(repr=False)
    cells: tuple[Cell, ...]
    equations: tuple[tuple[int, tuple[int, ...]], ...] = field(repr=False)
    shape: tuple[int, ...]
    axes: tuple[Tree, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for place, count in enumerate(self.counts.tolist()):
            if not (count >= 0 and count == np.floor(count)):
                raise NotComputable(
                    f"The count of {self.name_of(place)} must be a whole number of zero or above."
                )
        for total, parts in self.equations:
            if self.counts[total] != self.counts[list(parts)].sum():
                raise NotComputable(f"The parts of {self.name_of(total)} do not add up to it.")

    @cached_property
    def places(self) -> dict[Cell, int]:
        """Return the place of each cell."""
        return {cell: place for place, cell in enumerate(self.cells)}

    @cached_property
    def matrix(self) -> Any:
        """Return the equations as a sparse matrix that gives zero for every table that adds up."""
        from scipy.sparse import csr_array

        rows = [row for row, (_, parts) in enumerate(self.equations) for _ in range(len(parts) + 1)]
        columns = [place for total, parts in self.equations for place in (total, *parts)]
        signs = [sign for _, parts in self.equations for sign in (1.0, *[-1.0] * len(parts))]
        return csr_array((signs, (rows, columns)), shape=(len(self.equations), len(self.cells)))

    def name_of(self, place: int) -> str:
        """Return what a page calls the cell at this place."""
        return named(self.cells[place])

    def place_of(self, name: Name) -> int:
        """Return the place of a cell, or refuse a name that the table does not have."""
        cell = as_cell(name)
        if cell not in self.places:
            raise NotComputable(f"The table has no cell called {named(cell)}.")
        return self.places[cell]

    def mask(self, marked: Any, called: str) -> Any:
        """Return a flat mask from one in the shape of the table, or from names of cells; None marks none."""
        flat = np.zeros(len(self.cells), dtype=bool)
        if marked is None:
            return flat
        if all(isinstance(name, str | tuple) for name in marked):
            flat[[self.place_of(name) for name in marked]] = True
            return flat
        mask = np.asarray(marked)
        if mask.dtype != bool or mask.shape != self.shape:
            raise NotComputable(f"{called} must be true or false for every cell of the table.")
        return mask.ravel()

    def in_order_of_names(self) -> tuple["Table", Any]:
        """Return the table with its cells sorted by name, and the places they had."""
        order = sorted(range(len(self.cells)), key=self.cells.__getitem__)
        new = {old: place for place, old in enumerate(order)}
        equations = sorted(
            (new[total], tuple(sorted(new[part] for part in parts))) for total, parts in self.equations
        )
        axes = tuple(Tree(tuple(sorted(axis.categories)), axis.totals) for axis in self.axes)
        cells = tuple(self.cells[place] for place in order)
        places = np.array(order, dtype=int)
        return Table(self.counts[places], cells, tuple(equations), (len(order),), axes), places


def as_cell(name: Name) -> Cell:
    """Return the name as one category for each axis; plain text names a cell of one axis."""
    return (name,) if isinstance(name, str) else tuple(name)


def named(cell: Cell) -> str:
    """Return what a page calls the cell."""
    return ", ".join(cell)


def table_of(counts: Numbers, *axes: Any) -> Table:
    """Return the table of counts, with an axis of the array for each of `axes`.

    An axis is a list of names, or totals with their parts, as deep as they go: {"Luton": {"North":
    ["E1", "E2"], "South": ["E3"]}} has the six categories Luton, North, E1, E2, South, E3 in this order.
    Totals may stand in the counts already; along an axis that has the finest categories only (E1, E2,
    E3) they are added.
    """
    trees = tuple(map(read_tree, axes))
    given = as_floats(counts, "Counts").copy()
    if given.ndim != len(trees) or not trees:
        raise NotComputable("The counts need one axis of names for each of their axes.")
    for axis, tree in enumerate(trees):
        if given.shape[axis] == len(tree.categories):
            continue
        if given.shape[axis] != len(tree.finest):
            raise NotComputable("An axis of the counts must be as long as its names, with or without totals.")
        given = np.moveaxis(np.tensordot(tree.sums(), given, axes=(1, axis)), 0, axis)
    cells = tuple(product(*(tree.categories for tree in trees)))
    return Table(given.ravel(), cells, tuple(_equations(given.shape, trees)), given.shape, trees)


def table_of_cells(counts: Mapping[Any, float], equations: Sequence[Sum] = ()) -> Table:
    """Return the table of named cells, what adds up to what said by name: (total, parts).

    For tables that are no grid: several that share cells, as linked tables do, or totals that are
    divided in more than one way.
    """
    cells = tuple(as_cell(name) for name in counts)
    bare = Table(as_floats(list(counts.values()), "Counts"), cells, (), (len(cells),))
    found = [(bare.place_of(total), tuple(map(bare.place_of, parts))) for total, parts in equations]
    return Table(bare.counts, cells, tuple(found), bare.shape)


def _equations(shape: tuple[int, ...], axes: Sequence[Tree]) -> Any:
    places = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    for axis, tree in enumerate(axes):
        along = np.moveaxis(places, axis, 0).reshape(shape[axis], -1)
        for total, parts in tree.parts.items():
            rows = along[[tree.categories.index(part) for part in parts]].T.tolist()
            totals = along[tree.categories.index(total)].tolist()
            yield from zip(totals, map(tuple, rows), strict=True)
