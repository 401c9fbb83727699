"""Writes to the members of a group: when a decision is opened, and to those who have not answered."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Decision
from fairplace.town.governance.queries.vote import list_voters
from fairplace.town.governance.rules.nudges import choose_nudge
from fairplace.town.governance.rules.workdays import is_working_day
from fairplace.town.governance.vote_links import make_vote_token
from fairplace.town.letters.models import Letter
from fairplace.town.letters.operations import write_letter
from fairplace.town.people.models import Person
from fairplace.town.places.addresses import write_address
from fairplace.town.places.models import Town


def write_opening(decision: Decision, person: Person) -> Letter:
    """Tell a member that a decision waits for their answer, with a link that needs no password."""
    subject = _("Please answer by %(day)s: %(title)s") % _words(decision)
    return _write(decision, person, "opened", subject, is_last_day=False)


@transaction.atomic
def nudge_voters(town: Town, day: date) -> int:
    """Remind those who have not answered, three days before the deadline and on the last day; each once.

    Returns how many letters were written. Safe to run as often as one likes.
    """
    found = Decision.objects.filter(town=town, state=Decision.State.OPEN, deadline_on__gte=day)
    return sum(_nudge(one, day) for one in found.select_related("town", "group").order_by("number"))


def _nudge(decision: Decision, day: date) -> int:
    assert decision.opened_at, "What is open was opened."
    assert decision.deadline_on, "What is open can be answered until a day."
    kind = choose_nudge(
        opened_on=timezone.localdate(decision.opened_at),
        deadline_on=decision.deadline_on,
        day=day,
        is_working=is_working_day,
    )
    if not kind:
        return 0
    answered = set(decision.votes.values_list("person", flat=True))
    waiting = {_key(decision, kind, one): one for one in list_voters(decision) if one.pk not in answered}
    written = set(Letter.objects.filter(key__in=waiting).values_list("key", flat=True))
    # The last working day may come before the last day.
    is_last_day = day == decision.deadline_on
    said = _("Last day to answer: %(title)s") if is_last_day else _("Please answer by %(day)s: %(title)s")
    for key in waiting.keys() - written:
        _write(decision, waiting[key], kind, said % _words(decision), is_last_day=is_last_day)
    return len(waiting.keys() - written)


def _key(decision: Decision, kind: str, person: Person) -> str:
    return f"decision-{decision.pk}-{kind}-{person.pk}"


def _words(decision: Decision) -> dict[str, str]:
    day = decision.deadline_on
    return {"day": date_format(day, "j F") if day else "", "title": decision.title}


def _write(decision: Decision, person: Person, kind: str, subject: str, *, is_last_day: bool) -> Letter:
    token = make_vote_token(decision=decision.pk, person=person.pk)
    return write_letter(
        key=_key(decision, kind, person),
        kind="decision",
        town=decision.town.slug,
        to=person.email,
        person=person,
        subject=subject,
        template="governance/mail/decision.txt",
        decision=decision,
        is_first=kind == "opened",
        is_last_day=is_last_day,
        address=write_address(decision.town, "vote_by_link", number=decision.number, token=token),
    )
