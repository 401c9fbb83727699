"""Reduces rows to counts and sums: the only step that touches all of them, and one for every engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute

from fairplace.equity.engines.bands import (
    OLDEST,
    band_labels,
    band_of,
    checked_starts,
    raw_age,
    refuse_age,
)
from fairplace.equity.engines.groups import find_groups
from fairplace.equity.engines.numbers import as_number, is_no_number, is_text, refuse_text, to_floats
from fairplace.equity.engines.results import in_library
from fairplace.equity.engines.table import Progress, Table, open_table
from fairplace.equity.stats.errors import NotComputable

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute
ROWS, BAND, AGE_BAND = "__rows", "__band", "age_band"
_YOUNGEST, _OLDEST = "__youngest", "__oldest"


def count_by(
    table: Any,
    by: Sequence[str],
    *,
    age: str | None = None,
    starts: Iterable[float] = (),
    adding: Sequence[str] = (),
    progress: Progress | None = None,
) -> Any:
    """Return how many rows there are by these columns, and by age band, with the sums of others.

    A row for every combination there is, in order, with its `rows`; `age` is put into bands that begin
    at `starts`, in the column `age_band`. Missing keys are a group of their own. Beside the sum of a
    column `deaths`, `deaths_missing` is in how many rows it was missing. The answer is of the kind that
    was given, and an Arrow table for a file, DuckDB, Ibis and Spark.
    """
    opened = open_table(table)
    reading = Reading(tuple(by), age, checked_starts(starts) if age else (), tuple(adding))
    reduced = reduce_rows(opened, reading, progress)
    order = np.argsort(find_groups(reduced, reading.keys).of_row, kind="stable")
    columns = {key: reduced[key] for key in by}
    if age:
        columns[AGE_BAND] = _written(reduced[BAND], reading.starts)
    columns["rows"] = pc.cast(reduced[ROWS], pa.int64())
    for name in adding:
        known = to_floats(reduced[f"{name}__known"])
        sums = np.where(known > 0, to_floats(reduced[name]), np.nan)
        columns[name] = pa.array(sums, from_pandas=True)
        columns[f"{name}_missing"] = pa.array((to_floats(reduced[ROWS]) - known).astype(np.int64))
    return in_library(pa.table(columns).take(order), opened.kind)


@dataclass(frozen=True)
class Reading:
    """How rows are reduced: by which columns and ages, and what is added up."""

    by: tuple[str, ...]
    age: str | None
    starts: tuple[int, ...]
    adding: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns that tell the reduced rows apart."""
        return (*self.by, BAND) if self.age else self.by


def reduce_rows(table: Table, reading: Reading, progress: Progress | None = None) -> pa.Table:
    """Return a row for each combination of keys and band, with how many rows it has and their sums."""
    by, age, adding = reading.by, reading.age, reading.adding
    table.require([*by, *([age] if age else []), *adding])
    wanted = [as_number(table, name).alias(name) for name in adding]
    wanted += [is_no_number(name).cast(nw.Int64).alias(f"{name}__bad") for name in _texts(table, adding)]
    # Ages are grouped by year first and put into bands after, when there are few rows left to compare.
    # A literal is put in before anything is selected: alone, it would be a single row.
    frame = table.frame.with_columns(raw_age(table, age).alias(BAND) if age else nw.lit(0).alias(BAND))
    frame = frame.select(*(nw.col(key) for key in by), *wanted, nw.col(BAND))
    first = frame.group_by(*by, BAND).agg(nw.len().alias(ROWS), *_sums(table, adding))
    reduced = table.collect(_banded(table, first, reading) if age else first, progress)
    _check(table, reduced, reading)
    return reduced


def _sums(table: Table, adding: Sequence[str]) -> list[Any]:
    wanted: list[Any] = []
    for name in adding:
        values = nw.col(name)
        wanted += [values.min().alias(f"{name}__least"), values.count().alias(f"{name}__known")]
        wanted.append(values.sum())
    return wanted + [nw.col(f"{name}__bad").sum() for name in _texts(table, adding)]


def _banded(table: Table, first: Any, reading: Reading) -> Any:
    """Return the rows by band. How far the ages reach is kept, to refuse those that nobody has."""
    age, adding = str(reading.age), reading.adding
    years = nw.lit(0) if is_text(table, age) else nw.col(BAND)
    frame = first.with_columns(years.alias(_YOUNGEST), years.alias(_OLDEST))
    frame = frame.with_columns(band_of(table, age, reading.starts, BAND).alias(BAND))
    added = [ROWS, *adding, *(f"{name}__known" for name in adding)]
    added += [f"{name}__bad" for name in _texts(table, adding)]
    least = [_YOUNGEST, *(f"{name}__least" for name in adding)]
    return frame.group_by(*reading.keys).agg(
        *(nw.col(name).sum() for name in added),
        *(nw.col(name).min() for name in least),
        nw.col(_OLDEST).max(),
    )


def _texts(table: Table, names: Sequence[str]) -> list[str]:
    return [name for name in names if is_text(table, name)]


def _check(table: Table, reduced: pa.Table, reading: Reading) -> None:
    """Refuse what no sum can mean: text among numbers, numbers below zero, ages that nobody has."""
    if not reduced.num_rows:
        raise NotComputable(f"{table.called} has no rows.")
    for name in _texts(table, reading.adding):
        if pc.sum(reduced[f"{name}__bad"]).as_py():
            refuse_text(table, name)
    for name in reading.adding:
        if (pc.min(reduced[f"{name}__least"]).as_py() or 0) < 0:
            where, value = table.find(name, as_number(table, name) < 0)
            raise NotComputable(f"{where}: {value} is below 0.")
    if reading.age:
        youngest, oldest = pc.min(reduced[_YOUNGEST]).as_py(), pc.max(reduced[_OLDEST]).as_py()
        if (youngest or 0) < 0 or (oldest or 0) > OLDEST:
            refuse_age(table, reading.age)


def _written(bands: Any, starts: Sequence[int]) -> pa.Array:
    labels = dict(zip(starts, band_labels(starts), strict=True))
    return pa.array([labels.get(start) for start in bands.to_pylist()], pa.string())
