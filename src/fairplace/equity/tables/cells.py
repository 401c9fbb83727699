"""From rows to what the kernels take: one sum a group, or a rectangle of groups by ages or subgroups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute

from fairplace.equity.engines.groups import Groups, find_groups, ranked_codes
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import band_starts
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.tables.columns import COLUMNS
from fairplace.equity.tables.reading import Source

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute
_NOTHING, _ROWS = "__everything", "__rows"


@dataclass(frozen=True)
class Cells:
    """The columns of a statistic, each an array of groups, or of groups by the labels along the last axis."""

    groups: Groups
    along: str
    labels: tuple[str, ...]
    arrays: dict[str, Floats]

    def __getitem__(self, column: str) -> Floats:
        return self.arrays[column]

    def get(self, column: str) -> Floats | None:
        """Return the column, or None where the table has none."""
        return self.arrays.get(column)

    def part(self, start: int, end: int) -> "Cells":
        """Return some of the groups."""
        arrays = {name: array[start:end] for name, array in self.arrays.items()}
        return Cells(self.groups.part(start, end), self.along, self.labels, arrays)


def reduce_rows(source: Source, names: dict[str, str], by: Sequence[str]) -> pa.Table:
    """Return one row for each combination of keys, added columns added; the engine does the work.

    What is not added, a weight or a rate, must be the same in all rows of a combination.
    """
    keys = [*by, *(names[name] for name in names if COLUMNS[name].is_text)]
    numbers = {name: called for name, called in names.items() if not COLUMNS[name].is_text}
    frame = source.read(keys, list(numbers.values()))
    if not keys:
        frame, keys = frame.with_columns(nw.lit(0).alias(_NOTHING)), [_NOTHING]
    reduced = source.collect(frame.group_by(*keys).agg(nw.len().alias(_ROWS), *_aggregates(numbers)))
    if reduced.num_rows:
        _check(source, reduced, numbers)
    return reduced


def _aggregates(numbers: dict[str, str]) -> list[Any]:
    wanted = []
    for name, called in numbers.items():
        column = nw.col(called)
        wanted += [column.count().alias(f"{called}__known"), column.min().alias(f"{called}__least")]
        wanted += [column.sum()] if COLUMNS[name].is_added else [column.max()]
    return wanted


def _check(source: Source, reduced: pa.Table, numbers: dict[str, str]) -> None:
    for name, called in numbers.items():
        lowest, least = COLUMNS[name].lowest, pc.min(reduced[f"{called}__least"]).as_py()
        if lowest is not None and least is not None and least < lowest:
            source.refuse_below(lowest, called)
        if not COLUMNS[name].is_added and not pc.all(_same(reduced, called)).as_py():
            raise NotComputable(
                f"The column {called} differs between rows of one group, and cannot be added up. "
                f"Name the columns that tell the rows apart in “by”."
            )


def _same(reduced: pa.Table, called: str) -> Any:
    return pc.fill_null(pc.equal(reduced[called], reduced[f"{called}__least"]), True)


def as_array(reduced: pa.Table, called: str) -> Floats:
    """Return a column as floats, missing where any of the rows added was missing."""
    values = pc.cast(reduced[called], pa.float64()).to_numpy().copy()
    lacking = pc.less(reduced[f"{called}__known"], reduced[_ROWS])
    values[np.asarray(lacking)] = np.nan
    return values


def to_cells(reduced: pa.Table, names: dict[str, str], by: Sequence[str], along: str = "") -> Cells:
    """Return the arrays for the kernel; a combination that the table does not have is missing."""
    groups = find_groups(reduced, by)
    numbers = [name for name in names if not COLUMNS[name].is_text]
    labels, codes = [""], np.zeros(reduced.num_rows, dtype=np.int64)
    if along:
        by_age = (lambda label: band_starts([label])[0]) if along == "age_band" else None
        labels, codes = ranked_codes(reduced[names[along]], by_age)
    arrays = {}
    for name in numbers:
        array = np.full((groups.count, len(labels)), np.nan)
        array[groups.of_row, codes] = as_array(reduced, names[name])
        arrays[name] = array if along else array[:, 0]
    return Cells(groups, names.get(along, ""), tuple(str(label) for label in labels), arrays)
