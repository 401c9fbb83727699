from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairplace.town.people.access import requires
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.queries import list_roles
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reports.queries import Desk, get_desk


@requires(Ability.SEE_DESK)
def desk(request: MemberRequest) -> HttpResponse:
    """Show whoever signed in what changed, and where they can go on."""
    roles = [ROLES[code] for code in list_roles(person=request.user, town=request.town)]
    context = {"roles": roles, "sections": _sections(get_desk(town=request.town))}
    return render(request, "reports/desk.html", context)


def _sections(desk: Desk) -> list[dict]:
    return [
        {"title": _("Getting worse"), "readings": desk.worse},
        {"title": _("Last number only repeats an earlier year"), "readings": desk.carried_forward},
        {"title": _("No number yet"), "readings": desk.no_number},
        {"title": _("Proposed, not yet agreed by the town"), "readings": desk.proposed},
    ]
