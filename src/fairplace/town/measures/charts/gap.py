"""Draws the gap: between fifths of neighbourhoods, and between groups."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fairplace.town.indicators.rules import Series
from fairplace.town.measures.queries import Evidence, Gap
from fairplace.town.measures.rules import difference_unit
from fairplace.town.measures.rules.fifths import FIFTHS
from fairplace.town.ui import charts
from fairplace.town.ui.numbers import in_words

# An equiplot shows so many periods; the table of all figures has the others.
PERIODS_SHOWN = 6


def chart_gap(evidence: Evidence, gap: Gap) -> charts.Chart:
    indicator = gap.local.indicator
    rows = [
        (str(label), part.value, part.lower, part.upper)
        for label, part in zip(FIFTHS, gap.local.parts, strict=True)
    ]
    return charts.gap_chart(
        title=_("%(name)s inside %(town)s, %(period)s")
        % {"name": indicator.short, "town": evidence.town.name, "period": gap.local.period},
        finding=gap_sentence(gap),
        unit=indicator.unit,
        rows=rows,
        decimals=indicator.decimals,
    )


def gap_sentence(gap: Gap) -> str:
    """Return the gap in absolute and relative words; both, or neither where none can be told."""
    absolute, relative = gap.absolute, gap.relative
    if absolute.lower is None or absolute.upper is None or absolute.lower <= 0 <= absolute.upper:
        return _("We cannot tell the most from the least deprived fifth: the likely range includes no gap.")
    apart = in_words(abs(absolute.value), unit=difference_unit(gap.local.indicator.unit))
    said = {"apart": apart, "times": max(relative.value, 1 / relative.value)}
    if gap.local.parts[0].value < gap.local.parts[-1].value:
        lower = _(
            "In the most deprived fifth it is %(apart)s lower than in the least deprived fifth, where it is "
            "%(times).1f times as high."
        )
        return lower % said
    higher = _(
        "In the most deprived fifth it is %(apart)s higher than in the least deprived fifth: %(times).1f "
        "times as high."
    )
    return higher % said


def list_equiplots(evidence: Evidence) -> list[charts.Chart]:
    """Return one chart a dimension: its groups, and everybody where that is known, in the last periods."""
    reading = evidence.reading
    lines = reading.groups or tuple(one for one in reading.series if one.subgroup)
    everybody = reading.series[:1] if reading.groups else ()
    dimensions: dict[str, list[Series]] = {}
    for one in lines:
        dimensions.setdefault(one.dimension, []).append(one)
    return [_equiplot(evidence, name, [*groups, *everybody]) for name, groups in dimensions.items()]


def _equiplot(evidence: Evidence, dimension: str, lines: list[Series]) -> charts.Chart:
    indicator = evidence.reading.measure.indicator
    assert indicator, "Groups are of an indicator."
    periods = {point.ends_on: point.period for one in lines if one.subgroup for point in one.points}
    shown = [period for _day, period in sorted(periods.items(), reverse=True)][:PERIODS_SHOWN]
    rows = [charts.EquiRow(period, tuple(_dots(lines, period))) for period in shown]
    return charts.equiplot(
        _("%(name)s by %(dimension)s") % {"name": indicator.short, "dimension": dimension.lower()},
        _say_apart(any(dot.lower is not None for row in rows for dot in row.dots)),
        indicator.unit,
        rows,
        decimals=indicator.decimals,
    )


def _say_apart(has_limits: bool) -> str:
    apart = _("How far apart the groups stand in each period.")
    if has_limits:
        return f"{apart} " + _("Where likely ranges meet, groups may not differ.")
    return f"{apart} " + _("No likely ranges were published, so nobody can tell how much of it is chance.")


def _dots(lines: list[Series], period: str):
    for one in lines:
        point = next((point for point in one.points if point.period == period), None)
        if point:
            name = capfirst(one.subgroup) if one.subgroup else _("Everybody")
            yield charts.EquiDot(name, point.value, point.lower, point.upper)
