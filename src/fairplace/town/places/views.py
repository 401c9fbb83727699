from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fairplace.town.places.queries import list_editions, list_headline_ranks, list_towns, search_authorities
from fairplace.town.places.rules import ordinal

AUTHORITIES_A_PAGE = 50


def town_list(request: HttpRequest) -> HttpResponse:
    """List the towns of this install."""
    return render(request, "places/town_list.html", {"towns": list_towns()})


def deprivation(request: HttpRequest) -> HttpResponse:
    """Show how the town ranks, in which edition and on which column, and search all authorities."""
    editions = list_editions()
    ranks = list_headline_ranks(place=request.town.place) if request.town else []
    context = {
        "editions": editions,
        "headlines": _headlines(ranks),
        "newest": editions[0] if editions else None,
    }
    if editions:
        context |= _search(request, editions)
    return render(request, "places/deprivation.html", context)


def _headlines(ranks) -> list[dict]:
    return [
        {"rank": rank, "ordinal": ordinal(rank.rank), "column": _column(rank.edition, rank.column)}
        for rank in ranks
    ]


def _column(edition, code: str) -> dict:
    return next(column for column in edition.columns if column["code"] == code)


def _search(request: HttpRequest, editions: list) -> dict:
    edition = next((one for one in editions if one.code == request.GET.get("edition")), editions[0])
    codes = [column["code"] for column in edition.columns]
    column = request.GET.get("column") if request.GET.get("column") in codes else codes[0]
    words = request.GET.get("q", "").strip()
    found = search_authorities(edition=edition, column=column, words=words)
    page = Paginator(found, AUTHORITIES_A_PAGE).get_page(request.GET.get("page"))
    return {"edition": edition, "column": _column(edition, column), "words": words, "page": page}
