"""Turns evidence into charts. The sentence under a chart says no more than the test behind it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.queries import Evidence, Gap, Reading
from fairplace.town.measures.rules import difference_unit
from fairplace.town.ui import charts
from fairplace.town.ui.numbers import in_words

FIFTHS = (
    gettext_lazy("Most deprived fifth"),
    gettext_lazy("Second fifth"),
    gettext_lazy("Middle fifth"),
    gettext_lazy("Fourth fifth"),
    gettext_lazy("Least deprived fifth"),
)


def list_charts(evidence: Evidence) -> dict[str, charts.Chart]:
    """Return every chart that the page of this measure shows, by name."""
    found = {}
    if any(len(one.points) > 1 for one in evidence.reading.series):
        found["trend"] = _trend(evidence)
    if evidence.beside:
        found["comparison"] = _comparison(evidence)
    if evidence.gap:
        found["gap"] = _gap(evidence, evidence.gap)
    return found


def _trend(evidence: Evidence) -> charts.Chart:
    reading, town = evidence.reading, evidence.town
    indicator = reading.measure.indicator
    assert indicator
    shown = {one.place_id: one for one in evidence.comparators if one.role in {"country", "region"}}
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
    )


def _named(place: str, subgroup: str) -> str:
    return f"{place}, {subgroup}" if subgroup else place


def _line(place: str, series: Series, role: str) -> charts.Line:
    return charts.Line(_named(place, series.subgroup), tuple(_point(point) for point in series.points), role)


def _point(point: Point) -> charts.Point:
    return charts.Point(point.year, point.period, point.value, point.lower, point.upper, point.flag)


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
    judgement = reading.judgements[0]
    names = {"measure": reading.measure.name, "first": judgement.first, "last": judgement.last, "town": town}
    return words.get(reading.verdict, unknown) % names


def _comparison(evidence: Evidence) -> charts.Chart:
    reading, name = evidence.reading, evidence.town.name
    indicator, latest = reading.measure.indicator, reading.latest
    assert indicator
    assert latest
    rows = [
        (_named(name, one.subgroup), one.latest.value, one.latest.lower, one.latest.upper, "town")
        for one in reading.series
    ]
    rows += [
        (_named(one.place.name, one.subgroup), one.point.value, one.point.lower, one.point.upper, one.role)
        for one in evidence.beside
    ]
    return charts.comparison_chart(
        title=_("%(measure)s beside other places, %(period)s")
        % {"measure": reading.measure.name, "period": latest.period},
        finding=_("This is not a league table: where likely ranges overlap, places may not differ."),
        unit=indicator.unit,
        rows=rows,
        decimals=indicator.decimals,
    )


def _gap(evidence: Evidence, gap: Gap) -> charts.Chart:
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
    return _(
        "The most and the least deprived fifth are %(apart)s apart; one is %(times).1f times the other."
    ) % {"apart": apart, "times": max(relative.value, 1 / relative.value)}
