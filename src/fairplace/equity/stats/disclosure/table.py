"""Additive tables: cells, and what adds up to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.dimension import Dimension
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats

# A cell is named by its category on each axis.
Cell = tuple[str, ...]
Name = str | Cell


@dataclass(frozen=True)
class Table:
    """Counts that add up: each equation is the place of a total and the places of its parts.

    `counts` stand flat, `shape` is how they were given. Build one with `table_of`, `add_up`,
    `table_of_cells` or `link_tables`.
    """

    counts: Any
    cells: tuple[Cell, ...]
    equations: tuple[tuple[int, tuple[int, ...]], ...]
    shape: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(set(self.cells)) != len(self.cells):
            raise NotComputable("Each cell of a table needs a name of its own.")
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

    def mask(self, marked: Any, called: str) -> Any:
        """Return a flat mask from one in the shape of the table, or from names of cells; None marks none."""
        if marked is None:
            return np.zeros(len(self.cells), dtype=bool)
        if isinstance(marked, np.ndarray):
            if marked.dtype != bool or marked.shape != self.shape:
                raise NotComputable(f"{called} must be true or false for every cell of the table.")
            return marked.ravel()
        flat = np.zeros(len(self.cells), dtype=bool)
        for name in marked:
            flat[self.place_of(name)] = True
        return flat

    def place_of(self, name: Name) -> int:
        """Return the place of a cell, or refuse a name that the table does not have."""
        cell = as_cell(name)
        if cell not in self.places:
            raise NotComputable(f"The table has no cell called {named(cell)}.")
        return self.places[cell]


def as_cell(name: Name) -> Cell:
    """Return the name as one category for each axis; plain text names a cell of one axis."""
    return (name,) if isinstance(name, str) else tuple(name)


def named(cell: Cell) -> str:
    """Return what a page calls the cell."""
    return ", ".join(cell)


def read_counts(counts: Numbers) -> Any:
    """Return the counts as whole numbers, or refuse what cannot be a count."""
    numbers = as_floats(counts, "Counts")
    if not (np.isfinite(numbers).all() and (numbers >= 0).all() and (numbers == np.floor(numbers)).all()):
        raise NotComputable("Counts must be whole numbers of zero or above, none missing.")
    return numbers.astype(np.int64)


def table_of(counts: Numbers, *dimensions: Dimension) -> Table:
    """Return the table of counts that hold the totals already, one axis for each dimension."""
    whole = read_counts(counts)
    shape = tuple(len(dimension.categories) for dimension in dimensions)
    if whole.shape != shape or not shape:
        raise NotComputable("The counts need one axis for each dimension, as long as its categories.")
    cells = tuple(product(*(dimension.categories for dimension in dimensions)))
    return Table(whole.ravel(), cells, tuple(_equations(shape, dimensions)), shape)


def add_up(counts: Numbers, *dimensions: Dimension) -> Table:
    """Return the table of counts of the finest categories, with all totals added."""
    whole = read_counts(counts)
    if whole.shape != tuple(len(dimension.finest) for dimension in dimensions) or not dimensions:
        raise NotComputable("The counts need one axis for each dimension, as long as its finest categories.")
    for axis, dimension in enumerate(dimensions):
        whole = np.moveaxis(np.tensordot(dimension.sums.astype(np.int64), whole, axes=(1, axis)), 0, axis)
    return table_of(whole, *dimensions)


def table_of_cells(
    counts: Mapping[Any, float], equations: Sequence[tuple[Name, Sequence[Name]]] = ()
) -> Table:
    """Return the table of named cells, with what adds up to what said name by name."""
    cells = tuple(as_cell(name) for name in counts)
    bare = Table(read_counts(list(counts.values())), cells, (), (len(cells),))
    found = [(bare.place_of(total), tuple(map(bare.place_of, parts))) for total, parts in equations]
    return Table(bare.counts, cells, tuple(found), bare.shape)


def link_tables(*tables: Table, equations: Sequence[tuple[Name, Sequence[Name]]] = ()) -> Table:
    """Return the tables as one, flat: cells of the same name are one cell, and must have one count.

    `equations` say by name what adds up to what across the tables.
    """
    counts: dict[Cell, float] = {}
    for table in tables:
        for cell, count in zip(table.cells, table.counts.tolist(), strict=True):
            if counts.setdefault(cell, count) != count:
                raise NotComputable(f"{named(cell)} has not the same count in all tables.")
    within = [
        (table.cells[total], [table.cells[part] for part in parts])
        for table in tables
        for total, parts in table.equations
    ]
    return table_of_cells(counts, [*within, *equations])


def _equations(shape: tuple[int, ...], dimensions: Sequence[Dimension]) -> Any:
    places = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    for axis, dimension in enumerate(dimensions):
        along = np.moveaxis(places, axis, 0).reshape(shape[axis], -1)
        for total, parts in dimension.totals:
            rows = along[[dimension.categories.index(part) for part in parts]].T.tolist()
            totals = along[dimension.categories.index(total)].tolist()
            yield from zip(totals, map(tuple, rows), strict=True)
