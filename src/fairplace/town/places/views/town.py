from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.people.requests import TownRequest
from fairplace.town.places.models import Town
from fairplace.town.places.queries import list_towns


def town_list(request: TownRequest) -> HttpResponse:
    """List the towns of this install."""
    towns = [(one, _address(request, one)) for one in list_towns()]
    return render(request, "places/town_list.html", {"towns": towns})


def _address(request: TownRequest, town: Town) -> str:
    return request.root if town.is_default else f"{request.root}towns/{town.slug}/"
