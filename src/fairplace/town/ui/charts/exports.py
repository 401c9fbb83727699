"""A chart's figures as a file: numbers as numbers, the unit in the heading, and where they come from."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from django.utils.translation import gettext as _

from fairplace.town.ui.cells import keep_text
from fairplace.town.ui.charts.heat import HeatTable
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.numbers import MINUS
from fairplace.town.ui.tables import Table

NUMBER = re.compile(rf"({MINUS}?)(£?)(\d[\d,]*(?:\.\d+)?)(%?(?: [^\d(;]*)?)$")
WIDEST = 60


@dataclass(frozen=True)
class Number:
    """A number as it was written: its value, decimals, and the unit it was written with."""

    value: float
    decimals: int
    unit: str


def chart_csv(chart: Chart | HeatTable) -> bytes:
    """Return the figures as Excel reads them: UTF-8 with its mark. What is not published is left empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    headings, rows = _list_cells(chart)
    writer.writerow([keep_text(heading) for heading in headings])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def chart_xlsx(chart: Chart | HeatTable, notes: Sequence[str] = ()) -> bytes:
    """Return a workbook: the figures on the first sheet, what they say and their sources on the second."""
    out = io.BytesIO()
    headings, rows = _list_cells(chart)
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        formats = {n: workbook.add_format({"num_format": f"#,##0{'.' * (n > 0)}{'0' * n}"}) for n in range(7)}
        figures = workbook.add_worksheet(_("Figures")[:31])
        figures.freeze_panes(1, 1)
        for at, heading in enumerate(headings):
            figures.write_string(0, at, heading, bold)
            widest = max((len(str(_plain(row[at]))) for row in rows), default=0)
            figures.set_column(at, at, min(max(widest, 12), WIDEST) + 2)
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, Number):
                    figures.write_number(number, at, cell.value, formats[min(cell.decimals, 6)])
                elif cell:
                    figures.write_string(number, at, cell)
        about = workbook.add_worksheet(_("About")[:31])
        about.set_column(0, 0, 100, wrapped)
        told = [chart.title, chart.finding, *map(str, chart.notes), *map(str, notes)]
        for number, words in enumerate(told):
            about.write_string(number, 0, str(words), bold if number == 0 else wrapped)
    return out.getvalue()


def _list_cells(chart: Chart | HeatTable) -> tuple[list[str], list[list[Number | str]]]:
    """Return headings and cells. A column of one unit has numbers, and its unit in its heading."""
    figures = chart.figures if isinstance(chart, Chart) else None
    table = figures or chart.table
    columns = [_read_column(table, at) for at in range(len(table.columns))]
    rows = [[cells[n] for _heading, cells in columns] for n in range(len(table.rows))]
    return [heading for heading, _cells in columns], rows


def _read_column(table: Table, at: int) -> tuple[str, list[Number | str]]:
    heading, cells = str(table.columns[at]), [_bare(row[at]) for row in table.rows]
    known = [cell for cell in cells if cell not in (None, "")]
    read = [_read(cell) for cell in known]
    units = {number.unit for number in read if number}
    # The first column names the rows: a year there is a name, and no number to add up.
    is_text = any(isinstance(cell, str) for cell in known)
    if not known or None in read or len(units) > 1 or (at == 0 and is_text) or _are_names(known):
        return heading, ["" if cell is None else str(cell) for cell in cells]
    unit = units.pop()
    named = f"{heading} ({unit})" if unit and unit not in heading else heading
    return named, ["" if cell in (None, "") else (_read(cell) or "") for cell in cells]


def _are_names(cells: list) -> bool:
    """Return whether all are four digits without a comma: years, as they are written here."""
    return all(isinstance(cell, str) and re.fullmatch(r"\d{4}", cell) for cell in cells)


def _read(cell: object) -> Number | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = f"{cell:.10g}"
        return Number(float(cell), len(text.partition(".")[2]) if "e" not in text else 6, "")
    match = NUMBER.match(cell) if isinstance(cell, str) else None
    if not match:
        return None
    minus, pound, digits, unit = match.groups()
    value = float(digits.replace(",", "")) * (-1 if minus else 1)
    return Number(value, len(digits.partition(".")[2]), f"{pound}{unit if pound else unit.strip()}")


def _bare(cell: object) -> object:
    """Return the text of a linked cell, and the word of a verdict."""
    if isinstance(cell, tuple):
        return str(cell[0])
    return str(cell["verdict"]) if isinstance(cell, dict) else cell


def _plain(cell: Number | str) -> str:
    return f"{cell.value:.{cell.decimals}f}" if isinstance(cell, Number) else keep_text(cell)
