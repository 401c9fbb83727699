"""Rows as a CSV or XLSX file that reads back to the same rows."""

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from fairplace.town.sheets.rules import Row, Sheet
from fairplace.town.ui.cells import keep_text


def write_csv(sheet: Sheet, rows: Iterable[Row]) -> bytes:
    """Return the file as Excel reads it: UTF-8 with its mark, one heading a column."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.heading for column in sheet.columns])
    for row in rows:
        writer.writerow([keep_text(row.get(column.name, "")) for column in sheet.columns])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(sheet: Sheet, rows: Iterable[Row]) -> bytes:
    """Return a workbook: the rows on the first sheet, what to write in each column on the second."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        bold = workbook.add_format({"bold": True})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        first = workbook.add_worksheet(str(sheet.title)[:31])
        first.freeze_panes(1, 0)
        for at, column in enumerate(sheet.columns):
            first.write_string(0, at, str(column.heading), bold)
            first.set_column(at, at, 18 if column.name in sheet.keys else 30, wrapped)
            if column.choices:
                words = [code for code, _ in column.choices if code]
                first.data_validation(
                    1, at, sheet.most_rows, at, {"validate": "list", "source": words, "ignore_blank": True}
                )
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(sheet.columns):
                first.write_string(number, at, row.get(column.name, ""))
        second = workbook.add_worksheet("How to fill it in")
        second.set_column(0, 2, 40, wrapped)
        for number, column in enumerate(sheet.columns):
            second.write_string(number, 0, str(column.heading), bold)
            second.write_string(number, 1, str(column.help))
            second.write_string(number, 2, column.example)
    return out.getvalue()
