from dataclasses import fields

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import fairplace.equity as eq
from fairplace.town.indicators.models import Observation
from fairplace.town.indicators.queries import list_neighbourhood_facts
from fairplace.town.indicators.rules import is_additive, sum_up
from fairplace.town.people.exports import stream_csv
from fairplace.town.places.models import Lookup
from fairplace.town.places.queries import get_neighbourhood, list_ranks_of
from fairplace.town.places.requests import TownRequest
from fairplace.town.places.rules import DOMAINS
from fairplace.town.places.rules.layer import MSOA, WARD, year_of
from fairplace.town.reports.exports import list_map_rows
from fairplace.town.reports.map_values import Asked
from fairplace.town.reports.maps import make_map, make_table
from fairplace.town.reports.queries.map import get_town_map
from fairplace.town.reports.switches import list_switches
from fairplace.town.reports.tasks import ask_for_map
from fairplace.town.ui.charts.drawing import get_drawing

AREA_KINDS = {WARD: gettext_lazy("Ward"), MSOA: gettext_lazy("Part of town")}


def neighbourhood_list(request: TownRequest) -> HttpResponse:
    """Show the town on a map: its neighbourhoods by deprivation, or another figure on other areas.

    What is shown stands in the address: level, vintage, indicator, period, edition. Without outlines it is
    equal tiles, where each tile is a neighbourhood, and always a list.
    """
    asked = _read(request)
    shown = get_town_map(town=request.town, asked=asked)
    chart = make_map(shown)
    file = f"{reverse('map_file')}?{request.GET.urlencode()}"
    drawing = get_drawing(chart, csv_url=file) if chart else None
    if drawing and drawing.svg is None:
        ask_for_map(town=request.town, asked=asked, key=drawing.digest)
    has_tiles = bool(shown.ranks) and not shown.figures and not (shown.layer and shown.layer.is_made)
    context = {
        "shown": shown,
        "editions": shown.editions,
        "edition": shown.edition,
        "newer": shown.editions[-1] if shown.ranks and shown.edition != shown.editions[-1] else None,
        "ranks": shown.ranks,
        "drawing": drawing,
        "tiles": [_tile(rank) for rank in shown.ranks] if has_tiles and drawing is None else [],
        "columns": max((rank.tile_column for rank in shown.ranks), default=0) + 1,
        "rows": max((rank.tile_row for rank in shown.ranks), default=0) + 1,
        "table": make_table(shown),
        "in_worst": sum(rank.decile <= 2 for rank in shown.ranks),
        "switches": list_switches(shown),
        "file": file,
    }
    return render(request, "reports/neighbourhood_list.html", context)


def _read(request: TownRequest) -> Asked:
    return Asked(**{one.name: request.GET.get(one.name, "") for one in fields(Asked)})


def map_file(request: TownRequest) -> HttpResponse:
    """Give what the map shows as CSV, each figure with how it came to be."""
    shown = get_town_map(town=request.town, asked=_read(request))
    if shown.refusal:
        raise Http404(shown.refusal)
    columns, rows = list_map_rows(shown)
    answer = HttpResponse("".join(stream_csv(columns, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{request.town.slug}-areas.csv"'
    return answer


def _tile(rank) -> dict:
    return {
        "column": rank.tile_column,
        "row": rank.tile_row,
        "decile": rank.decile,
        "label": str(rank.place),
        "title": str(rank.place),
        "url": reverse("neighbourhood_detail", kwargs={"code": rank.place.code}),
    }


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
        "lies_in": [_say_where(one) for one in place.lookups.all() if one.kind in AREA_KINDS],
        "facts": [(fact, _with_range(fact)) for fact in list_neighbourhood_facts(place=place)],
    }
    return render(request, "reports/neighbourhood_detail.html", context)


def _say_where(one: Lookup) -> tuple[str, str, str]:
    """Return an area that the neighbourhood lies in: what it is and of which year, its name, its page."""
    url = reverse("ward_detail", kwargs={"code": one.code}) if one.kind == WARD else ""
    kind = _("%(kind)s, as of %(year)d") % {"kind": AREA_KINDS[one.kind], "year": year_of(one.vintage)}
    return kind, one.name, url


def _with_range(fact: Observation) -> eq.Estimate:
    """Return a figure with its limits: the publisher's, or those of chance from what was counted."""
    published = eq.Estimate(fact.value, fact.lower, fact.upper)
    of = {"form": fact.indicator.form, "unit": fact.indicator.unit}
    if published.has_interval or fact.count is None or not fact.denominator or not is_additive(**of):
        return published
    try:
        own = sum_up(count=fact.count, denominator=fact.denominator, per=fact.indicator.per, **of)
    except eq.NotComputable:
        return published
    return eq.Estimate(fact.value, own.lower, own.upper)
