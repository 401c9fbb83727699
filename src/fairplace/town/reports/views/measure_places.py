from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.indicators.queries.area import list_part_values
from fairplace.town.measures.charts.areas import Area, draw_boxes, draw_funnel, draw_ranks, why_no_funnel
from fairplace.town.measures.charts.exploration import role_of
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import get_measure
from fairplace.town.measures.queries.exploration import (
    find_common,
    first_group,
    get_explored,
    list_spread,
    list_standings,
)
from fairplace.town.measures.rules.exploration import take
from fairplace.town.places.requests import TownRequest
from fairplace.town.places.rules.layer import AUTHORITY, KINDS
from fairplace.town.reports.map_values import Asked
from fairplace.town.reports.queries.map import get_town_map
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone
from fairplace.town.ui.charts.values import Chart
from fairplace.town.ui.tables import Table

PLACES = "places"
CHARTS = {
    "funnel": gettext_lazy("Funnel: size and chance"),
    "rank": gettext_lazy("In order, with likely ranges"),
    "box": gettext_lazy("Spread over time"),
}
LEVELS = {PLACES: gettext_lazy("Places like the town")} | {
    kind: words for kind, words in KINDS.items() if kind != AUTHORITY
}


def measure_places(request: TownRequest, slug: str) -> HttpResponse:
    """Compare areas on one measure: other places, or the parts of the town. Small areas begin as a funnel."""
    measure = get_measure(town=request.town, slug=slug)
    if measure is None:
        raise Http404("There is no such measure.")
    ignored: list[str] = []
    level = take(request.GET.get("level", ""), LEVELS, PLACES, ignored)
    usual = "rank" if level == PLACES else "funnel"
    kind = take(request.GET.get("chart", ""), CHARTS, usual, ignored)
    make = _of_places if level == PLACES else _of_areas
    shown = make(request, measure, level, kind, ignored)
    if file := answer_file(request, shown):
        return file
    context = list_context(request, shown) | {
        "measure": measure,
        "levels": [(code, words, code == level) for code, words in LEVELS.items()],
        "kinds": [(code, words, code == kind) for code, words in CHARTS.items()],
    }
    return render(request, "reports/measure_places.html", context)


def _of_places(
    request: TownRequest, measure: ImpactMeasure, _level: str, kind: str, ignored: list[str]
) -> Shown:
    explored = get_explored(measure=measure)
    indicator = measure.indicator
    if indicator is None or not explored.series:
        return _nothing(measure, _("This measure has no numbers yet."), ignored)
    group = first_group(explored)
    period = find_common(explored, group)
    standings = list_standings(explored, group, period)
    areas = [
        Area(s.place.place.name, s.point.estimate, s.point.count, s.point.denominator, role_of(s.place))
        for s in standings
    ]
    name = f"{measure.name}, {group[1]}" if group[1] else measure.name
    title = _("%(name)s, %(period)s") % {"name": name, "period": period}
    chart = _draw(kind, title, indicator, areas)
    if kind == "box":
        chart = draw_boxes(_("%(name)s over time") % {"name": name}, indicator, list_spread(explored, group))
    status = _("%(n)d places, %(period)s.") % {"n": len(areas), "period": period}
    held = {s.point.release_id for s in standings}
    releases = [one for one in explored.releases if kind == "box" or one.pk in held]
    return _shown(measure, indicator, chart, status, releases, ignored)


def _of_areas(
    request: TownRequest, measure: ImpactMeasure, level: str, kind: str, ignored: list[str]
) -> Shown:
    indicator = measure.gap_indicator or measure.indicator
    if indicator is None:
        return _nothing(measure, _("This measure has no numbers yet."), ignored)
    found = get_town_map(town=request.town, asked=Asked(level=level, indicator=indicator.code))
    figures = found.figures
    if figures is None or found.layer is None or found.refusal or figures.indicator != indicator:
        why = found.refusal or _("No counts of this measure are published for areas inside the town.")
        return _nothing(measure, why, ignored)
    areas = [
        Area(found.layer.names[code], one.estimate, one.estimate.count, one.estimate.denominator)
        for code, one in figures.figures.items()
        if one.estimate
    ]
    title = _("%(name)s, %(period)s") % {"name": indicator.short, "period": figures.period}
    if kind == "box":
        parts = list_part_values(town=request.town, indicator=indicator)
        chart = draw_boxes(
            _("%(name)s in the town’s neighbourhoods") % {"name": indicator.short},
            indicator,
            [(period, values, None) for period, values in parts],
        )
    else:
        chart = _draw(kind, title, indicator, areas)
    status = _("%(n)d areas (%(level)s), %(period)s.") % {
        "n": len(areas), "level": KINDS[level], "period": figures.period,
    }  # fmt: skip
    return _shown(measure, indicator, chart, status, [figures.release], ignored)


def _draw(kind: str, title: str, indicator: Indicator, areas: Sequence[Area]) -> Chart:
    """Return the chart; the places in order, with the reason, where a funnel cannot be drawn."""
    if kind != "funnel":
        return draw_ranks(title, indicator, areas)
    why = why_no_funnel(indicator, areas)
    try:
        return draw_funnel(title, indicator, areas) if not why else _instead(title, why, indicator, areas)
    except eq.NotComputable as reason:
        return _instead(title, str(reason), indicator, areas)


def _instead(title: str, why: str, indicator: Indicator, areas: Sequence[Area]) -> Chart:
    chart = draw_ranks(title, indicator, areas)
    return Chart(
        chart.title, f"{why} {chart.finding}", chart.spec, chart.narrow_spec, chart.table, chart.notes,
        chart.figures,
    )  # fmt: skip


def _shown(  # noqa: PLR0917  # private: what a page is made of, in the order in which it is found
    measure: ImpactMeasure, indicator: Indicator, chart: Chart, status: str, releases: Sequence[Release],
    ignored: list[str],
) -> Shown:  # fmt: skip
    name = f"{measure.town.slug}-{measure.slug}-places"
    return Shown(
        name, chart, status, [indicator], releases, [measure.caveat] if measure.caveat else [], ignored
    )


def _nothing(measure: ImpactMeasure, why: str, ignored: list[str]) -> Shown:
    empty = table_alone(measure.name, why, Table(measure.name, (_("Place"),), ()))
    return Shown(measure.slug, empty, why, ignored=ignored)
