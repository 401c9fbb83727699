from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.measures.charts.spread import (
    Line,
    draw_lines,
    lines_of_measures,
    lines_of_places,
    lines_of_years,
    list_dimensions,
)
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import list_gaps
from fairplace.town.measures.queries.exploration import (
    Explored,
    list_explored,
    list_measures_with_gaps,
)
from fairplace.town.measures.rules.exploration import take
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone

ROWS = {
    "measures": gettext_lazy("Fifths of neighbourhoods, by measure"),
    "years": gettext_lazy("Groups of one measure, by year"),
    "places": gettext_lazy("Groups of one measure, by place"),
}
SORTS = {"order": gettext_lazy("As they are listed"), "gap": gettext_lazy("The widest gap first")}
RANGES = {"show": gettext_lazy("Shown"), "hide": gettext_lazy("Hidden in the picture")}


def measure_equiplot(request: TownRequest) -> HttpResponse:
    """Show groups as dots on a line for each measure, year or place."""
    measures = list_measures_with_gaps(town=request.town)
    explored = {
        one.measure.slug: one
        for one in list_explored(town=request.town, measures=measures)
        if list_dimensions(one)
    }
    ignored: list[str] = []
    taken = {
        name: take(request.GET.get(name, ""), allowed, next(iter(allowed), ""), ignored)
        for name, allowed in (
            ("rows", ROWS), ("sort", SORTS), ("ranges", RANGES),
            ("measure", {slug: one.measure.name for slug, one in explored.items()}),
        )
    }  # fmt: skip
    shown = _show(request, taken, measures, explored, ignored)
    if file := answer_file(request, shown):
        return file
    offered = {"rows": ROWS, "measure": {slug: one.measure.name for slug, one in explored.items()}}
    offered |= {"sort": SORTS, "ranges": RANGES}
    labels = {"rows": _("Lines"), "measure": _("Measure"), "sort": _("Order"), "ranges": _("Likely ranges")}
    context = list_context(request, shown) | {
        "selects": [
            (name, labels[name], [(code, words, code == taken[name]) for code, words in choices.items()])
            for name, choices in offered.items()
            if choices
        ]
    }
    return render(request, "reports/measure_equiplot.html", context)


def _show(
    request: TownRequest, taken: dict[str, str], measures: list[ImpactMeasure],
    explored: dict[str, Explored], ignored: list[str],
) -> Shown:  # fmt: skip
    one = explored.get(taken["measure"])
    if taken["rows"] == "measures":
        gaps = list_gaps(town=request.town, measures=measures)
        named = [(measure.name, gaps[measure.pk]) for measure in measures if measure.pk in gaps]
        unit = named[0][1].local.indicator.unit if named else ""
        title = _("Fifths of neighbourhoods, measure by measure")
        lines = lines_of_measures(named, unit)
        indicators = [gap.local.indicator for _name, gap in named]
        releases = [gap.local.release for _name, gap in named]
    else:
        lines = _lines_of(one, taken["rows"])
        title = one.measure.name if one else _("Groups")
        indicators = [one.measure.indicator] if one and one.measure.indicator else []
        releases = list(one.releases) if one else []
    chart = draw_lines(title, lines, by_gap=taken["sort"] == "gap", has_ranges=taken["ranges"] == "show")
    status = _("%(n)d lines. %(rows)s.") % {"n": len(lines), "rows": ROWS[taken["rows"]]}
    if not lines:
        why = _("No figures by group are held for this choice.")
        chart = table_alone(chart.title, why, chart.table)
    return Shown(f"{request.town.slug}-groups", chart, status, indicators, releases, ignored=ignored)


def _lines_of(explored: Explored | None, rows: str) -> list[Line]:
    if explored is None:
        return []
    make = lines_of_years if rows == "years" else lines_of_places
    return [line for dimension in list_dimensions(explored) for line in make(explored, dimension)]
