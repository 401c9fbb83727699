"""Several releases as one system of equations: what somebody has who kept them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.table import Cell, Name, Table, as_cell, named, table_of_cells
from fairplace.equity.stats.errors import NotComputable

Link = tuple[Name, Sequence[Name]]


@dataclass(frozen=True)
class Release:
    """A table as it is published: its true counts, and which are hidden (a mask or names)."""

    table: Table
    hidden: Any = None


@dataclass
class Joined:
    """All cells of all releases, each once; a count that was revised is another cell.

    `shown_in` says for each cell in which releases it is visible; `unpublished` are the groups that
    only links know; `revisions` are pairs of an older and a newer version of a cell.
    """

    counts: dict[Cell, float] = field(default_factory=dict)
    equations: list[tuple[Cell, list[Cell]]] = field(default_factory=list)
    shown_in: dict[Cell, set[int]] = field(default_factory=dict)
    newest: dict[Cell, Cell] = field(default_factory=dict)
    versions: dict[Cell, int] = field(default_factory=dict)
    unpublished: set[Cell] = field(default_factory=set)
    revisions: list[tuple[Cell, Cell]] = field(default_factory=list)

    def add(self, release: Release, number: int) -> None:
        """Add a release, older ones first."""
        table = release.table
        hidden = table.mask(release.hidden, "Hidden")
        here = [
            self._version(cell, count) for cell, count in zip(table.cells, table.counts.tolist(), strict=True)
        ]
        for cell, is_hidden in zip(here, hidden.tolist(), strict=True):
            self.shown_in.setdefault(cell, set()).update(() if is_hidden else (number,))
        self.equations += [(here[total], [here[part] for part in parts]) for total, parts in table.equations]

    def _version(self, cell: Cell, count: float) -> Cell:
        latest = self.newest.setdefault(cell, cell)
        if self.counts.setdefault(latest, count) == count:
            return latest
        self.versions[cell] = self.versions.get(cell, 0) + 1
        revised = (*cell, f"revision {self.versions[cell]}")
        self.counts[revised] = count
        self.revisions.append((latest, revised))
        self.newest[cell] = revised
        return revised

    def link(self, links: Sequence[Link], unpublished: Mapping[Any, float]) -> None:
        """Add what adds up across releases, and the groups that no release has."""
        for name, count in unpublished.items():
            self._add_unpublished(as_cell(name), count)
        for total, parts in links:
            names = [as_cell(total), *map(as_cell, parts)]
            unknown = {name for name in names if name not in self.newest}
            if len(unknown) > 1:
                raise NotComputable(
                    f"The count of {named(min(unknown))} is needed to tell whether it is small: "
                    "no release has it, nor can it be had by subtraction."
                )
            for name in unknown:
                self._add_unpublished(name, self._missing_count(name, names))
            whole, *rest = (self.newest[name] for name in names)
            self.equations.append((whole, rest))

    def _add_unpublished(self, cell: Cell, count: float) -> None:
        self.newest[cell] = cell
        self.counts[cell] = count
        self.shown_in[cell] = set()
        self.unpublished.add(cell)

    def _missing_count(self, missing: Cell, names: list[Cell]) -> float:
        total, *parts = (0.0 if name == missing else self.counts[self.newest[name]] for name in names)
        count = sum(parts) if missing == names[0] else total - sum(parts)
        if count < 0:
            raise NotComputable(f"{named(missing)} would be below zero: the link does not hold.")
        return count

    def table(self) -> Table:
        """Return the one table of all."""
        return table_of_cells(self.counts, self.equations)

    def hidden(self, releases: int) -> Any:
        """Return which cells are visible in none of the first releases."""
        return np.array(
            [not any(number < releases for number in self.shown_in[cell]) for cell in self.counts]
        )
