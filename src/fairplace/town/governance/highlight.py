"""A highlight report as a document of one page, for Word and PDF."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.documents.levels import put_below
from fairplace.town.documents.markdown import read_markdown
from fairplace.town.documents.tables import VERDICTS
from fairplace.town.documents.values import Block, Bullets, Document, Heading, Notice, Paragraph
from fairplace.town.governance.models import HighlightReport
from fairplace.town.governance.queries.highlight import gather_highlights
from fairplace.town.ui.tables import Table


def get_data(report: HighlightReport) -> dict[str, Any]:
    """Return what the report says: as it was frozen when it was published, or as the records stand now."""
    if report.published_at:
        return report.data
    return gather_highlights(report.group, since=report.since_on, until=report.until_on)


def list_sections(data: dict[str, Any], *, is_inside: bool) -> list[tuple[str, dict[str, Any]]]:
    """Return the lists of a report with their headings, as far as the reader may know them."""
    sections = [
        (_("What changed"), data["changed"]),
        (_("Decisions taken"), data["decisions"]),
        (_("Actions done"), data["done"]),
        (_("Actions that are late"), data["late"]),
        (_("Coming up"), data["next"]),
    ]
    if is_inside:
        sections.append((_("Risks and issues (not public)"), data["risks"]))
    return sections


def say_period(data: dict[str, Any]) -> str:
    days = {name: date_format(date.fromisoformat(data[name]), "j F Y") for name in ("since", "until")}
    return _("%(since)s to %(until)s") % days


def make_table(data: dict[str, Any]) -> Table | None:
    """Return the measures with their newest numbers and what the test says; None where there are none."""
    if not data["measures"]:
        return None
    return Table(
        _("What the group is judged by"),
        (_("Measure"), _("Newest number, with its likely range"), _("What the test says")),
        tuple(
            (one["name"], "\n".join(one["numbers"]), str(VERDICTS[one["verdict"]]))
            for one in data["measures"]
        ),
    )


def say_more(data: dict[str, Any]) -> str:
    """Say how many measures the table leaves out, or nothing."""
    if not data["more_measures"]:
        return ""
    return _("The table begins with what has a direction. The group answers for %(count)s more.") % {
        "count": data["more_measures"]
    }


def make_highlight(report: HighlightReport, *, is_inside: bool) -> Document:
    """Return the report as a document. Risks are left out for the public, and a draft says that it is one."""
    data = get_data(report)
    blocks: list[Block] = []
    if not report.published_at:
        blocks.append(Notice(_("A draft: its numbers and lists still change with the records.")))
    if data["is_demonstration"]:
        blocks.append(Notice(_("The work in this report is invented, to show how such a report looks.")))
    blocks += _write(_("In short"), report.summary)
    table = make_table(data)
    if table:
        blocks += [Heading(_("Measures")), table]
    if data["more_measures"]:
        blocks.append(Paragraph(say_more(data)))
    for title, listed in list_sections(data, is_inside=is_inside):
        if listed["lines"]:
            blocks += [Heading(title), _make_list(listed)]
    blocks += _write(_("Next steps"), report.next_steps)
    blocks += _write(_("What we ask for"), report.asks)
    return Document(
        title=_("%(group)s: highlight report") % {"group": data["group"]},
        subtitle=say_period(data),
        author=data["town"],
        blocks=tuple(blocks),
        made_at=report.published_at,
        is_compact=True,
    )


def _write(title: str, text: str) -> list[Block]:
    return [Heading(title), *put_below(read_markdown(text), 1)] if text.strip() else []


def _make_list(listed: dict[str, Any]) -> Block:
    items = [say_line(line) for line in listed["lines"]]
    if listed["more"]:
        items.append(_("and %(count)s more") % {"count": listed["more"]})
    return Bullets(tuple(items)) if items else Paragraph("")


def say_line(line: dict[str, str]) -> str:
    name = f"{line['code']} {line['title']}".strip()
    return f"{name}: {line['said']}" if line["said"] else name
