"""Which groups there are in a reduced table, in order, and to which of them each row belongs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute


@dataclass(frozen=True)
class Groups:
    """What each group is called, and for every reduced row which group it belongs to."""

    keys: dict[str, list[Any]]
    of_row: np.ndarray
    count: int

    def name(self, at: int) -> str:
        """Return the group in words: area E06000032, sex F."""
        return ", ".join(f"{key} {values[at]}" for key, values in self.keys.items())

    def part(self, start: int, end: int) -> "Groups":
        """Return some of the groups, without their rows."""
        keys = {key: values[start:end] for key, values in self.keys.items()}
        return Groups(keys, np.empty(0, dtype=np.int64), min(end, self.count) - start)


def find_groups(reduced: pa.Table, by: Sequence[str]) -> Groups:
    """Return the groups in order of their keys, whole numbers as numbers."""
    of_row = np.zeros(reduced.num_rows, dtype=np.int64)
    ranked = []
    for key in by:
        values, codes = ranked_codes(reduced[key])
        ranked.append(values)
        of_row = of_row * max(len(values), 1) + codes
    numbers, of_row = np.unique(of_row, return_inverse=True)
    keys: dict[str, list[Any]] = {}
    for key, values in zip(reversed(by), reversed(ranked), strict=True):
        numbers, codes = np.divmod(numbers, max(len(values), 1))
        keys[key] = [values[code] for code in codes]
    return Groups({key: keys[key] for key in by}, of_row, len(numbers))


def ranked_codes(column: Any, key: Callable[[Any], Any] | None = None) -> tuple[list[Any], np.ndarray]:
    """Return the different values in order, and for each row which it has. “10” stands after “9”."""
    key = key or _sort_key
    encoded = pc.dictionary_encode(column.combine_chunks(), null_encoding="encode")
    values = encoded.dictionary.to_pylist()
    order = sorted(range(len(values)), key=lambda at: key(values[at]))
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = np.arange(len(values))
    return [values[at] for at in order], ranks[np.asarray(encoded.indices)]


def _sort_key(value: Any) -> tuple[int, float, str]:
    if value is None:
        return 2, 0, ""
    try:
        return 0, float(value), str(value)
    except (TypeError, ValueError):
        return 1, 0, str(value)
