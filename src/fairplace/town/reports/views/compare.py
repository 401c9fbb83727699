from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fairplace.town.framework.queries import get_framework
from fairplace.town.measures.charts.overview import draw_heat_map, draw_profile
from fairplace.town.measures.queries import list_measures
from fairplace.town.measures.queries.exploration import Explored, list_explored
from fairplace.town.measures.rules.exploration import take
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context
from fairplace.town.ui.charts import Chart, HeatTable


def measure_compare(request: TownRequest) -> HttpResponse:
    """Show places by measures in one table, each cell beside England with its range."""
    explored, choices, ignored = _read(request)
    heat = draw_heat_map(explored, title=_("Places and measures beside England"))
    shown = _show(request, "compare", heat, explored, ignored)
    if file := answer_file(request, shown):
        return file
    context = list_context(request, shown) | choices | {"measures": [one.measure for one in explored]}
    return render(request, "reports/measure_compare.html", context)


def measure_profile(request: TownRequest) -> HttpResponse:
    """Show each measure of the town beside England, and how the places that are held are spread."""
    explored, choices, ignored = _read(request)
    chart = draw_profile(explored, town=request.town.name)
    shown = _show(request, "profile", chart, explored, ignored)
    if file := answer_file(request, shown):
        return file
    return render(request, "reports/measure_profile.html", list_context(request, shown) | choices)


def _read(request: TownRequest) -> tuple[list[Explored], dict, list[str]]:
    """Return the measures of the objective that is asked for, or all."""
    framework = get_framework(town=request.town)
    objectives = list(framework.objectives) if framework else []
    ignored: list[str] = []
    asked = take(request.GET.get("objective", ""), [one.code for one in objectives], "", ignored)
    measures = [
        one
        for one in list_measures(town=request.town)
        if not asked or asked in {objective.code for objective in one.objectives.all()}
    ]
    choices = {"objectives": objectives, "objective": asked}
    return list_explored(town=request.town, measures=measures), choices, ignored


def _show(
    request: TownRequest, name: str, chart: Chart | HeatTable, explored: list[Explored], ignored: list[str]
) -> Shown:
    places = {place.place_id for one in explored for place in one.places}
    status = _("%(measures)d measures, %(places)d places; each in its newest common period.") % {
        "measures": len(explored),
        "places": len(places),
    }
    indicators = {
        one.measure.indicator.pk: one.measure.indicator for one in explored if one.measure.indicator
    }
    releases = {release.pk: release for one in explored for release in one.releases}
    full = f"{request.town.slug}-{name}"
    return Shown(full, chart, status, list(indicators.values()), list(releases.values()), ignored=ignored)
