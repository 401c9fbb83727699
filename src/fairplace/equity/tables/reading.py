"""Opens what a statistic is asked of: a file, or a table that is in memory or in a database already."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute

from fairplace.equity.engines.files import MISSING
from fairplace.equity.stats.errors import NotComputable

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute
SHEETS = {".xlsx", ".xls", ".xlsb", ".ods"}


class Source(Protocol):
    """A table with names, that can be read as text and numbers, and can find a row again."""

    names: list[str]

    def read(self, texts: Sequence[str], numbers: Sequence[str]) -> Any:
        """Return a Narwhals frame of these columns, checked to be what they should be."""
        ...

    def collect(self, frame: Any) -> pa.Table:
        """Return the frame as an Arrow table."""
        ...

    def refuse_below(self, lowest: float, column: str) -> None:
        """Refuse a number below the lowest that makes sense, naming its row where it can be found."""
        ...


def open_source(table: Any, *, engine: str = "duckdb", sheet: str | None = None) -> Source:
    """Return the source for a path, a dict of arrays, or a frame of any library that Narwhals knows."""
    if isinstance(table, str | Path):
        return _open_file(Path(table), engine, sheet)
    if isinstance(table, dict):
        table = _from_arrays(table)
    try:
        return FrameSource(nw.from_native(table), "the table", 1)
    except TypeError as error:
        raise NotComputable(
            "A table is a path, a dict of arrays, or a frame of pandas, Polars, Arrow, DuckDB, Ibis or Spark."
        ) from error


def _from_arrays(arrays: dict[str, Any]) -> pa.Table:
    lengths = {name: len(values) for name, values in arrays.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise NotComputable(f"The columns have different lengths: {said}.")
    return pa.table({name: pa.array(np.asarray(values), from_pandas=True) for name, values in arrays.items()})


def _open_file(path: Path, engine: str, sheet: str | None) -> Source:
    if not path.exists():
        raise NotComputable(f"There is no file {path}.")
    if path.suffix.lower() in SHEETS:
        return FrameSource(nw.from_native(_read_sheet(path, sheet)), path.name, 2)
    if engine == "spark":
        from fairplace.equity.tables.spark import SparkSource

        return SparkSource(path)
    from fairplace.equity.tables.files import FileSource

    return FileSource(path)


def _read_sheet(path: Path, sheet: str | None) -> pa.Table:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        rows = book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, python_calamine.WorksheetNotFound, OSError) as error:
        raise NotComputable(f"{path.name} cannot be read as a workbook: {error}.") from error
    header, *rows = rows or [[]]
    names = [str(name).strip() for name in header]
    if not any(names):
        raise NotComputable(f"{path.name} has no header in its first row.")
    columns = {name: [_cell(row[at]) for row in rows] for at, name in enumerate(names) if name}
    return pa.table({name: _column(values) for name, values in columns.items()})


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return None if value.strip() in MISSING else value
    # A workbook keeps every number as a float; an area code or a year is not one.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _column(values: list[Any]) -> pa.Array:
    numbers = all(value is None or isinstance(value, int | float) for value in values)
    return pa.array(values if numbers else [None if value is None else str(value) for value in values])


def _to_arrow(column: Any) -> pa.Array:
    try:
        return column.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        # Pandas allows text and numbers in one column, Arrow does not.
        texts = [str(value) for value in column.to_list()]
        return pa.array([None if text in {"None", "nan", "<NA>", "NaT"} else text for text in texts])


class FrameSource:
    """A frame that is there already: eager ones are read row by row where something is wrong."""

    def __init__(self, frame: Any, called: str, first_row: int):
        self.frame, self.called, self.first_row = frame, called, first_row
        self.names = list(frame.collect_schema().names())

    def read(self, texts: Sequence[str], numbers: Sequence[str]) -> Any:
        """Return these columns; numbers written as text are read, where rows can be reached."""
        frame, schema = self.frame, self.frame.collect_schema()
        for name in numbers:
            if not schema[name].is_numeric():
                frame = self._with_numbers(frame, name)
        texts_first = dict.fromkeys([*texts, *numbers])
        return frame.select(*texts_first)

    def _with_numbers(self, frame: Any, name: str) -> Any:
        if isinstance(frame, nw.LazyFrame):
            raise NotComputable(f"The column {name} of {self.called} holds text, where numbers are needed.")
        values = _to_arrow(frame.get_column(name)).to_pylist()
        read = [self._as_number(value, name, at) for at, value in enumerate(values)]
        series = nw.new_series(name, read, nw.Float64, backend=nw.get_native_namespace(frame))
        return frame.with_columns(series)

    def _as_number(self, value: Any, name: str, at: int) -> float | None:
        if value is None or str(value).strip() in MISSING:
            return None
        try:
            return float(str(value).strip().replace(",", ""))
        except ValueError:
            raise NotComputable(
                f"{self.called}, row {at + self.first_row}, column {name}: “{value}” is not a number."
            ) from None

    def collect(self, frame: Any) -> pa.Table:
        """Return the frame as an Arrow table, without copying where its library allows."""
        if isinstance(frame, nw.LazyFrame):
            return frame.collect(backend="pyarrow").to_native()
        return pa.table({name: _to_arrow(frame.get_column(name)) for name in frame.columns})

    def refuse_below(self, lowest: float, column: str) -> None:
        """Refuse a number below the lowest, by its row; a lazy table has no rows to count."""
        if isinstance(self.frame, nw.LazyFrame):
            found = self.frame.filter(nw.col(column) < lowest).head(1).collect(backend="pyarrow").to_native()
            where, value = self.called, found[column][0].as_py() if found.num_rows else None
        else:
            at, value = self._first_below(lowest, column)
            where = f"{self.called}, row {at + self.first_row}"
        if value is not None:
            raise NotComputable(f"{where}, column {column}: {value:g} is below {lowest:g}.")

    def _first_below(self, lowest: float, column: str) -> tuple[int, float | None]:
        values = self.read([], [column]).get_column(column).to_arrow()
        at = pc.index(pc.less(values, lowest), value=True).as_py()
        return at, None if at < 0 else float(values[at].as_py())
