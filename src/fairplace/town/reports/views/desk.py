from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairplace.town.people.access import requires
from fairplace.town.people.rules import ROLES, Ability
from fairplace.town.places.queries import list_roles
from fairplace.town.reports.queries import get_desk


@requires(Ability.SEE_DESK)
def desk(request: HttpRequest) -> HttpResponse:
    """Show whoever signed in what changed, and where they can go on."""
    roles = [ROLES[code] for code in list_roles(person=request.user, town=request.town)]
    context = {"roles": roles, "desk": get_desk(town=request.town)}
    return render(request, "reports/desk.html", context)
