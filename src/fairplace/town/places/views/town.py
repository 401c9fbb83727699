from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.places.models import Town
from fairplace.town.places.queries import list_towns
from fairplace.town.places.requests import SiteRequest


def town_list(request: SiteRequest) -> HttpResponse:
    """List the towns of this install."""
    towns = [(one, _address(request, one)) for one in list_towns()]
    return render(request, "places/town_list.html", {"towns": towns})


def _address(request: SiteRequest, town: Town) -> str:
    return request.root if town.is_default else f"{request.root}towns/{town.slug}/"
