"""The categories along one axis of a table, and which of them are totals of which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats


@dataclass(frozen=True)
class Dimension:
    """The categories along one axis, and the totals among them, each with its parts.

    A total may be named more than once, with other parts: all persons are men and women, and also
    young and old.
    """

    categories: tuple[str, ...]
    totals: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self) -> None:
        known = set(self.categories)
        if len(known) != len(self.categories):
            raise NotComputable("Each category of a dimension must be named once only.")
        for total, parts in self.totals:
            unknown = [name for name in (total, *parts) if name not in known]
            if unknown:
                raise NotComputable(f"{unknown[0]} is not among the categories of the dimension.")
            if not parts or total in parts or len(set(parts)) != len(parts):
                raise NotComputable(f"{total} needs parts other than itself, each once.")

    @property
    def finest(self) -> tuple[str, ...]:
        """Return the categories that have no parts."""
        totals = {total for total, _ in self.totals}
        return tuple(category for category in self.categories if category not in totals)

    @property
    def sums(self) -> Floats:
        """Return the matrix that adds the finest categories (columns) up to all categories (rows)."""
        parts = dict(reversed(self.totals))
        columns = {category: place for place, category in enumerate(self.finest)}
        matrix = np.zeros((len(self.categories), len(columns)))
        for row, category in enumerate(self.categories):
            for leaf in _leaves(category, parts, len(self.categories)):
                matrix[row, columns[leaf]] += 1
        if matrix.max(initial=0) > 1:
            raise NotComputable("A total of the dimension counts one of its parts twice.")
        return matrix


def hierarchy(tree: Any) -> Dimension:
    """Return the dimension of a tree: totals as keys, their parts below, the finest in plain lists.

    {"Luton": {"North": ["E1", "E2"], "South": ["E3", "E4"]}} has seven categories, every total
    before its parts, and three totals.
    """
    categories: list[str] = []
    totals: list[tuple[str, tuple[str, ...]]] = []
    _walk(tree, categories, totals)
    return Dimension(tuple(categories), tuple(totals))


def _walk(tree: Any, categories: list[str], totals: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    if isinstance(tree, Mapping):
        for name, below in tree.items():
            categories.append(name)
            here = len(totals)
            parts = _walk(below, categories, totals)
            totals.insert(here, (name, parts))
        return tuple(tree)
    if isinstance(tree, str) or not isinstance(tree, Sequence):
        raise NotComputable("A hierarchy is made of totals with their parts, and of lists of names.")
    categories.extend(tree)
    return tuple(tree)


def _leaves(category: str, parts: Mapping[str, Sequence[str]], deepest: int) -> Iterator[str]:
    if deepest < 0:
        raise NotComputable(f"{category} is a part of itself.")
    if category not in parts:
        yield category
        return
    for part in parts[category]:
        yield from _leaves(part, parts, deepest - 1)
