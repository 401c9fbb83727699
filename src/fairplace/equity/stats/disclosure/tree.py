"""The categories along one axis of a table: a tree of totals and their parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable


@dataclass(frozen=True)
class Tree:
    """The categories of an axis, totals before their parts, and the total that each is a part of."""

    categories: tuple[str, ...]
    totals: Mapping[str, str] = field(default_factory=dict)

    @property
    def finest(self) -> tuple[str, ...]:
        """Return the categories that have no parts."""
        return tuple(name for name in self.categories if name not in set(self.totals.values()))

    @property
    def parts(self) -> dict[str, list[str]]:
        """Return the parts of each total."""
        parts: dict[str, list[str]] = {}
        for name in self.categories:
            if name in self.totals:
                parts.setdefault(self.totals[name], []).append(name)
        return parts

    def path(self, category: str) -> list[str]:
        """Return the category and all totals above it, the highest last."""
        path = [category]
        while path[-1] in self.totals:
            path.append(self.totals[path[-1]])
        return path

    def sums(self) -> Any:
        """Return the matrix that adds the finest categories (columns) up to all categories (rows)."""
        rows = {name: row for row, name in enumerate(self.categories)}
        matrix = np.zeros((len(rows), len(self.finest)), dtype=np.int64)
        for column, leaf in enumerate(self.finest):
            matrix[[rows[name] for name in self.path(leaf)], column] = 1
        return matrix


def read_tree(tree: Any) -> Tree:
    """Return the tree of nested mappings of totals to their parts, the finest in plain lists."""
    categories: list[str] = []
    totals: dict[str, str] = {}
    _walk(tree, None, categories, totals)
    if len(set(categories)) != len(categories):
        raise NotComputable("Each category of an axis must be named once only.")
    return Tree(tuple(categories), totals)


def _walk(tree: Any, total: str | None, categories: list[str], totals: dict[str, str]) -> None:
    if isinstance(tree, str) or not isinstance(tree, Mapping | Sequence):
        raise NotComputable("An axis is a list of names, or totals with the lists of their parts.")
    if total is not None and not tree:
        raise NotComputable(f"{total} has no parts.")
    for name in tree:
        if not isinstance(name, str):
            raise NotComputable("The categories of an axis must be texts.")
        categories.append(name)
        if total is not None:
            totals[name] = total
        if isinstance(tree, Mapping):
            _walk(tree[name], name, categories, totals)
