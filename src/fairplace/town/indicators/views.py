from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries import list_indicators_of, list_releases_of
from fairplace.town.indicators.tables import csv_response, json_response

FILES = {"csv": csv_response, "json": json_response}


def data(request: HttpRequest) -> HttpResponse:
    """List every series, and the publications behind them."""
    context = {
        "indicators": list_indicators_of(town=request.town),
        "releases": list_releases_of(town=request.town),
    }
    return render(request, "indicators/data.html", context)


def data_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator, code=code)
    if kind not in FILES:
        raise Http404("Figures come as csv or json.")
    return FILES[kind](indicator=indicator, town=request.town)
