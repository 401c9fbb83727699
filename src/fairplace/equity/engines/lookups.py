"""Joins a small table to a large one: the deprivation of each area, the region of each town."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.compute

from fairplace.equity.engines.numbers import is_text
from fairplace.equity.engines.table import Table, open_table
from fairplace.equity.stats.errors import NotComputable

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute


def add_from_lookup(
    table: Any, lookup: Any, *, on: str, adding: Sequence[str], lookup_on: str | None = None
) -> Table:
    """Return the table with columns of a lookup: the decile of each area, where `on` is the area.

    The lookup is read into memory, and brought into the engine that has the rows. A key that stands in
    it twice is refused, since it would count its rows twice. Rows without a match keep their place with
    nothing added: whatever groups by an added column then says how many they are.
    """
    rows, small = open_table(table), open_table(lookup)
    rows.require([on])
    key = lookup_on or on
    small.require([key, *adding])
    already = [name for name in adding if name in rows.schema]
    if already:
        raise NotComputable(f"{rows.called} has a column {already[0]} already.")
    them = small.collect(small.frame.select(key, *adding)).rename_columns([on, *adding])
    them = _with_key_like(them, on, rows, small)
    _refuse_twice(them[on], on, small)
    frame = rows.frame
    if is_text(rows, on):
        frame = frame.with_columns(nw.col(on).cast(nw.String))
    kind = frame.collect_schema()[on]
    added = bring(them, frame)
    if kind.is_numeric():
        added = added.with_columns(nw.col(on).cast(kind))
    return replace(rows, frame=frame.join(added, on=on, how="left"))


def _with_key_like(them: pa.Table, on: str, rows: Table, small: Table) -> pa.Table:
    """Return the lookup with keys of the kind that the rows have, and without those that are missing."""
    kind: Any = pa.int64() if rows.schema[on].is_integer() else pa.float64()
    if is_text(rows, on):
        native = rows.frame.select(nw.col(on).cast(nw.String)).to_native()
        # Arrow joins nothing but the very same kind of text.
        kind = native.schema.field(on).type if isinstance(native, pa.Table) else pa.string()
    try:
        keys = pc.cast(them[on], kind)
    except pa.ArrowInvalid as error:
        raise NotComputable(
            f"The column {on} is a number in {rows.called}, and not in {small.called}: {error}."
        ) from error
    return them.set_column(0, on, keys).filter(pc.is_valid(keys))


def _refuse_twice(keys: Any, on: str, small: Table) -> None:
    counted = pc.value_counts(keys)
    for one in counted.filter(pc.greater(counted.field("counts"), 1))[:1]:
        key, times = one["values"].as_py(), one["counts"].as_py()
        raise NotComputable(
            f"{small.called}: the {on} {key} stands {times} times in the lookup, and must stand once."
        )


def bring(them: pa.Table, frame: Any) -> Any:
    """Return an Arrow table as a frame of the engine that another frame is in."""
    kind = frame.implementation
    if isinstance(frame, nw.DataFrame):
        return nw.from_arrow(them, backend=kind)
    if kind.is_polars():
        return nw.from_arrow(them, backend="polars").lazy()
    native = frame.to_native()
    if kind.is_duckdb():
        # A relation does not show its connection, but asks its questions there, and sees our names.
        return nw.from_native(native.query("__rows", "SELECT * FROM them"))
    if kind.is_pyspark():
        return nw.from_native(native.sparkSession.createDataFrame(them))
    if kind.is_ibis():
        from importlib import import_module

        return nw.from_native(import_module("ibis").memtable(them))
    raise NotComputable(f"A lookup cannot be joined to a table of {kind.name.lower()} yet.")
