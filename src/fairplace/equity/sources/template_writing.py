"""Writes the empty template: a sheet to fill in, one that says how, and one with an example."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from fairplace.equity.sources.template_columns import (
    COLUMNS,
    EXAMPLE_SHEET,
    HELP_SHEET,
    NAMES,
    SHEET,
    Kind,
    kind_of,
)

# Left to itself a spreadsheet makes dates of periods and numbers of codes.
AS_TEXT = frozenset(NAMES) - {"value", "lower_95", "upper_95", "count", "denominator"}
HOW = (
    "One row is one number. Leave out columns that you do not need; place, value and a period are needed.",
    "Write numbers as numbers: 22.5 and not 22.5%. One that is withheld stays empty, its flag suppressed.",
    "Give both limits of the 95% interval where they are known, and count and denominator where you can.",
    "Rows of sexes, ages or subgroups stand under each other. A row without them is about everybody.",
    "Rows whose place is EXAMPLE are left out when the file is read.",
)


def write_template(kind: str, rows: Iterable[Mapping[str, str]] = ()) -> bytes:
    """Return the template as a workbook, for one kind of value. `rows` are begun already, such as places."""
    import xlsxwriter

    values, file = kind_of(kind), io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        figures = book.add_worksheet(SHEET)
        for at, name in enumerate(NAMES):
            figures.set_column(at, at, 14, text if name in AS_TEXT else None)
            figures.write_string(0, at, name, bold)
        figures.freeze_panes(1, 0)
        for row, begun in enumerate(rows, start=1):
            for at, name in enumerate(NAMES):
                if begun.get(name):
                    figures.write_string(row, at, begun[name], text)
        _write_help(book.add_worksheet(HELP_SHEET), values, bold)
        example = book.add_worksheet(EXAMPLE_SHEET)
        for at, column in enumerate(COLUMNS):
            example.set_column(at, at, 14)
            example.write_string(0, at, column.name, bold)
            example.write(1, at, column.example)
    return file.getvalue()


def _write_help(sheet: Any, values: Kind, bold: Any) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    lines = [("Kind of value", values.name), ("Values", f"{values.ends}."), *(("", line) for line in HOW)]
    for row, (head, line) in enumerate(lines):
        sheet.write_string(row, 0, head, bold)
        sheet.write_string(row, 1, line)
    for row, column in enumerate(COLUMNS, start=len(lines) + 1):
        sheet.write_string(row, 0, column.name, bold)
        sheet.write_string(row, 1, column.help)


def write_csv_template(kind: str) -> bytes:
    """Return the template as CSV, the example under its headings, marked as UTF-8 so that Excel reads it."""
    kind_of(kind)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([NAMES, [column.example for column in COLUMNS]])
    return b"\xef\xbb\xbf" + file.getvalue().encode()
