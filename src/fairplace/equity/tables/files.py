"""CSV and Parquet files, read by DuckDB: as large as they like, on one machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import pyarrow as pa

from fairplace.equity.engines.files import MISSING, connect, explain, is_csv, read_file
from fairplace.equity.stats.errors import NotComputable

NUMERIC = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE"}


class FileSource:
    """A CSV or Parquet file, or a folder of Parquet files. Nothing is read until something is asked."""

    def __init__(self, path: Path):
        self.path = path
        self.is_csv = is_csv(path)
        self.connection = connect()
        self.numbers: tuple[str, ...] = ()
        self.names = list(self._open({}).columns)

    def _open(self, types: dict[str, str], *, as_text: bool = False) -> Any:
        try:
            if not self.is_csv:
                return read_file(self.connection, self.path)
            return self.connection.read_csv(
                str(self.path),
                header=True,
                na_values=list(MISSING),
                dtype=types,
                all_varchar=as_text or not types,
            )
        except duckdb.Error as error:
            raise NotComputable(explain(self.path.name, error)) from error

    def read(self, texts: Sequence[str], numbers: Sequence[str]) -> Any:
        """Return these columns, texts as text: 01 stays 01, and 10 stands where the caller sorts it."""
        self.numbers = tuple(numbers)
        types = dict.fromkeys(texts, "VARCHAR") | dict.fromkeys(numbers, "DOUBLE")
        try:
            opened = self._open(types)
            there = dict(zip(opened.columns, map(str, opened.types), strict=True))
            return nw.from_native(opened.project(", ".join(self._as(name, there, types) for name in types)))
        except duckdb.Error as error:
            raise NotComputable(explain(self.path.name, error)) from error

    def _as(self, name: str, there: dict[str, str], types: dict[str, str]) -> str:
        """Return a column as it is wanted. Parquet knows its types: to change them would cost every row."""
        if types[name] == "VARCHAR" or there[name] in NUMERIC:
            return _quoted(name)
        return f"{_quoted(name)}::DOUBLE AS {_quoted(name)}"

    def collect(self, frame: Any) -> pa.Table:
        """Return the frame as an Arrow table; what could not be read is named by row and column."""
        try:
            return frame.collect(backend="pyarrow").to_native()
        except duckdb.Error as error:
            self._refuse_text()
            raise NotComputable(explain(self.path.name, error)) from error

    def refuse_below(self, lowest: float, column: str) -> None:
        """Refuse a number below the lowest, by its row in the file."""
        found = self._first(column, f"TRY_CAST({_quoted(column)} AS DOUBLE) < {lowest}")
        if found:
            row, value = found
            raise NotComputable(f"{self.path.name}, row {row}, column {column}: {value} is below {lowest:g}.")

    def _refuse_text(self) -> None:
        for column in self.numbers:
            quoted = _quoted(column)
            found = self._first(column, f"TRY_CAST({quoted} AS DOUBLE) IS NULL AND {quoted} IS NOT NULL")
            if found:
                row, value = found
                raise NotComputable(
                    f"{self.path.name}, row {row}, column {column}: “{value}” is not a number."
                )

    def _first(self, column: str, condition: str) -> tuple[int, Any] | None:
        """Return row and value of the first that fits; the header is row 1, as a spreadsheet shows it."""
        rows = self._open({}, as_text=True)
        numbered = rows.project(f"row_number() OVER () + 1 AS the_row, {_quoted(column)}")
        return numbered.filter(condition).limit(1).fetchone()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
