"""Turns evidence into charts. The sentence under a chart says no more than the test behind it."""

from django.utils.translation import gettext as _

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.rules import Series, middle_year
from fairplace.town.measures.charts.curve import chart_point, list_curve_charts
from fairplace.town.measures.charts.gap import chart_gap, list_equiplots
from fairplace.town.measures.models import Target
from fairplace.town.measures.queries import Evidence, Reading
from fairplace.town.measures.queries.comparison import AGGREGATES
from fairplace.town.measures.queries.curve import Curves
from fairplace.town.measures.rules.comparison import named, say_no_league
from fairplace.town.ui import charts

ROLES = (*AGGREGATES, "similar")


def list_charts(evidence: Evidence, curves: Curves | None = None) -> dict[str, charts.Chart]:
    """Return every chart that the page of this measure shows, by name."""
    found = {}
    if any(len(one.points) > 1 for one in evidence.reading.series):
        found["trend"] = _trend(evidence)
    if evidence.beside:
        found["comparison"] = _comparison(evidence)
    if evidence.gap:
        found["gap"] = chart_gap(evidence, evidence.gap)
    for number, chart in enumerate(list_equiplots(evidence), start=1):
        found["groups" if number == 1 else f"groups_{number}"] = chart
    return found | dict(list_curve_charts(evidence, curves or evidence.make_curves()))


def _trend(evidence: Evidence) -> charts.Chart:
    reading, town = evidence.reading, evidence.town
    indicator = reading.measure.indicator
    assert indicator
    shown = {one.place_id: one for one in evidence.comparators if one.role in AGGREGATES}
    subgroups = {one.subgroup for one in reading.series}
    lines = [_line(town.name, one, "town") for one in reading.series]
    lines += [
        _line(shown[one.place_id].place.name, one, shown[one.place_id].role)
        for one in evidence.others
        if one.place_id in shown and one.subgroup in subgroups
    ]
    return charts.trend_chart(
        title=_("%(measure)s over time") % {"measure": reading.measure.name},
        finding=trend_sentence(reading, town.name),
        unit=indicator.unit,
        lines=lines,
        decimals=indicator.decimals,
        marks=_marks(evidence),
    )


def _marks(evidence: Evidence) -> list[charts.Mark]:
    """Return what somebody marked on the curve, and the target of everybody."""
    found = [charts.Mark(one.kind, middle_year(one.on, one.on), one.text) for one in evidence.markings]
    for one in evidence.paths:
        if one.of == Target.Of.LEVEL:
            words = one.source if not one.subgroup else f"{one.subgroup}. {one.source}"
            found.append(charts.Mark("target", one.path.due, words, one.value))
    return found


def _line(place: str, series: Series, role: str) -> charts.Line:
    return charts.Line(
        named(place, series.subgroup), tuple(chart_point(point) for point in series.points), role
    )


def trend_sentence(reading: Reading, town: str) -> str:
    """Return what may be said of the direction, and nothing more."""
    words = {
        "better": _(
            "%(measure)s: %(town)s is getting better. The change from %(first)s to %(last)s passes our test."
        ),
        "worse": _(
            "%(measure)s: %(town)s is getting worse. The change from %(first)s to %(last)s passes our test."
        ),
    }
    unknown = _("From these numbers we cannot tell whether %(town)s is getting better or worse.")
    indicator, judgement = reading.measure.indicator, reading.judgements[0]
    if indicator and indicator.polarity == Indicator.Polarity.NONE:
        unknown = _("Neither way is better, so the direction is shown and not judged.")
    names = {"measure": reading.measure.name, "first": judgement.first, "last": judgement.last, "town": town}
    return words.get(reading.verdict, unknown) % names


def _comparison(evidence: Evidence) -> charts.Chart:
    """Return the places in order with the ranges of their ranks; without ranks where ranges are missing."""
    reading, name = evidence.reading, evidence.town.name
    indicator, latest = reading.measure.indicator, reading.latest
    assert indicator
    assert latest
    title = _("%(measure)s beside other places, %(period)s") % {
        "measure": reading.measure.name,
        "period": latest.period,
    }
    rows = [(named(name, one.subgroup), one.point, "town", one.rank) for one in evidence.comparison.own] + [
        (
            named(one.place.name, one.subgroup),
            one.point,
            one.role if one.role in ROLES else "similar",
            one.rank,
        )
        for one in evidence.beside
    ]
    finding = say_no_league(point for _name, point, *_rest in rows)
    if not any(rank for *_row, rank in rows):
        plain = [(name, point.value, point.lower, point.upper, role) for name, point, role, _rank in rows]
        return charts.comparison_chart(
            title=title, finding=finding, unit=indicator.unit, rows=plain, decimals=indicator.decimals
        )
    ranked = [
        charts.RankRow(
            name, point.value, point.lower, point.upper, role, rank_text=rank.short if rank else ""
        )
        for name, point, role, rank in rows
    ]
    return charts.rank_chart(
        title,
        finding,
        indicator.unit,
        ranked,
        decimals=indicator.decimals,
        is_lowest_first=indicator.polarity != "high",
    )
