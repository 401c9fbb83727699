"""The mapping as files: a row a cell, which reads back in, and the grid as people know it."""

import io
from collections.abc import Iterator
from datetime import date, datetime

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.exports import stream_csv
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models import Fit
from fairplace.town.workstreams.queries.matrix import get_matrix, list_cells_in_force

COLUMNS = (
    "Recommendation", "Workstream", "Fit", "Why", "Evidence", "Review on",
    "Mapped by", "Mapped on", "Checked by", "Checked on",
)  # fmt: skip
SHADES = {"none": "#EBE6D9", "touches": "#FDEECB", "part": "#BFE0D5", "full": "#14594F"}


def list_cell_rows(*, town: Town) -> Iterator[tuple[str, ...]]:
    """Yield every judged cell of the matrix in force, a row each; people by name, never by address."""
    for one in list_cells_in_force(town=town):
        yield (
            one.recommendation.code,
            one.workstream.code,
            one.fit,
            one.rationale,
            one.evidence,
            _day(one.review_on),
            one.mapped_by.name if one.mapped_by else "",
            _day(one.mapped_at),
            one.checked_by.name if one.checked_by else "",
            _day(one.checked_at),
        )


def write_csv(*, town: Town) -> bytes:
    return "".join(stream_csv(COLUMNS, list_cell_rows(town=town))).encode()


def write_xlsx(*, town: Town) -> bytes:
    """Return a workbook: the cells as rows, which reads back in, and the grid, which it opens on."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        cells = workbook.add_worksheet(_("Cells"))
        cells.freeze_panes(1, 2)
        cells.set_column(0, len(COLUMNS) - 1, 18)
        cells.write_row(0, 0, COLUMNS, bold)
        for number, row in enumerate(list_cell_rows(town=town), start=1):
            for at, text in enumerate(row):
                cells.write_string(number, at, text)
        grid = workbook.add_worksheet(_("Matrix"))
        _write_grid(workbook, grid, town, bold)
        grid.activate()
    return out.getvalue()


def _write_grid(workbook, grid, town: Town, bold) -> None:
    matrix = get_matrix(town=town)
    labels = {fit.value: str(fit.label) for fit in Fit}
    shades = {
        fit: workbook.add_format(
            {"bg_color": colour, "font_color": "#FFFFFF" if fit == "full" else "#1D2A2C"}
        )
        for fit, colour in SHADES.items()
    }
    columns = {one.pk: at for at, one in enumerate(matrix.workstreams, start=4)}
    grid.freeze_panes(1, 2)
    grid.set_column(0, 0, 10)
    grid.set_column(1, 1, 50)
    headings = [_("Code"), _("Recommendation"), _("Carried by"), _("Best fit")]
    grid.write_row(0, 0, headings + [f"{one.code} {one.name}" for one in matrix.workstreams], bold)
    for number, row in enumerate(matrix.recommendations, start=1):
        told = matrix.row_totals[row.pk]
        grid.write_string(number, 0, row.code)
        grid.write_string(number, 1, row.name)
        grid.write_number(number, 2, told.carried)
        grid.write_string(number, 3, labels.get(told.best, _("Not mapped")))
        for work, fit in matrix.carriers(row):
            grid.write_string(number, columns[work.pk], labels[fit], shades[fit])


def _day(moment: date | datetime | None) -> str:
    """Return the day, as the clock on the wall had it."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else ""
