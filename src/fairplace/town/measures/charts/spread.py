"""Groups as dots on a line: one measure over the years, one over places, or many measures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fairplace.town.measures.charts.gap import FIFTHS
from fairplace.town.measures.queries import Gap
from fairplace.town.measures.queries.exploration import Explored, list_periods
from fairplace.town.ui import charts

MOST_YEARS = 8


@dataclass(frozen=True)
class Line:
    """One line of dots, and the unit that it is counted in."""

    row: charts.EquiRow
    unit: str
    decimals: int

    @property
    def width(self) -> float:
        """Return how far the outermost dots stand apart."""
        values = [dot.value for dot in self.row.dots if dot.value is not None]
        return max(values) - min(values) if values else 0


def list_dimensions(explored: Explored) -> list[str]:
    return sorted({dimension for dimension, _group in explored.groups if dimension})


def lines_of_years(explored: Explored, dimension: str) -> list[Line]:
    """Return the town's groups, a line a year, newest first."""
    town = explored.places[0]
    groups = [key for key in explored.groups if key[0] == dimension]
    periods = [one for key in groups[:1] for one, _year in list_periods(explored, key)][-MOST_YEARS:]
    return [_line(explored, town, groups, period, period) for period in reversed(periods)]


def lines_of_places(explored: Explored, dimension: str) -> list[Line]:
    """Return each place's groups, a line a place, in the town's newest period."""
    groups = [key for key in explored.groups if key[0] == dimension]
    own = explored.find(explored.places[0], groups[0]) if groups else None
    if own is None:
        return []
    period = own.latest.period
    found = [_line(explored, place, groups, period, place.place.name) for place in explored.places]
    return [one for one in found if one.row.dots]


def lines_of_measures(gaps: Sequence[tuple[str, Gap]], unit: str) -> list[Line]:
    """Return the five fifths of each measure of one unit, a line a measure."""
    found = []
    for name, gap in gaps:
        local = gap.local
        if local.indicator.unit == unit:
            dots = tuple(
                charts.EquiDot(str(label), part.value, part.lower, part.upper)
                for label, part in zip(FIFTHS, local.parts, strict=True)
            )
            row = charts.EquiRow(f"{name}, {local.period}", dots)
            found.append(Line(row, unit, local.indicator.decimals))
    return found


def _line(explored: Explored, place, groups, period: str, name: str) -> Line:
    indicator = explored.measure.indicator
    assert indicator, "What is explored has numbers."
    dots = []
    for key in groups:
        series = explored.find(place, key)
        point = next((one for one in series.points if one.period == period), None) if series else None
        if point:
            dots.append(charts.EquiDot(capfirst(key[1]), point.value, point.lower, point.upper))
    return Line(charts.EquiRow(name, tuple(dots)), indicator.unit, indicator.decimals)


def draw_lines(title: str, lines: Sequence[Line], *, by_gap: bool, has_ranges: bool) -> charts.Chart:
    """Return the lines as a chart, the widest first where asked. The table keeps every range."""
    ordered = sorted(lines, key=lambda one: -one.width) if by_gap else list(lines)
    unit, decimals = (ordered[0].unit, ordered[0].decimals) if ordered else ("", 1)
    finding = _("How far apart the groups stand. Where likely ranges meet, groups may not differ.")
    full = charts.equiplot(title, finding, unit, [one.row for one in ordered], decimals=decimals)
    if has_ranges:
        return full
    bare = [
        replace(one.row, dots=tuple(replace(dot, lower=None, upper=None) for dot in one.row.dots))
        for one in ordered
    ]
    drawn = charts.equiplot(title, finding, unit, bare, decimals=decimals)
    hidden = _("Likely ranges are hidden in the picture; they stand in the table and in every file.")
    return replace(drawn, table=full.table, notes=(*drawn.notes, hidden))
