from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairplace.town.indicators.queries import list_neighbourhood_facts
from fairplace.town.places.models import NeighbourhoodRank
from fairplace.town.places.queries import (
    get_neighbourhood,
    list_editions_of,
    list_neighbourhoods,
    list_ranks_of,
)
from fairplace.town.places.requests import TownRequest
from fairplace.town.places.rules import DOMAINS
from fairplace.town.ui.tables import Table


def neighbourhood_list(request: TownRequest) -> HttpResponse:
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
        "table": _table(ranks),
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


def _table(ranks: list[NeighbourhoodRank]) -> Table:
    rows = tuple(
        (
            (str(rank.place), reverse("neighbourhood_detail", kwargs={"code": rank.place.code})),
            rank.decile,
            rank.rank,
            round(rank.score, 1),
            rank.population,
        )
        for rank in ranks
    )
    columns = (_("Neighbourhood"), _("Tenth of England"), _("Rank in England"), _("Score"), _("People"))
    return Table(_("Neighbourhoods, most deprived first"), columns, rows)


def neighbourhood_detail(request: TownRequest, code: str) -> HttpResponse:
    """Show one neighbourhood: how deprived it is in each edition, and what else is published for it."""
    place = get_neighbourhood(town=request.town, code=code)
    if place is None:
        raise Http404("There is no such neighbourhood here.")
    ranks = list_ranks_of(place=place)
    context = {
        "place": place,
        "ranks": [
            {"rank": rank, "domains": [(DOMAINS[key], decile) for key, decile in rank.domains.items()]}
            for rank in ranks
        ],
        "lookups": place.lookups.all(),
        "facts": list_neighbourhood_facts(place=place),
    }
    return render(request, "reports/neighbourhood_detail.html", context)
