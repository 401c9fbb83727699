"""A handover in plain words: what is frozen when it is finished, and what page, Word and PDF are made of."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.documents.values import Block, Bullets, Document, Facts, Heading, Notice, Paragraph
from fairplace.town.governance.models import Action, Handover
from fairplace.town.governance.queries.handover import InHand
from fairplace.town.governance.rules.handover import QUESTIONS
from fairplace.town.partners.models import Membership
from fairplace.town.ui.tables import Table


def write_down_all(held: InHand, name_of_heir: Callable[[str], str]) -> dict[str, Any]:
    """Return all that somebody has in hand as plain words; `name_of_heir` says who takes over in a group."""

    def to(group: Any) -> str:
        return name_of_heir(group.slug) or _("the chair’s list")

    return {
        "actions": [
            [
                one.code,
                one.title,
                one.group.name,
                _day(one.due_on),
                str(Action.State(one.state).label),
                to(one.group),
            ]
            for one in held.actions
        ],
        "helped": [
            [one.code, one.title, one.group.name, str(one.owner or _("Nobody")), name_of_heir(one.group.slug)]
            for one in held.helped
        ],
        "risks": [
            [one.code, one.title, one.group.name, name_of_heir(one.group.slug) or _("the chair")]
            for one in held.risks
        ],
        "seats": [
            [
                one.group.name,
                one.organisation.name,
                _lead(one),
                name_of_heir(one.group.slug) or _("nobody: it ends"),
            ]
            for one in held.seats
        ],
        "stays": _list_stays(held),
        "updates": [[_day(one.at), one.action.code, one.action.title, one.note] for one in held.updates],
        "decisions": [
            [one.code, one.title, one.group.name, _day(one.decided_at), one.outcome, one.reason]
            for one in held.decisions
        ],
        "contacts": [
            [
                one.organisation.name,
                one.name,
                _lead(one),
                one.email or (one.person.email if one.person else ""),
            ]
            for one in held.contacts
        ],
        "letters": [[one.subject, _day(one.written_at)] for one in held.letters],
    }


def _list_stays(held: InHand) -> list[str]:
    """Return in sentences what cannot be moved, and what is to be done about it."""
    said = [
        _("%(code)s %(title)s is open in %(group)s: it is decided without them.")
        % {"code": one.code, "title": one.title, "group": one.group.name}
        for one in held.open_decisions
    ]
    said += [
        _("Their voice on %(code)s is given and stays. Whoever takes over gives their own.")
        % {"code": one.decision.code}
        for one in held.votes
    ]
    said += [
        _("They present “%(title)s” in %(group)s: name another presenter.")
        % {"title": one.title, "group": one.series.group.name}
        for one in held.items
    ]
    said += [
        _("The round of mapping “%(name)s” needs the marks of both who began it: settle or abandon it.")
        % {"name": one.name}
        for one in held.rounds
    ]
    said += [
        _("They speak for %(name)s on the register: change it on the partner’s page.")
        % {"name": one.organisation.name}
        for one in held.speaks_for
    ]
    return said


def _lead(seat: Membership) -> str:
    if seat.is_chair:
        return _("chair")
    return _("deputy") if seat.is_deputy else _("member")


def _day(moment: Any) -> str:
    if moment is None:
        return ""
    return date_format(timezone.localtime(moment) if hasattr(moment, "hour") else moment, "j F Y")


SECTIONS: tuple[tuple[str, Callable[[], str], Callable[[], tuple[str, ...]]], ...] = (
    (
        "actions",
        lambda: _("Actions they own"),
        lambda: (_("Action"), _("What"), _("Group"), _("Due"), _("State"), _("Goes to")),
    ),
    (
        "helped",
        lambda: _("Actions they help with"),
        lambda: (_("Action"), _("What"), _("Group"), _("Owner"), _("Help goes to")),
    ),
    (
        "risks",
        lambda: _("Risks and issues they own"),
        lambda: (_("Risk"), _("What"), _("Group"), _("Goes to")),
    ),
    (
        "seats",
        lambda: _("Seats in groups"),
        lambda: (_("Group"), _("For"), _("As"), _("Goes to")),
    ),
)
HISTORY: tuple[tuple[str, Callable[[], str], Callable[[], tuple[str, ...]]], ...] = (
    (
        "updates",
        lambda: _("Their last updates"),
        lambda: (_("Day"), _("Action"), _("What"), _("Said")),
    ),
    (
        "decisions",
        lambda: _("Decisions of their groups, and why"),
        lambda: (_("Decision"), _("What"), _("Group"), _("Day"), _("Outcome"), _("Reason")),
    ),
    (
        "contacts",
        lambda: _("Who sits in the same groups"),
        lambda: (_("Organisation"), _("Name"), _("As"), _("E-mail")),
    ),
    ("letters", lambda: _("Letters that wait for them"), lambda: (_("Subject"), _("Written"))),
)


def list_answers(unsaid: dict[str, str]) -> list[tuple[str, str]]:
    """Return the questions with what was answered, those that nobody answered with nothing."""
    return [(str(question), unsaid.get(code, "")) for code, (question, _hint) in QUESTIONS.items()]


def list_tables(data: dict[str, Any], sections: Iterable[tuple]) -> list[Table]:
    """Return a table for each section that holds something."""
    return [
        Table(title(), columns(), tuple(tuple(row) for row in data[code]))
        for code, title, columns in sections
        if data.get(code)
    ]


def make_document(handover: Handover, data: dict[str, Any]) -> Document:
    """Return the handover as a document: what is unsaid first, because nothing else has it."""
    blocks: list[Block] = [Facts(_list_facts(handover))]
    if not handover.finished_at:
        blocks.append(Notice(_("A draft: nothing has moved yet.")))
    if handover.person.is_demonstration:
        blocks.append(Notice(_("The people and their work are invented, for a demonstration.")))
    blocks.append(Heading(_("What no record says")))
    for question, answer in list_answers(handover.unsaid):
        blocks += [Heading(question, 2), Paragraph(answer or _("Nothing was written."))]
    blocks += _part(_("What moves"), list_tables(data, SECTIONS), _("Nothing is in their hands."))
    if data.get("stays"):
        blocks += [Heading(_("What cannot be moved")), Bullets(tuple(data["stays"]))]
    blocks += _part(_("History and contacts"), list_tables(data, HISTORY), _("There is none on record."))
    return Document(
        title=_("Handover of %(person)s") % {"person": handover.person},
        author=handover.town.name,
        blocks=tuple(blocks),
        subtitle=handover.town.title,
    )


def _part(title: str, tables: list[Table], nothing: str) -> list[Block]:
    return [Heading(title), *(tables or [Paragraph(nothing)])]


def _list_facts(handover: Handover) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("Last day"), _day(handover.last_day_on) or _("not said")),
        (_("Takes over"), str(handover.to) if handover.to else _("nobody for everything")),
    ]
    if handover.finished_at:
        facts.append((_("Finished"), _day(handover.finished_at)))
    return tuple(facts)
