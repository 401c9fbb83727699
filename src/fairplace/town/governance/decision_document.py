"""One decision as a document, for papers and the file: what its page shows everybody who may read it."""

from collections.abc import Iterable, Iterator

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fairplace.town.documents.values import Block, Bullets, Document, Facts, Heading, Notice, Paragraph
from fairplace.town.governance.models import Decision
from fairplace.town.governance.queries.effect import list_effect_lines, list_effects
from fairplace.town.governance.queries.standing import Standing, list_standings
from fairplace.town.governance.queries.subject import Subject
from fairplace.town.governance.queries.vote import get_options, get_poll
from fairplace.town.governance.rules.equity import summarise
from fairplace.town.measures.rules import NO_NUMBER
from fairplace.town.ui.tables import Table
from fairplace.town.ui.templatetags.ui import VERDICTS


def make_document(decision: Decision, subjects: Iterable[Subject]) -> Document:
    """Return the decision as a document. Nobody's name is in it, so that it can be passed on."""
    return Document(
        title=f"{decision.code}: {decision.title}",
        author=decision.group.name,
        subtitle=_("Decision of %(group)s") % {"group": decision.group.name},
        blocks=(
            *_say_notices(decision),
            Facts(tuple(_list_facts(decision))),
            Paragraph(decision.question, _("Asked:")),
            *_say_outcome(decision),
            *_say_answers(decision),
            *_say(_("Why it was asked"), decision.reason),
            *_say(_("What was expected"), decision.expected),
            *_say_subjects(subjects),
            *_say_effects(decision),
            *_say_standings(list_standings(decision)),
            *_say_review(decision),
        ),
    )


def _say_notices(decision: Decision) -> Iterator[Block]:
    if decision.is_restricted:
        yield Notice(_("Restricted: for members of the group only."))
    if decision.is_demonstration:
        yield Notice(_("Demonstration: this decision is invented."))


def _list_facts(decision: Decision) -> Iterator[tuple[str, str]]:
    yield _("State"), str(Decision.State(decision.state).label)
    yield _("How it is decided"), str(Decision.Method(decision.method).label)
    for name, moment in ((_("Opened on"), decision.opened_at), (_("Decided on"), decision.decided_at)):
        if moment:
            yield name, _day(timezone.localdate(moment))
    for name, day in ((_("Last day to answer"), decision.deadline_on), (_("Review on"), decision.review_on)):
        if day:
            yield name, _day(day)


def _day(day) -> str:
    return formats.date_format(day, "j F Y")


def _say(heading: str, text: str) -> Iterator[Block]:
    if text:
        yield Heading(heading)
        yield Paragraph(text)


def _say_outcome(decision: Decision) -> Iterator[Block]:
    if decision.is_decided:
        yield Heading(_("What was decided"))
        chosen = get_options(decision).get(decision.chosen, "")
        yield Paragraph(decision.outcome, f"{chosen}." if chosen else "")
        if decision.outcome_because:
            strong = _("Why it differs from the count, or came before the last day:")
            yield Paragraph(decision.outcome_because, strong)
    yield from _say(_("Why it was withdrawn"), decision.withdrawn_because)


def _say_answers(decision: Decision) -> Iterator[Block]:
    if decision.is_draft:
        return
    poll = get_poll(decision)
    yield Heading(_("How it was answered"))
    counts = {"voted": poll.voted, "members": poll.members}
    turnout = _("%(voted)s of %(members)s members answered.") % counts
    yield Paragraph(f"{turnout} {poll.tally.sentence}" if poll.is_over else turnout)
    if poll.is_over:
        yield poll.tally.table
        yield from (Paragraph(note) for note in poll.tally.notes)


def _say_subjects(subjects: Iterable[Subject]) -> Iterator[Block]:
    named = tuple(f"{one.kind}: {one.name}" for one in subjects)
    if named:
        yield Heading(_("What it is about"))
        yield Bullets(named)


def _say_effects(decision: Decision) -> Iterator[Block]:
    lines = list_effect_lines(decision)
    if not lines:
        return
    yield Heading(_("Who gains and who loses"))
    yield from (Paragraph(sentence) for sentence in summarise(list_effects(decision)))
    rows = tuple((one.name, one.expected, one.who or "–", one.confidence or "–") for one in lines)
    columns = (_("Along"), _("Expected"), _("Who, and how"), _("How sure"))
    yield Table(_("Who gains and who loses"), columns, rows)


def _say_standings(standings: list[Standing]) -> Iterator[Block]:
    if standings:
        yield Heading(_("How the numbers stood"))
    for one in standings:
        if not one.is_intact:
            yield Notice(_("These figures are not those that were kept: the digest does not fit."))
        then = _("As it stood on %(day)s") % {"day": _day(one.day)}
        rows = tuple(
            (
                line.name,
                _cell(line.then_verdict, line.then),
                _cell(line.now_verdict or NO_NUMBER, (*line.now, *line.revisions)),
            )
            for line in one.lines
        )
        if rows:
            yield Table(then, (_("Measure"), then, _("Now")), rows)
        yield Paragraph(one.digest, _("Digest (SHA-256):"))


def _cell(verdict: str, said: tuple[str, ...]) -> str:
    return " ".join((f"{VERDICTS[verdict]}.", *said))


def _say_review(decision: Decision) -> Iterator[Block]:
    if not decision.reviewed_at:
        return
    yield Heading(_("Did it prove right?"))
    yield Paragraph(decision.happened, f"{Decision.Proved(decision.proved).label}.")
    right = _("Who gains and who loses: %(what)s.")
    what = Decision.Proved(decision.equity_right).label
    yield Paragraph(decision.equity_proved, right % {"what": what})
