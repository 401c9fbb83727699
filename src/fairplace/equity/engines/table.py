"""Rows in an engine: DuckDB, Spark, Polars, pandas, Arrow or Ibis. Nothing is read before it is asked for."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

from fairplace.equity.engines.files import MISSING, connect, explain, is_csv, read_file, read_with_spark
from fairplace.equity.engines.session import start_spark
from fairplace.equity.stats.errors import NotComputable

Progress = Callable[[float], None]
ENGINES = ("duckdb", "spark")
_AT = "__at"
_SECONDS_BETWEEN = 0.2


@dataclass(frozen=True)
class Table:
    """Rows that stay where they are until their sums are asked for.

    `frame` is of Narwhals; `opened` is the frame as it was before anything was joined to it, in which
    a row at fault is looked for. `first_row` is what the first one is called: 2 below a header. `kind`
    is the library of a frame that is in memory, in which results are given.
    """

    frame: Any
    called: str
    opened: Any
    first_row: int = 1
    connection: Any = None
    kind: Any = None

    @property
    def schema(self) -> dict[str, Any]:
        """Return the columns and their types."""
        return dict(self.frame.collect_schema())

    def require(self, names: Sequence[str]) -> None:
        """Refuse columns that are not there, with those that are."""
        there = self.schema
        for name in names:
            if name not in there:
                raise NotComputable(f"There is no column {name} in {self.called}; it has {', '.join(there)}.")

    def collect(self, frame: Any, progress: Progress | None = None) -> pa.Table:
        """Return a frame made of this one as an Arrow table; how far it is, is told by DuckDB alone."""
        if isinstance(frame, nw.DataFrame):
            return frame.to_arrow()
        try:
            if progress and self.connection is not None:
                return _watched(frame, self.connection, progress)
            return frame.collect(backend="pyarrow").to_native()
        except duckdb.Error as error:
            raise NotComputable(explain(self.called, error)) from error

    def find(self, column: str, wrong: Any) -> tuple[str, Any]:
        """Return where the first row that is wrong stands, and what its column holds.

        Rows have a number where they have an order: in a CSV file, and in a frame that is in memory.
        """
        if column not in self.opened.collect_schema().names():
            return f"{self.called}, column {column}", None
        rows = _numbered(self)
        asked = [column] if rows is None else [column, _AT]
        found = self.collect((self.opened if rows is None else rows).filter(wrong).select(*asked).head(1))
        value = found[column][0].as_py() if found.num_rows else None
        if rows is None or not found.num_rows:
            return f"{self.called}, column {column}", value
        return f"{self.called}, row {found[_AT][0].as_py() + self.first_row}, column {column}", value


def open_table(
    table: Any,
    *,
    engine: str = "duckdb",
    memory: str | None = None,
    spill: str | Path | None = None,
) -> Table:
    """Return a file or frame as a table whose rows stay where they are.

    A path of a CSV or Parquet file, or of a folder of Parquet, is read by DuckDB, in the `memory` it may
    use ("4GB") and the folder `spill` for what does not fit; or by Spark, with `engine="spark"`. A frame
    of pandas, Polars, Arrow, DuckDB, Ibis or Spark is taken as it is. In CSV everything is text until a
    number is needed, so that the code 01 stays 01.
    """
    if isinstance(table, Table):
        return table
    if isinstance(table, str | Path):
        return _open_file(Path(table), engine, memory, spill)
    try:
        frame = nw.from_native(table)
    except TypeError as error:
        raise NotComputable(
            "A table is a path, or a frame of pandas, Polars, Arrow, DuckDB, Ibis or Spark."
        ) from error
    kind = frame.implementation if isinstance(frame, nw.DataFrame) else None
    if kind is not None and kind.is_pandas():
        frame = _from_pandas(frame.to_native())
    return Table(frame, "the table", frame, kind=kind)


def _from_pandas(frame: Any) -> Any:
    """Return the frame as Arrow: pandas has no missing whole number and no one way to say missing."""
    try:
        return nw.from_native(pa.Table.from_pandas(frame, preserve_index=False))
    except pa.ArrowException as error:
        raise NotComputable(f"A column of the table mixes kinds: {str(error).splitlines()[0]}") from error


def _open_file(path: Path, engine: str, memory: str | None, spill: str | Path | None) -> Table:
    if engine not in ENGINES:
        raise NotComputable(f"There is no engine {engine}; there are {' and '.join(ENGINES)}.")
    if not path.exists():
        raise NotComputable(f"There is no file {path}.")
    first_row = 2 if is_csv(path) else 1
    if engine == "spark":
        frame = _emptied(nw.from_native(read_with_spark(start_spark(), path)), path)
        return Table(frame, path.name, frame, first_row)
    connection = connect(memory=memory, spill=spill)
    frame = nw.from_native(read_file(connection, path))
    return Table(frame, path.name, frame, first_row, connection)


def _emptied(frame: Any, path: Path) -> Any:
    """Return the frame with what says in a CSV file that there is nothing as missing, as DuckDB does it."""
    if not is_csv(path):
        return frame
    return frame.with_columns(
        nw.when(~nw.col(name).is_in(list(MISSING))).then(nw.col(name)).alias(name)
        for name in frame.collect_schema().names()
    )


def _numbered(table: Table) -> Any:
    """Return the opened rows with their place from 0, or None where they have no order."""
    if isinstance(table.opened, nw.DataFrame):
        return table.opened.with_row_index(_AT)
    if table.connection is not None and table.first_row == 2:
        return nw.from_native(table.opened.to_native().project(f"*, row_number() OVER () - 1 AS {_AT}"))
    return None


def _watched(frame: Any, connection: Any, progress: Progress) -> pa.Table:
    """Return the frame as an Arrow table; the caller's thread tells how far it is, and may interrupt."""
    with ThreadPoolExecutor(1) as worker:
        running = worker.submit(lambda: frame.collect(backend="pyarrow").to_native())
        try:
            while not wait([running], timeout=_SECONDS_BETWEEN).done:
                progress(min(max(connection.query_progress() / 100, 0.0), 1.0))
            return running.result()
        except BaseException:
            # Without this an impatient Ctrl-C would wait for the query to end.
            connection.interrupt()
            raise
