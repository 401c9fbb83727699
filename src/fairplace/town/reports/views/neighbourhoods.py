from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fairplace.town.indicators.queries import list_neighbourhood_facts
from fairplace.town.places.queries import (
    get_neighbourhood,
    list_editions_of,
    list_neighbourhoods,
    list_ranks_of,
)

DOMAIN_NAMES = {
    "income": "Income",
    "employment": "Employment",
    "education": "Education and skills",
    "health": "Health and disability",
    "crime": "Crime",
    "housing": "Housing and services",
    "environment": "Living environment",
}


def neighbourhood_list(request: HttpRequest) -> HttpResponse:
    """Show the town's neighbourhoods by deprivation: equal tiles, and the same as a list."""
    editions = list_editions_of(town=request.town)
    wanted = request.GET.get("edition") or request.town.default_deprivation
    edition = next((one for one in editions if one.code == wanted), editions[-1] if editions else None)
    ranks = list_neighbourhoods(town=request.town, edition=edition) if edition else []
    context = {
        "editions": editions,
        "edition": edition,
        "ranks": ranks,
        "tiles": [_tile(rank) for rank in ranks],
        "columns": max((rank.tile_column for rank in ranks), default=0) + 1,
        "rows": max((rank.tile_row for rank in ranks), default=0) + 1,
        "in_worst": sum(rank.decile <= 2 for rank in ranks),
    }
    return render(request, "reports/neighbourhood_list.html", context)


def _tile(rank) -> dict:
    return {
        "column": rank.tile_column,
        "row": rank.tile_row,
        "decile": rank.decile,
        "label": str(rank.place),
        "title": str(rank.place),
        "url": reverse("neighbourhood_detail", kwargs={"code": rank.place.code}),
    }


def neighbourhood_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one neighbourhood: how deprived it is in each edition, and what else is published for it."""
    place = get_neighbourhood(town=request.town, code=code)
    if place is None:
        raise Http404("There is no such neighbourhood here.")
    ranks = list_ranks_of(place=place)
    context = {
        "place": place,
        "ranks": [
            {"rank": rank, "domains": [(DOMAIN_NAMES[key], decile) for key, decile in rank.domains.items()]}
            for rank in ranks
        ],
        "lookups": place.lookups.all(),  # type: ignore[attr-defined]
        "facts": list_neighbourhood_facts(place=place),
    }
    return render(request, "reports/neighbourhood_detail.html", context)
