from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairplace.town.places.models import AuthorityRank, DeprivationEdition
from fairplace.town.places.queries import (
    list_editions,
    list_headline_ranks,
    list_searchable_editions,
    search_authorities,
)
from fairplace.town.places.requests import SiteRequest
from fairplace.town.places.rules import ordinal
from fairplace.town.ui.tables import Table

AUTHORITIES_A_PAGE = 50
HEADLINE_COLUMNS = {"average-score", "average-rank"}


def deprivation(request: SiteRequest) -> HttpResponse:
    """Show how the town ranks, in which edition and on which column, and search all authorities."""
    editions = list_editions()
    ranks = list_headline_ranks(place=request.town.place) if request.town else []
    context = {
        "sources": editions,
        "newest": editions[0] if editions else None,
        "headlines": [_headline(rank) for rank in ranks if rank.column in HEADLINE_COLUMNS],
        "ranks_table": _ranks_table(ranks),
    }
    if searchable := list_searchable_editions():
        context |= _search(request, searchable)
    return render(request, "places/deprivation.html", context)


def _headline(rank: AuthorityRank) -> dict:
    """Return a rank as it is quoted: with its edition and column, so that it cannot be misread."""
    return {
        "ordinal": ordinal(rank.rank or 0),
        "label": _("of %(count)d (%(edition)s, %(column)s)")
        % {
            "count": rank.edition.authorities,
            "edition": rank.edition.short,
            "column": _column(rank.edition, rank.column)["name"].lower(),
        },
        "note": rank.dataset,
    }


def _column(edition: DeprivationEdition, code: str) -> dict:
    unnamed = {"code": code, "name": code, "plain": ""}
    return next((column for column in edition.columns if column["code"] == code), unnamed)


def _ranks_table(ranks: list[AuthorityRank]) -> Table:
    rows = tuple(
        (
            rank.edition.short,
            _column(rank.edition, rank.column)["name"],
            rank.value,
            rank.rank,
            rank.edition.authorities,
            rank.dataset,
        )
        for rank in ranks
    )
    columns = (_("Edition"), _("Column"), _("Value"), _("Rank"), _("Of"), _("File"))
    return Table(_("Every rank, with edition, column and file"), columns, rows)


def _search(request: SiteRequest, editions: list[DeprivationEdition]) -> dict:
    edition = next((one for one in editions if one.code == request.GET.get("edition")), editions[0])
    codes = [column["code"] for column in edition.columns]
    wanted = request.GET.get("column", "")
    code = wanted if wanted in codes else codes[0]
    words = request.GET.get("q", "").strip()
    found = search_authorities(edition=edition, column=code, words=words)
    page = Paginator(found, AUTHORITIES_A_PAGE).get_page(request.GET.get("page"))
    column = _column(edition, code)
    return {
        "editions": editions,
        "edition": edition,
        "column": column,
        "words": words,
        "page": page,
        "found_table": _found_table(page, edition, column),
    }


def _found_table(page: Page, edition: DeprivationEdition, column: dict) -> Table:
    rows = tuple((rank.name, rank.place.code, rank.value, rank.rank) for rank in page)
    caption = _("%(edition)s, %(column)s") % {"edition": edition.short, "column": column["name"].lower()}
    return Table(caption, (_("Council area"), _("Code"), _("Value"), _("Rank")), rows)
