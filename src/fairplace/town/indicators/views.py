from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries import list_indicators_of, list_releases_of
from fairplace.town.indicators.tables import csv_response, json_response
from fairplace.town.places.requests import TownRequest
from fairplace.town.ui.tables import Table

FILES = {"csv": csv_response, "json": json_response}


def data(request: TownRequest) -> HttpResponse:
    """List every series, and the publications behind them."""
    indicators = list_indicators_of(town=request.town)
    context = {
        "indicators": indicators,
        "table": _table(indicators),
        "releases": list_releases_of(town=request.town),
    }
    return render(request, "indicators/data.html", context)


def _table(indicators: list[Indicator]) -> Table:
    rows = tuple(
        (one.name, one.unit, *((kind.upper(), reverse("data_file", args=[one.code, kind])) for kind in FILES))
        for one in indicators
    )
    return Table(_("Every series"), (_("Series"), _("Unit"), _("For spreadsheets"), _("For programs")), rows)


def data_file(request: TownRequest, code: str, kind: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator, code=code)
    if kind not in FILES:
        raise Http404("Figures come as csv or json.")
    return FILES[kind](indicator=indicator, town=request.town)
