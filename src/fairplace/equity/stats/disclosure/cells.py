"""The cells that must not be told: what is stated, and what is set apart though nobody stated it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.statements import System


@dataclass(frozen=True)
class Cells:
    """Sets of columns of a system, a row each: first what is stated, then columns that nobody stated alone.

    `counts` are nan where nobody here knows them. `stands` is the row of the system that names the cell.
    """

    system: System
    matrix: Any
    counts: Any
    stands: Any
    stated: int

    def name_of(self, at: int) -> str:
        """Return what the cell is called; without a name of its own, a part of the smallest that has."""
        name = self.system.statements[self.stands[at]].name
        return name if at < self.stated else f"a part of {name}"

    def find_shown(self, at: int) -> int | None:
        """Return the newest release that shows the cell as it is; None where it has to be worked out."""
        return self._shown.get(int(self.system.twin[self.stands[at]])) if at < self.stated else None

    @cached_property
    def _shown(self) -> dict[int, int]:
        rows = np.flatnonzero(self.system.is_shown)
        return dict(zip(self.system.twin[rows].tolist(), self.system.release[rows].tolist(), strict=True))


def list_cells(system: System) -> Cells:
    """Return the cells of a system, each once."""
    from scipy.sparse import csr_array, vstack

    number = len(system.statements)
    matrix, twins = system.matrix[:number], system.twin[:number]
    # Of one set of atoms the last row is the newest: np.unique gives the first of what it sees.
    _, back = np.unique(twins[::-1], return_index=True)
    rows = np.sort(number - 1 - back)
    alone = np.zeros(matrix.shape[1], dtype=bool)
    single = rows[np.diff(matrix.indptr)[rows] == 1]
    alone[matrix.indices[matrix.indptr[single]]] = True
    around = _find_smallest(system)
    columns = np.flatnonzero(~alone & (around >= 0))
    more = csr_array(
        (np.ones(len(columns)), columns, np.arange(len(columns) + 1)), shape=(len(columns), matrix.shape[1])
    )
    counts = np.array([np.nan if one.count is None else one.count for one in system.statements], dtype=float)
    return Cells(
        system,
        vstack([matrix[rows].astype(float), more]).tocsr(),
        np.concatenate([counts[rows], np.full(len(columns), np.nan)]),
        np.concatenate([rows, around[columns]]),
        len(rows),
    )


def _find_smallest(system: System) -> Any:
    """Return for each column the statement of fewest atoms that it is in, or is the same as a part of."""
    number = len(system.statements)
    matrix = system.matrix[:number].tocoo()
    order = np.argsort(-system.size[matrix.row], kind="stable")
    found = np.full(system.matrix.shape[1], -1)
    found[matrix.col[order]] = matrix.row[order]
    same = system.matrix[number:].tocoo()
    is_named = found[same.col] >= 0
    beside = np.full(len(system.size) - number, -1)
    # The whole stands last, with a minus: its name says more than that of another part.
    order = np.flatnonzero(is_named)[np.argsort(-same.data[is_named], kind="stable")]
    beside[same.row[order]] = found[same.col[order]]
    found[same.col[~is_named]] = beside[same.row[~is_named]]
    return found
