"""A CSV or XLSX file as rows of text."""

import csv
import io
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from fairplace.equity.sources import NotLoaded
from fairplace.equity.sources.workbooks import refuse_swollen
from fairplace.town.sheets.rules import Read, Refused, Sheet, match_headings
from fairplace.town.ui.cells import FORMULAS

BIGGEST = 5 * 1024 * 1024


def read_file(name: str, content: bytes, sheet: Sheet) -> Read:
    """Return the rows of an uploaded file. Raises Refused with a sentence where it cannot be read."""
    if len(content) > BIGGEST:
        raise Refused(_("The file is larger than 5 MB. Leave out pictures and other sheets."))
    table = _read_xlsx(content) if name.lower().endswith(".xlsx") else _read_csv(name, content)
    table = [(number, cells) for number, cells in table if any(cell.strip() for cell in cells)]
    if not table:
        raise Refused(_("The file is empty."))
    if len(table) > sheet.most_rows + 1:
        said = _("The file has more than %(rows)s rows. Bring it in parts.")
        raise Refused(said % {"rows": f"{sheet.most_rows:,}"})
    (_number, headings), body = table[0], table[1:]
    places, unknown = match_headings(headings, sheet)
    missing = [column for column in sheet.columns if column.is_needed and column.name not in places.values()]
    if missing:
        raise Refused(
            _("The first row must name the columns. “%(heading)s” is missing; the file has: %(there)s.")
            % {"heading": missing[0].heading, "there": ", ".join(one for one in headings if one.strip())}
        )
    if not body:
        raise Refused(_("The file has headings and no rows under them."))
    rows = tuple(
        (number, {column: cells[at] if at < len(cells) else "" for at, column in places.items()})
        for number, cells in body
    )
    return Read(rows, unknown)


def _read_csv(name: str, content: bytes) -> list[tuple[int, list[str]]]:
    if not name.lower().endswith((".csv", ".txt")):
        raise Refused(_("Choose a file that ends in .csv or .xlsx."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(_("The file is not text. Save it as CSV UTF-8."))
    if "\0" in text:
        raise Refused(_("The file is not text. Save it as CSV UTF-8, or choose the workbook itself."))
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found, before = [], 0
    try:
        for cells in rows:
            # A cell may hold line breaks: a row is called by the line that it begins on.
            found.append((before + 1, [_unquoted(cell) for cell in cells]))
            before = rows.line_num
    except csv.Error as error:
        raise Refused(_("Row %(row)s cannot be read as CSV.") % {"row": before + 1}) from error
    return found


def _unquoted(cell: str) -> str:
    """Return the text that our own download kept from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell


def _read_xlsx(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        refuse_swollen(content, called="The file")
    except NotLoaded as refused:
        raise Refused(str(refused)) from refused
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError) as error:
        raise Refused(_("The file is no workbook that can be read. Save it as .xlsx or .csv.")) from error
    return [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1)]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return cell.strftime("%Y-%m-%d")
    return "" if cell is None else str(cell)
