from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairplace.town.chain.queries import get_chain, list_faults
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.queries import list_roles
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reports.findings import CheckLine, list_lines
from fairplace.town.reports.queries import Desk, get_desk
from fairplace.town.workstreams.queries.contribution import count_waiting

SHOWN_AT_ONCE = 3


@requires(Ability.SEE_DESK)
def desk(request: MemberRequest) -> HttpResponse:
    """Show whoever signed in what changed, and where they can go on."""
    roles = [ROLES[code] for code in list_roles(person=request.user, town=request.town)]
    lines = _list_to_do(request)
    context = {
        "roles": roles,
        "to_do": lines[:SHOWN_AT_ONCE],
        "others": len(lines[SHOWN_AT_ONCE:]),
        "waiting": count_waiting(town=request.town) if may(request, Ability.MODERATE) else 0,
        "sections": _sections(get_desk(town=request.town)),
    }
    return render(request, "reports/desk.html", context)


def _list_to_do(request: MemberRequest) -> list[CheckLine]:
    """Return what the test of the plan finds and this reader can put right, the longest list first."""
    chain = get_chain(town=request.town)
    lines = list_lines(list_faults(town=request.town, chain=chain), chain, request.abilities)
    mine = [line for line in lines if any(one.fix_url for one in line.findings)]
    return sorted(mine, key=lambda line: -len(line.findings))


def _sections(desk: Desk) -> list[dict]:
    return [
        {"title": _("Getting worse"), "readings": desk.worse},
        {"title": _("Last number only repeats an earlier year"), "readings": desk.carried_forward},
        {"title": _("No number yet"), "readings": desk.no_number},
        {"title": _("Proposed, not yet agreed by the town"), "readings": desk.proposed},
    ]
