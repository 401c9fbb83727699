from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairplace.town.partners.queries import list_groups


def group_list(request: HttpRequest) -> HttpResponse:
    """List the groups that answer for something, and whom they report to."""
    return render(request, "partners/group_list.html", {"groups": list_groups(town=request.town)})
