from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fairplace.town.partners.queries import find_organisation, get_organisation_page
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.workstreams.queries import list_work_of


def organisation_detail(request: TownRequest, code: str) -> HttpResponse:
    """Show one partner: what it does, the groups it sits in, its work, its pledges and how they go."""
    organisation = find_organisation(town=request.town, code=code)
    if organisation is None or (organisation.archived_on and not may(request, Ability.KEEP_PARTNERS)):
        raise Http404("There is no such partner.")
    context = {
        "organisation": organisation,
        "about": get_organisation_page(organisation=organisation, day=timezone.localdate()),
        "work": list_work_of(organisation=organisation),
    }
    return render(request, "reports/organisation_detail.html", context)
