"""A group's work plan for a year as a document and as rows. Without `names` it says organisations alone."""

from collections.abc import Iterator
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from fairplace.town.documents.values import Block, Document, Facts, Heading, Notice, Paragraph
from fairplace.town.governance.models import Action
from fairplace.town.governance.queries.plan import Plan, PlanRow, PlanSection
from fairplace.town.governance.queries.serving import Served
from fairplace.town.governance.rules.action import quarter_spans, say_year
from fairplace.town.ui.tables import Table

# What each approach is called, and what that means.
APPROACHES = {
    "proportionate": (_lazy("Proportionate"), _lazy("for everybody, more where need is greater")),
    "targeted": (_lazy("Targeted"), _lazy("for some only")),
    "universal": (_lazy("Universal"), _lazy("for everybody alike")),
    "": (_lazy("Not said"), ""),
}


def name_section(section: PlanSection) -> str:
    """Return what a part of the plan is called: its objective, or that it has none."""
    if section.objective is None:
        return _("Not linked to an objective yet")
    return f"{section.objective.code} {section.objective.name}".strip()


def name_approach(code: str) -> str:
    return str(APPROACHES[code][0])


def name_quarters(year: int) -> tuple[str, ...]:
    """Return the quarters of a financial year by their months: Apr to Jun 2026."""
    return tuple(
        _("%(first)s to %(last)s")
        % {"first": formats.date_format(one.first, "M"), "last": formats.date_format(one.last, "M Y")}
        for one in quarter_spans(year)
    )


def say_who(row: PlanRow, *, names: bool) -> str:
    """Return who does it: the organisation, and for those inside its owner."""
    one = row.line.action
    told = [one.organisation.name] if one.organisation else []
    if names:
        told.insert(0, str(one.owner) if one.owner else _("nobody yet"))
    return ", ".join(told)


def name_served(one: Served) -> str:
    return one.record.short if one.record else one.key[1]


def make_document(plan: Plan, *, names: bool) -> Document:
    """Return the plan as pages to print."""
    blocks: list[Block] = []
    if plan.is_demonstration:
        blocks.append(Notice(_("Demonstration: this work and its numbers are invented.")))
    blocks.append(Facts(_list_facts(plan)))
    if not plan.total:
        blocks.append(Paragraph(_("Nothing is planned for this year.")))
    for section in plan.sections:
        blocks.append(Heading(name_section(section)))
        blocks.append(_make_table(plan, section, names))
    blocks.append(
        Paragraph(_("A number always stands with what it is out of. Actions stand as they are today."))
    )
    return Document(
        title=_("Work plan: %(group)s") % {"group": plan.group.name},
        subtitle=say_year(plan.year),
        author=plan.group.town.title,
        blocks=tuple(blocks),
    )


def _list_facts(plan: Plan) -> tuple[tuple[str, str], ...]:
    actions = ngettext("%(count)s action", "%(count)s actions", plan.total) % {"count": plan.total}
    counts = [(_("Done"), plan.done), (_("Late"), plan.late)]
    counts += [(name_approach(code), count) for code, count in plan.approaches if count]
    out_of = _("%(count)s of %(total)s")
    told = [(name, out_of % {"count": count, "total": plan.total}) for name, count in counts]
    return (_("In the plan"), actions), *told


def _make_table(plan: Plan, section: PlanSection, names: bool) -> Table:
    columns = (_("Action"), _("When"), _("How it stands"), _("Who"), _("Number"), _("Serves"))
    rows = [
        (
            f"{row.line.action.code} {row.line.action.title}",
            _say_when(plan, row),
            row.line.progress,
            say_who(row, names=names),
            row.line.number,
            ", ".join(name_served(one) for one in row.served),
        )
        for row in section.rows
    ]
    caption = _("Actions: %(name)s") % {"name": name_section(section)}
    return Table(caption, columns, tuple(rows))


def _say_when(plan: Plan, row: PlanRow) -> str:
    one = row.line.action
    first = formats.date_format(one.starts_on, "j M Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": formats.date_format(one.due_on, "j M Y")}


def list_columns(plan: Plan, *, names: bool) -> tuple[str, ...]:
    people = (_("Owner"),) if names else ()
    return (
        _("Code"), _("Action"), _("Objective"), _("Serves"), *people, _("Organisation"), _("Starts"),
        _("Due"), *name_quarters(plan.year), _("State"), _("How it stands"), _("Approach"), _("Count"),
        _("Out of"), _("Who or what those are"), _("What is counted"),
    )  # fmt: skip


def list_rows(plan: Plan, *, names: bool) -> Iterator[tuple[Any, ...]]:
    """Yield a row for each action of the plan."""
    for section in plan.sections:
        for row in section.rows:
            one = row.line.action
            yield (
                one.code,
                one.title,
                section.objective.code if section.objective else "",
                "; ".join(name_served(served) for served in row.served),
                *((str(one.owner or ""),) if names else ()),
                one.organisation.name if one.organisation else "",
                one.starts_on,
                one.due_on,
                *row.quarters,
                str(Action.State(one.state).label),
                row.line.progress,
                one.approach,
                *((one.count, one.denominator) if row.line.number else (None, None)),
                one.denominator_what,
                one.counts_what,
            )
