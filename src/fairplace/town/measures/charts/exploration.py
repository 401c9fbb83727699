"""Draws what was chosen of a measure. Ranges may be hidden in the picture, never in its table or files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.charts.curve import chart_point
from fairplace.town.measures.queries.comparison import AGGREGATES, Compared
from fairplace.town.measures.queries.exploration import TOWN, Explored, list_periods
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.exploration import Exploration, list_within
from fairplace.town.ui import charts
from fairplace.town.ui.numbers import in_words, tell_in
from fairplace.town.ui.tables import Table

ROLES = (TOWN, *AGGREGATES, "similar")


@dataclass(frozen=True)
class Chosen:
    """The places and the periods that an exploration shows, with the points of each."""

    lines: tuple[tuple[Compared, tuple[Point, ...]], ...]
    periods: tuple[str, ...]


def choose(explored: Explored, asked: Exploration, group: tuple[str, str]) -> Chosen:
    """Return the points that are asked for; as differences from the country's where that is asked for."""
    periods = list_within([one for one, _year in list_periods(explored, group)], asked.first, asked.last)
    country = explored.country
    base = explored.find(country, group) if country and asked.is_relative else None
    found = []
    for place in explored.places:
        series = explored.find(place, group)
        if place.place.code in asked.places and series:
            points = [one for one in series.points if one.period in periods]
            found.append((place, tuple(_relate(points, base) if asked.is_relative else points)))
    return Chosen(tuple((place, points) for place, points in found if points), tuple(periods))


def _relate(points: Sequence[Point], base: Series | None) -> list[Point]:
    """Return each point less the country's of the same period, with the limits of the difference."""
    others = {one.period: one for one in base.points} if base else {}
    found = []
    for one in points:
        other = others.get(one.period)
        if other:
            apart = eq.difference_between(one.estimate, other.estimate)
            limits = (apart.lower, apart.upper) if apart.has_interval else (None, None)
            found.append(
                replace(
                    one, value=apart.value, lower=limits[0], upper=limits[1],
                    surer_lower=None, surer_upper=None, count=None, denominator=None,
                )
            )  # fmt: skip
    return found


def draw_exploration(explored: Explored, asked: Exploration, chosen: Chosen) -> charts.Chart:
    """Return the chart: lines over time, a panel a place, or places beside each other in one period."""
    indicator = explored.measure.indicator
    assert indicator, "What is explored has numbers."
    unit = difference_unit(indicator.unit) if asked.is_relative else indicator.unit
    table = _make_table(explored.measure.name, chosen, unit, indicator.decimals)
    full = replace(_draw(explored, asked, chosen, unit, indicator.decimals), table=table, figures=None)
    if asked.has_ranges:
        return full
    bare = replace(
        chosen,
        lines=tuple(
            (place, tuple(replace(one, lower=None, upper=None) for one in points))
            for place, points in chosen.lines
        ),
    )
    drawn = _draw(explored, asked, bare, unit, indicator.decimals)
    hidden = _("Likely ranges are hidden in the picture; they stand in the table and in every file.")
    return replace(drawn, table=table, figures=None, notes=(*drawn.notes, hidden))


def _make_table(name: str, chosen: Chosen, unit: str, decimals: int) -> Table:
    """Return one row a place and period, each with its limits: no place is shown without them."""
    tell = tell_in(unit, decimals)
    rows = tuple(
        (
            place.place.name,
            one.period,
            *map(tell, (one.value, one.lower, one.upper)),
            *("" if n is None else in_words(n, decimals=0) for n in (one.count, one.denominator)),
            one.flag_words,
        )
        for place, points in chosen.lines
        for one in points
    )
    columns = (
        _("Place"), _("Period"), _("Value"), _("Likely at least"), _("Likely at most"), _("Count"),
        _("Out of"), _("Remark"),
    )  # fmt: skip
    return Table(name, columns, rows)


def _draw(explored: Explored, asked: Exploration, chosen: Chosen, unit: str, decimals: int) -> charts.Chart:
    name = explored.measure.name
    if asked.is_relative and explored.country:
        name = _("%(name)s: difference from %(country)s") % {
            "name": name,
            "country": explored.country.place.name,
        }
    if len(chosen.periods) == 1:
        return _beside(name, chosen, unit, decimals)
    finding = _("Where likely ranges meet, places may not differ. What is shown was chosen by the reader.")
    if asked.panels:
        panels = [
            charts.Panel(place.place.name, (_line(place, points, TOWN),)) for place, points in chosen.lines
        ]
        options = {"is_shared_axis": asked.panels == "shared", "decimals": decimals, "is_log": asked.is_log}
        return charts.facet_chart(name, finding, unit, panels, **options)
    lines = [_line(place, points, role_of(place)) for place, points in chosen.lines]
    return charts.trend_chart(name, finding, unit, lines, decimals=decimals, is_log=asked.is_log)


def _line(place: Compared, points: Sequence[Point], role: str) -> charts.Line:
    return charts.Line(place.place.name, tuple(chart_point(one) for one in points), role)


def _beside(name: str, chosen: Chosen, unit: str, decimals: int) -> charts.Chart:
    title = _("%(measure)s, %(period)s") % {"measure": name, "period": chosen.periods[0]}
    rows = [
        charts.RankRow(place.place.name, one.value, one.lower, one.upper, role_of(place))
        for place, points in chosen.lines
        for one in points
    ]
    finding = _("This is not a league table: where likely ranges overlap, places may not differ.")
    return charts.rank_chart(title, finding, unit, rows, decimals=decimals)


def role_of(place: Compared) -> str:
    """Return how a place is drawn: those of a group of one's own as similar places."""
    return place.role if place.role in ROLES else "similar"
