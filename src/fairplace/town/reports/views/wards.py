from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.indicators.rules import How
from fairplace.town.places.queries import list_contacts
from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.requests import TownRequest
from fairplace.town.places.rules.layer import WARD, year_of
from fairplace.town.reports.area_words import describe_deprivation, describe_lines, describe_parts
from fairplace.town.reports.maps import say_layer
from fairplace.town.reports.queries.area import WardLayer, get_area_page, list_ward_layers
from fairplace.town.ui.tables import Table


@require_safe
def ward_list(request: TownRequest) -> HttpResponse:
    """List the wards of each vintage: one page each, for members and residents."""
    geography = get_geography(town=request.town)
    layers = [
        {
            "layer": one.layer,
            "edition": one.edition,
            "year": str(year_of(one.layer.vintage)),
            "table": _table(one),
        }
        for one in list_ward_layers(town=request.town, geography=geography)
    ]
    return render(request, "reports/ward_list.html", {"layers": layers})


def _table(one: WardLayer) -> Table:
    rows = []
    for code, name in one.layer.names.items():
        found = one.wards.get(code)
        told = (
            (
                f"{found.people:,.0f}",
                *(
                    _("%(n)d of %(of)d") % {"n": number, "of": found.neighbourhoods}
                    for number in (found.in_worst_tenth, found.in_worst_fifth)
                ),
            )
            if found
            else (None, None, None)
        )
        rows.append(((name, reverse("ward_detail", kwargs={"code": code})), *told))
    columns = (
        _("Ward"),
        _("People"),
        _("Most deprived tenth"),
        _("Most deprived fifth"),
    )
    caption = _("%(wards)s: how many of its neighbourhoods are in England’s most deprived tenth and fifth")
    return Table(caption % {"wards": capfirst(say_layer(one.layer))}, columns, tuple(rows))


@require_safe
def ward_detail(request: TownRequest, code: str) -> HttpResponse:
    """Show one ward on a page that can be printed: people, deprivation, every local figure, who to ask."""
    geography = get_geography(town=request.town)
    layer = geography.find_area(WARD, code)
    if layer is None:
        raise Http404("There is no such ward here.")
    parts = dict.fromkeys(layer.parts_of(code), 1.0)
    name = layer.names[code]
    page = get_area_page(
        town=request.town, geography=geography, base=layer.base, name=name, parts=parts, how=How.BEST_FIT
    )
    others = [one for one in geography.list_layers(WARD) if one != layer]
    context = {
        "page": page,
        "code": code,
        "layer": layer,
        "year": str(year_of(layer.vintage)),
        "deprivation": describe_deprivation(page.deprivation),
        "lines": describe_lines(page.figures),
        "parts": describe_parts(page.parts),
        "namesakes": [
            (str(year_of(one.vintage)), reverse("ward_detail", kwargs={"code": other}))
            for one in others
            for other, other_name in one.names.items()
            if other_name == name
        ],
        "contacts": list_contacts(town=request.town),
    }
    return render(request, "reports/ward_detail.html", context)
