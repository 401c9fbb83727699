from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.exploration import (
    Explored,
    list_explored,
    list_measures_with_gaps,
)
from fairplace.town.measures.queries.pair import Side, read_deprivation, read_neighbourhoods, read_places
from fairplace.town.measures.rules.exploration import take
from fairplace.town.measures.rules.fit import fit_line
from fairplace.town.places.queries import list_editions_of
from fairplace.town.places.requests import TownRequest
from fairplace.town.reports.shown import Shown, answer_file, list_context, table_alone
from fairplace.town.ui import charts
from fairplace.town.ui.charts import Chart
from fairplace.town.ui.tables import Table

DEPRIVATION = "deprivation"
ACROSS = {
    "places": gettext_lazy("The places we hold"),
    "neighbourhoods": gettext_lazy("Neighbourhoods of the town"),
}


def measure_scatter(request: TownRequest) -> HttpResponse:
    """Show two measures of the same areas against each other, or one against deprivation."""
    measures = list_measures_with_gaps(town=request.town)
    explored = {one.measure.slug: one for one in list_explored(town=request.town, measures=measures)}
    ignored: list[str] = []
    across = take(request.GET.get("across", ""), ACROSS, "places", ignored)
    offered = _list_offered(explored, measures, across)
    codes = list(offered)
    asked = [
        take(request.GET.get(name, ""), offered, codes[place] if len(codes) > place else "", ignored)
        for place, name in enumerate(("x", "y"))
    ]
    sides = [_read(request, code, across, explored, measures) for code in asked]
    shown = _show(request, sides, across, ignored)
    if file := answer_file(request, shown):
        return file
    context = list_context(request, shown) | {
        "across": [(code, words, code == across) for code, words in ACROSS.items()],
        "axes": [
            (name, words, [(code, said, code == taken) for code, said in offered.items()])
            for name, words, taken in zip(("x", "y"), (_("Across"), _("Up")), asked, strict=True)
        ],
    }
    return render(request, "reports/measure_scatter.html", context)


def _list_offered(
    explored: dict[str, Explored], measures: list[ImpactMeasure], across: str
) -> dict[str, str]:
    if across == "places":
        return {slug: one.measure.name for slug, one in explored.items()}
    return {DEPRIVATION: _("Deprivation")} | {
        one.slug: one.name for one in measures if one.gap_indicator or one.slug in explored
    }


def _read(
    request: TownRequest, code: str, across: str, explored: dict[str, Explored], measures: list[ImpactMeasure]
) -> Side | None:
    town = request.town
    if across == "places":
        return read_places(explored[code]) if code in explored else None
    editions = list_editions_of(town=town)
    if code == DEPRIVATION:
        own = [one for one in editions if one.code == town.default_deprivation]
        return read_deprivation(town=town, edition=(own or editions)[0]) if editions else None
    measure = next((one for one in measures if one.slug == code), None)
    indicator = (measure.gap_indicator or measure.indicator) if measure else None
    return read_neighbourhoods(town=town, indicator=indicator) if indicator else None


def _show(request: TownRequest, sides: list[Side | None], across: str, ignored: list[str]) -> Shown:
    title, first, second = _("Two measures against each other"), *sides
    name = f"{request.town.slug}-scatter"
    if first is None or second is None:
        why = _("For one of the two no figures are held for these areas. Choose another, or other areas.")
        return Shown(name, table_alone(title, why, Table(title, (_("Area"),), ())), why, ignored=ignored)
    shared = [area for area in first.values if area in second.values]
    if not shared:
        why = _(
            "The two were counted on different boundaries, so no area has both. Nothing is carried over here."
        )
        return Shown(name, table_alone(title, why, Table(title, (_("Area"),), ())), why, ignored=ignored)
    chart = _draw(first, second, shared, town=request.town.name)
    both = [side.indicator for side in (first, second) if side.indicator]
    releases = {one.pk: one for side in (first, second) for one in side.releases}
    status = _("%(n)d areas (%(across)s): %(x)s against %(y)s.") % {
        "n": len(shared), "across": ACROSS[across], "x": _name(first), "y": _name(second),
    }  # fmt: skip
    notes = [side.source for side in (first, second) if side.source]
    return Shown(name, chart, status, both, list(releases.values()), notes, ignored)


def _name(side: Side) -> str:
    told = ", ".join(part for part in (side.name, side.period) if part)
    return f"{told} ({side.unit})" if side.unit else told


def _draw(first: Side, second: Side, shared: list[str], *, town: str) -> Chart:
    """Return the scatter with its line over the areas like each other: no country is a point of the fit."""
    like = [area for area in shared if first.roles.get(area) not in ("country", "region")]
    fit = fit_line([first.values[a].value for a in like], [second.values[a].value for a in like])
    points = []
    for area in like:
        x, y = first.values[area], second.values[area]
        role = "town" if area == town else "similar"
        points.append(charts.ScatterPoint(area, x.value, y.value, role, x.lower, x.upper, y.lower, y.upper))
    ends = [point.x for point in points]
    line = [(x, fit.at(x)) for x in (min(ends), max(ends))] if fit and ends else None
    finding = _("Neither causes the other by what is seen here: other things may move both.")
    return charts.scatter_chart(
        _("%(x)s and %(y)s") % {"x": first.name, "y": second.name}, finding, _name(first), _name(second),
        points, r_squared=fit.r_squared if fit else None, line=line, units=(first.unit, second.unit),
        decimals=(first.decimals, second.decimals),
    )  # fmt: skip
