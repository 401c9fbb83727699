from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.partners.queries import list_groups
from fairplace.town.places.requests import TownRequest


def group_list(request: TownRequest) -> HttpResponse:
    """List the groups that answer for something, and whom they report to."""
    return render(request, "partners/group_list.html", {"groups": list_groups(town=request.town)})
