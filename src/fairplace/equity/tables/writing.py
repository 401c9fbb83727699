"""Writes a table to a file: all of it or nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from fairplace.equity.stats.errors import NotComputable

FORMATS = (".csv", ".parquet", ".xlsx")


def write_table(table: pa.Table, path: Path | None, screen: IO[str]) -> None:
    """Write the table to the path by its ending; without a path, as CSV on the screen."""
    if path is None:
        screen.write(_as_csv(table))
        return
    if path.suffix.lower() not in FORMATS:
        raise NotComputable(f"{path.name} must end in {', '.join(FORMATS)}.")
    _replace(path, lambda unfinished: _WRITE[path.suffix.lower()](table, unfinished))


def write_text(path: Path, text: str) -> None:
    """Write the text to the path."""
    _replace(path, lambda unfinished: unfinished.write_text(text, encoding="utf-8"))


def _replace(path: Path, write: Callable[[Path], Any]) -> None:
    """Write a file beside the path, and put it in its place when it is whole."""
    unfinished = path.with_name(f".{path.name}.part{path.suffix}")
    try:
        write(unfinished)
        os.replace(unfinished, path)
    except OSError as error:
        raise NotComputable(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _as_csv(table: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    pyarrow.csv.write_csv(
        table, sink, pyarrow.csv.WriteOptions(quoting_style="needed", quoting_header="needed")
    )
    return sink.getvalue().to_pybytes().decode("utf-8")


def _write_csv(table: pa.Table, path: Path) -> None:
    pyarrow.csv.write_csv(
        table, str(path), pyarrow.csv.WriteOptions(quoting_style="needed", quoting_header="needed")
    )


def _write_parquet(table: pa.Table, path: Path) -> None:
    pyarrow.parquet.write_table(table, str(path))


def _write_workbook(table: pa.Table, path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet("Results"), book.add_format({"bold": True})
        sheet.write_row(0, 0, table.column_names, bold)
        for at, name in enumerate(table.column_names):
            sheet.write_column(1, at, [("" if value is None else value) for value in table[name].to_pylist()])
        sheet.freeze_panes(1, 0)
        sheet.autofit()


_WRITE = {".csv": _write_csv, ".parquet": _write_parquet, ".xlsx": _write_workbook}
