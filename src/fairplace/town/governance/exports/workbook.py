import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import xlsxwriter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_workbook(title: str, columns: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """Return a workbook of one sheet: days as days, numbers as numbers, and no text ever as a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"})
        # Excel allows 31 letters, and none of these.
        sheet = workbook.add_worksheet("".join(one for one in title if one not in "[]:*?/\\")[:31])
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 10)
        sheet.set_column(1, len(columns) - 1, 24)
        sheet.write_row(0, 0, columns, bold)
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, at, datetime.combine(value, time.min), day)
                elif isinstance(value, int):
                    sheet.write_number(number, at, value, wrapped)
                else:
                    sheet.write_string(number, at, value or "", wrapped)
    return out.getvalue()
