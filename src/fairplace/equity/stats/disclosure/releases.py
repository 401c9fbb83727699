"""Several releases as one system of equations: what somebody has who kept them all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.table import Cell, Release, Sum, Table, as_cell, named, table_of_cells
from fairplace.equity.stats.errors import NotComputable


@dataclass
class Joined:
    """All cells of all releases, each once; a count that was revised is another cell.

    `held` and `shown` say for each cell which release had it first, and which first showed it; groups
    that only links know are in neither. `revisions` are pairs of an older and a newer version of a cell.
    """

    counts: dict[Cell, float] = field(default_factory=dict)
    equations: list[tuple[Cell, list[Cell]]] = field(default_factory=list)
    held: dict[Cell, int] = field(default_factory=dict)
    shown: dict[Cell, int] = field(default_factory=dict)
    newest: dict[Cell, Cell] = field(default_factory=dict)
    revisions: list[tuple[Cell, Cell]] = field(default_factory=list)

    def add(self, release: Release, number: int) -> None:
        """Add a release, older ones first."""
        table = release.table
        hidden = table.mask(release.hidden, "Hidden")
        here = [
            self._version(cell, count, number)
            for cell, count in zip(table.cells, table.counts.tolist(), strict=True)
        ]
        for cell, is_hidden in zip(here, hidden.tolist(), strict=True):
            self.held.setdefault(cell, number)
            if not is_hidden:
                self.shown.setdefault(cell, number)
        self.equations += [(here[total], [here[part] for part in parts]) for total, parts in table.equations]

    def _version(self, cell: Cell, count: float, number: int) -> Cell:
        latest = self.newest.setdefault(cell, cell)
        if self.counts.setdefault(latest, count) == count:
            return latest
        revised = (*cell, f"revised in release {number + 1}")
        self.counts[revised] = count
        self.revisions.append((latest, revised))
        self.newest[cell] = revised
        return revised

    def link(self, links: Sequence[Sum]) -> None:
        """Add what adds up across releases, and the groups that no release has."""
        for total, parts in links:
            names = [as_cell(total), *map(as_cell, parts)]
            unknown = sorted({name for name in names if name not in self.newest})
            if len(unknown) > 1:
                raise NotComputable(
                    f"The count of {named(unknown[0])} is needed to tell whether it is small: "
                    "no release has it, nor can it be had by subtraction."
                )
            for name in unknown:
                self._add_unpublished(name, names)
            whole, *rest = (self.newest[name] for name in names)
            self.equations.append((whole, rest))

    def _add_unpublished(self, missing: Cell, names: list[Cell]) -> None:
        total, *parts = (0.0 if name == missing else self.counts[self.newest[name]] for name in names)
        count = sum(parts) if missing == names[0] else total - sum(parts)
        if count < 0:
            raise NotComputable(f"{named(missing)} would be below zero: the link does not hold.")
        self.newest[missing] = missing
        self.counts[missing] = count

    def table(self) -> Table:
        """Return the one table of all."""
        return table_of_cells(self.counts, self.equations)

    def unseen(self, firsts: dict[Cell, int], releases: int) -> Any:
        """Return which cells are not yet in `held`, or in `shown`, after so many releases."""
        return np.array([firsts.get(cell, releases) >= releases for cell in self.counts], dtype=bool)
