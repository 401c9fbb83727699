from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Decision, Vote
from fairplace.town.governance.operations.draft import write_down
from fairplace.town.governance.queries.vote import get_options, is_answerable, list_voters
from fairplace.town.governance.rules.ballot import find_fault
from fairplace.town.people.models import Person


class VoteRefused(Exception):
    """An answer cannot be taken; the message is a sentence for whoever gave it."""


@transaction.atomic
def vote(*, by: Person, decision: Decision, choice: Any, reason: str = "", by_link: bool = False) -> Vote:
    """Take a member's answer, or put it in the place of their earlier one, until the deadline.

    The decision is held meanwhile, so that no answer slips in while the chair closes it.
    """
    now = Decision.objects.select_for_update(of=("self",)).select_related("town", "group").get(pk=decision.pk)
    if not is_answerable(now):
        raise VoteRefused(_("This decision cannot be answered any more."))
    if by.pk not in {one.pk for one in list_voters(now)}:
        raise VoteRefused(_("Only members of the group can answer."))
    fault = find_fault(now.method, choice, codes=get_options(now), reason=reason)
    if fault:
        raise VoteRefused(fault)
    earlier = now.votes.filter(person=by).first()
    before = _describe(earlier) if earlier else None
    made = {"choice": choice, "reason": reason.strip(), "at": timezone.now()}
    given, _is_new = Vote.objects.update_or_create(decision=now, person=by, defaults=made)
    write_down(by, "answered", now, before, {**_describe(given), "by link": by_link})
    return given


def _describe(one: Vote) -> dict[str, Any]:
    return {"choice": one.choice, "reason": one.reason}
