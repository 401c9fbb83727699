"""The town's response as a Word document: headings, and a table for each objective."""

import io
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.framework.queries import ResponseDocument

WIDTHS = (Cm(6.5), Cm(3), Cm(5), Cm(2.5))


def write_response(town: str, said: ResponseDocument) -> bytes:
    """Return the document. Headings are real headings and tables have header rows, for screen readers."""
    document = Document()
    title = _("%(town)s: our response to the recommendations") % {"town": town}
    document.core_properties.title, document.core_properties.author = title, town
    document.add_heading(title, 0)
    if said.framework:
        document.add_paragraph(f"{said.framework.title} ({said.framework.edition})")
    document.add_paragraph(", ".join(f"{label}: {count}" for label, count in said.counts))
    if said.unanswered:
        document.add_paragraph(_("No response yet: %(count)s") % {"count": said.unanswered})
    for objective, recommendations in said.objectives:
        document.add_heading(f"{objective.code} {objective.name}", 1)
        _add_table(document, recommendations)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _add_table(document: Any, recommendations: list[Recommendation]) -> None:
    table = document.add_table(rows=1, cols=4, style="Light Grid Accent 1")
    headings = (_("Recommendation"), _("Our response"), _("Why"), _("Who and when"))
    _fill(table.rows[0], headings)
    _repeat_as_header(table.rows[0])
    for one in recommendations:
        _fill(table.add_row(), list_cells(one))


def list_cells(one: Recommendation) -> tuple[str, str, str, str]:
    """Return what stands in the four columns for one recommendation."""
    given = getattr(one, "response", None)
    words = f"{one.code}: {one.name}"
    if one.status == Item.Status.ILLUSTRATIVE:
        words += " " + _("(An example, made up here.)")
    if given is None:
        return words, _("No response yet"), "", ""
    due = formats.date_format(given.due_on, "j F Y") if given.due_on else ""
    return (
        words,
        str(given.get_answer_display()),
        given.reason + (" " + _("(Invented for the demonstration.)") if given.is_demonstration else ""),
        "\n".join(part for part in (given.owner, due) if part),
    )


def _fill(row: Any, texts: Any) -> None:
    for cell, text, width in zip(row.cells, texts, WIDTHS, strict=True):
        cell.text, cell.width = str(text), width


def _repeat_as_header(row: Any) -> None:
    """Mark a row as the table's header: Word repeats it on each page, and readers announce it."""
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)  # python-docx has no public way
