"""Columns as numbers, whatever they are written as, in whichever engine they are."""

from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.compute

from fairplace.equity.engines.files import MISSING
from fairplace.equity.engines.table import Table
from fairplace.equity.stats.errors import NotComputable

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute
_WRITTEN = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"


def is_text(table: Table, column: str) -> bool:
    """Return whether the column holds text."""
    return table.schema[column] in (nw.String, nw.Categorical, nw.Enum)


def as_number(table: Table, column: str) -> Any:
    """Return the column as numbers; text that is none, and nan, are missing."""
    kind, values = table.schema[column], nw.col(column)
    if is_text(table, column):
        text = values.cast(nw.String)
        return nw.when(text.str.contains(_WRITTEN)).then(text.str.strip_chars()).cast(nw.Float64)
    if kind == nw.Boolean:
        return values.cast(nw.Int64)
    if kind.is_float():
        # A nan would make a whole sum missing in one engine and be passed over in another.
        return values.fill_nan(None)
    if kind.is_decimal():
        return values.cast(nw.Float64)
    if kind.is_numeric():
        return values
    raise NotComputable(f"The column {column} of {table.called} holds neither numbers nor text ({kind}).")


def is_no_number(column: str) -> Any:
    """Return what is true of text that is neither a number nor a way to write that there is none."""
    text = nw.col(column).cast(nw.String)
    return ~text.str.contains(_WRITTEN) & ~text.str.strip_chars().is_in(list(MISSING))


def refuse_text(table: Table, column: str) -> None:
    """Refuse the first text that is no number, by its row where it has one."""
    where, value = table.find(column, is_no_number(column))
    raise NotComputable(f"{where}: “{value}” is not a number.")


def to_floats(column: Any) -> Any:
    """Return a column of a collected table as floats, which DuckDB's sums of whole numbers are not."""
    return pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)
