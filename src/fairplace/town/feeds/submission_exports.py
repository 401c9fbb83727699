"""Lays out the rows of a submission for a spreadsheet: what, when, which rows, terms, and what is hidden."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Submission
from fairplace.town.feeds.queries.protection import list_public_rows
from fairplace.town.feeds.rules.submitting import NAMES
from fairplace.town.ui.cells import keep_text

COLUMNS = (
    "indicator", "title", "organisation", "state", "exported_at", "rows_shown", "row", "place_name", *NAMES,
    "unit", "faults", "warnings", "licence", "source", "small_numbers",
)  # fmt: skip
PROTECTED = (Submission.State.APPROVED, Submission.State.PUBLISHED)
NUMBERS = frozenset({"row", "value", "lower_95", "upper_95", "count", "denominator"})


def list_rows(submission: Submission, show: str = "all") -> Iterator[dict[str, Any]]:
    """Yield the rows as dicts by column: as published once they are approved, until then as sent."""
    same = _say_same(submission, show)
    public = dict(list_public_rows(submission=submission)) if submission.state in PROTECTED else {}
    for row in submission.rows.order_by("position"):
        if show == "faults" and not row.faults:
            continue
        if show == "warnings" and not row.warnings:
            continue
        values = public.get(row.position) or row.values or row.typed
        yield {
            **same,
            **{name: values.get(name, "") for name in NAMES},
            "row": row.position,
            "place_name": row.values.get("place_name", ""),
            "faults": " ".join(f"{one['column']}: {one['do']}" for one in row.faults),
            "warnings": " ".join(row.warnings),
        }


def _say_same(submission: Submission, show: str) -> dict[str, Any]:
    rows = {"faults": _("rows with faults"), "warnings": _("rows with warnings")}
    return {
        "indicator": submission.indicator.name,
        "title": submission.title,
        "organisation": submission.organisation.name if submission.organisation else "",
        "state": str(Submission.State(submission.state).label),
        "exported_at": timezone.localtime().isoformat(timespec="seconds"),
        "rows_shown": rows.get(show, _("all rows")),
        "unit": submission.indicator.unit,
        "licence": submission.release.licence if submission.release else _("Not published: do not pass on."),
        "source": submission.source,
        "small_numbers": _say_small(submission),
    }


def _say_small(submission: Submission) -> str:
    threshold = submission.indicator.threshold
    if not threshold:
        return _("Nothing is hidden: the indicator has no threshold.")
    if submission.state not in PROTECTED:
        return _("Nothing is hidden yet. Counts below %(n)d are hidden on approval.") % {"n": threshold}
    said = _("Counts of 1 to %(n)d are hidden, with values, limits, and what they could be worked out from.")
    return said % {"n": threshold - 1}


def write_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the rows as CSV, as Excel reads it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([keep_text(row[name]) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the rows as a workbook, numbers as numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Figures")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
        for at, row in enumerate(rows, start=1):
            for column, name in enumerate(COLUMNS):
                cell = row[name]
                if name in NUMBERS and isinstance(cell, int | float):
                    sheet.write_number(at, column, cell)
                elif cell not in (None, ""):
                    sheet.write_string(at, column, str(cell))
    return out.getvalue()


WRITERS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
