"""Reduces rows to how many values there are, their mean and their deviation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np

from fairplace.equity.engines.counting import ROWS
from fairplace.equity.engines.groups import find_groups
from fairplace.equity.engines.numbers import as_number, is_no_number, is_text, refuse_text, to_floats
from fairplace.equity.engines.rectangle import with_all_keys
from fairplace.equity.engines.table import Progress, open_table
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

_VALUE, _BAD, _KNOWN, _DEVIATION, _ALL = "__value", "__bad", "__known", "__deviation", "__all"


@dataclass(frozen=True)
class Sums:
    """How many values each group has, their mean and their deviation over n - 1."""

    keys: dict[str, list[Any]]
    sizes: Floats
    means: Floats
    deviations: Floats
    said: tuple[str, ...]


def reduce_values(table: Any, by: Sequence[str], of: str, progress: Progress | None = None) -> Sums:
    """Return sizes, means and deviations by group; missing where a value of the group is missing."""
    rows = open_table(table)
    rows.require([*by, of])
    bad = is_no_number(of).cast(nw.Int64) if is_text(rows, of) else nw.lit(0)
    frame = rows.frame.select(
        *(nw.col(key) for key in by),
        as_number(rows, of).cast(nw.Float64).alias(_VALUE),
        bad.alias(_BAD),
        nw.lit(0).alias(_ALL),
    )
    value = nw.col(_VALUE)
    reduced = rows.collect(
        frame.group_by(*by, _ALL).agg(
            nw.len().alias(ROWS),
            value.count().alias(_KNOWN),
            value.mean(),
            value.std().alias(_DEVIATION),
            nw.col(_BAD).sum(),
        ),
        progress,
    )
    if not reduced.num_rows:
        raise NotComputable(f"{rows.called} has no rows.")
    if to_floats(reduced[_BAD]).sum():
        refuse_text(rows, of)
    reduced, said = with_all_keys(rows, reduced, by)
    groups = find_groups(reduced, by)
    order = np.argsort(groups.of_row)
    sizes, known, means, deviations = (
        to_floats(reduced[name])[order] for name in (ROWS, _KNOWN, _VALUE, _DEVIATION)
    )
    gaps = sizes > known
    if gaps.any():
        lost = int((sizes - known).sum())
        said.append(
            f"{lost:,} of {int(sizes.sum()):,} rows of {rows.called} have no {of}; their groups have no mean."
        )
    return Sums(
        groups.keys, sizes, np.where(gaps, np.nan, means), np.where(gaps, np.nan, deviations), tuple(said)
    )
