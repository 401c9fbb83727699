"""Figures as files: the CSV of the pages, and the same rows as a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from fairplace.town.ui.cells import keep_text

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8; header=present"
# The same rows are the same bytes, whenever they are asked for: so their digest is the same too.
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def answer_csv(name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> HttpResponse:
    """Return rows as CSV, as RFC 4180 has it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: keep_text(cell) for name, cell in row.items()} for row in rows)
    return _answer(out.getvalue().encode(), CSV, f"{name}.csv")


def answer_xlsx(
    name: str, columns: Sequence[str], rows: Iterable[dict[str, Any]], notes: Sequence[str]
) -> HttpResponse:
    """Return rows as a workbook, numbers as numbers; what they are and their terms on the second sheet."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"created": MADE.replace(tzinfo=None)})
        bold = workbook.add_format({"bold": True})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        figures = workbook.add_worksheet("Figures")
        figures.freeze_panes(1, 0)
        figures.write_row(0, 0, columns, bold)
        for at, row in enumerate(rows, start=1):
            for column, title in enumerate(columns):
                _write(figures, at, column, row[title])
        about = workbook.add_worksheet("About")
        about.set_column(0, 0, 100, wrapped)
        for at, words in enumerate(notes):
            about.write_string(at, 0, words, bold if at == 0 else wrapped)
    return _answer(out.getvalue(), WORKBOOK, f"{name}.xlsx")


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif cell not in (None, ""):
        sheet.write_string(row, column, str(cell))


def _answer(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})
