"""Published counts as linear statements about cells that nobody published: what an attacker has in hand."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from fairplace.equity.stats.disclosure.rule import Rule
from fairplace.equity.stats.errors import NotComputable

Atoms = Sequence[Hashable]


class Statement(NamedTuple):
    """That these atoms hold so many people together, as one release says it.

    Atoms are the smallest sets of people that any statement keeps apart, such as one neighbourhood in one
    year; no two of them overlap. `release` is a number, older ones lower. `count` is the true count, None
    where it is not known here. Hidden, nobody outside has it; `between` is a range told in its place, as a
    rounded rate tells one.
    """

    name: str
    atoms: Atoms
    release: int
    count: float | None = None
    is_hidden: bool = False
    between: tuple[float, float] | None = None


class Same(NamedTuple):
    """That two sets of atoms hold the same people: everybody by sex, and everybody by age."""

    these: Atoms
    those: Atoms


@dataclass(frozen=True)
class System:
    """All statements, a row each and the newest of each set of atoms last, then what is the same.

    A column is a class of atoms that no row tells apart; its unknown is how many people it holds.
    """

    statements: tuple[Statement, ...]
    matrix: Any
    low: Any
    high: Any
    release: Any
    size: Any
    twin: Any

    @cached_property
    def plus(self) -> Any:
        """Return where a row adds."""
        return (self.matrix > 0).astype(np.int64)

    @cached_property
    def minus(self) -> Any:
        """Return where a row takes away."""
        return (self.matrix < 0).astype(np.int64)

    @property
    def is_stated(self) -> Any:
        """Return which rows are statements, and not what is the same anyway."""
        return np.arange(self.matrix.shape[0]) < len(self.statements)

    @property
    def is_shown(self) -> Any:
        """Return which rows are statements whose count everybody has."""
        return self.is_stated & (self.low == self.high)

    def standing(self, releases: Any) -> Any:
        """Return the rows that hold for somebody with these releases: of each count the newest they have.

        A count that was hidden once and is known to be another by now no longer speaks of what it was.
        """
        heard = np.isin(self.release, releases) | ~self.is_stated
        shown = np.flatnonzero(heard & self.is_shown)
        newest = np.full(len(self.low), -1)
        newest[self.twin[shown]] = shown
        stands = heard.copy()
        stands[shown] = newest[self.twin[shown]] == shown
        for row in np.flatnonzero(heard & self.is_stated & ~self.is_shown):
            last, own = newest[self.twin[row]], self.statements[row]
            if last >= 0 and own.count is not None and own.count != self.low[last]:
                # Two versions of one count: the older one is out of date, whichever was hidden.
                stands[min(row, last)] = False
        return stands


def make_system(
    statements: Sequence[Statement], same: Sequence[Same], new: Collection[int], rule: Rule
) -> System:
    """Return as one system all that new releases can have to do with, the oldest release first.

    That is what a chain of shared atoms leads to from a statement that is new.
    """
    ordered = sorted(statements, key=lambda one: one.release)
    full, release = _write_rows(ordered, same), [one.release for one in ordered]
    heads = _find_heads(full)
    near = np.isin(heads, heads[: len(ordered)][np.isin(release, list(new))])
    full, stated = full[np.flatnonzero(near)], near[: len(ordered)]
    ordered = tuple(one for one, is_near in zip(ordered, stated.tolist(), strict=True) if is_near)
    low, high = _ranges(ordered, rule)
    padding = np.zeros(full.shape[0] - len(ordered))
    first, _ = _alike(full.T.tocsr())
    _, twin = _alike(full)
    return System(
        ordered,
        full[:, first].tocsr(),
        np.concatenate([low, padding]),
        np.concatenate([high, padding]),
        np.concatenate([np.array(release, dtype=np.int64)[stated], padding.astype(np.int64) - 1]),
        np.diff(full.indptr),
        twin,
    )


def _write_rows(statements: Sequence[Statement], same: Sequence[Same]) -> Any:
    """Return a matrix with a row for each statement and for each that is the same, a column for each atom."""
    from scipy.sparse import csr_array

    rows = [one.atoms for one in statements] + [[*these, *those] for these, those in same]
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    if not lengths.all():
        raise NotComputable("A statement must be about somebody: it has no atoms.")
    columns: dict[Hashable, int] = {}
    places = np.fromiter(
        (columns.setdefault(atom, len(columns)) for atom in chain.from_iterable(rows)),
        dtype=np.int64,
        count=int(lengths.sum()),
    )
    signs = np.ones(len(places), dtype=np.int64)
    ends = np.cumsum(lengths)
    for (_these, those), end in zip(same, ends[len(statements) :].tolist(), strict=True):
        signs[end - len(those) : end] = -1
    matrix = csr_array((signs, places, np.concatenate([[0], ends])), shape=(len(rows), len(columns)))
    matrix.sum_duplicates()
    if abs(matrix.data).max(initial=1) > 1:
        raise NotComputable("A statement names an atom twice.")
    return matrix


def _find_heads(matrix: Any) -> Any:
    """Return for each row the number of the set of rows that shared atoms join it with."""
    from scipy.sparse import block_array
    from scipy.sparse.csgraph import connected_components

    joined = block_array([[None, matrix], [matrix.T, None]], format="csr")
    return connected_components(joined, directed=False)[1][: matrix.shape[0]]


def _ranges(statements: Sequence[Statement], rule: Rule) -> tuple[Any, Any]:
    """Return the lowest and the highest that each count can be to somebody outside."""
    low, high = np.empty(len(statements)), np.empty(len(statements))
    for row, one in enumerate(statements):
        if one.is_hidden:
            # A zero that was never shown binds nobody: it is not one of the hidden, who are somebody.
            low[row], high[row] = (rule.smallest if one.count != 0 else 0), np.inf
        elif one.between is not None:
            low[row], high[row] = one.between
        elif one.count is None or not (one.count >= 0 and one.count == int(one.count)):
            raise NotComputable(f"The count of {one.name} must be a whole number of zero or above.")
        else:
            low[row] = high[row] = one.count
        if low[row] > high[row]:
            raise NotComputable(f"No count of {one.name} lies in its range.")
    return low, high


def _alike(matrix: Any) -> tuple[Any, Any]:
    """Return the first of each set of equal rows, and for each row the number of its set."""
    # Two sums of 64 random bits for each row: equal rows have equal ones, others never in practice.
    random = np.random.default_rng(20120730)
    marks = random.integers(0, 2**63, (matrix.shape[1], 2), dtype=np.uint64)
    sums = matrix.astype(np.uint64) @ marks
    keys = sums.view([("a", np.uint64), ("b", np.uint64)]).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return first, inverse.ravel()
