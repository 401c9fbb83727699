"""Reads the groups of a measure that can be summed up: fifths of neighbourhoods, and every split it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.exploration import get_explored
from fairplace.town.measures.queries.lens import get_fifths
from fairplace.town.measures.rules.summing import Groups, Part, make_groups

OWN, ENGLAND = "fifths", "england"


@dataclass(frozen=True)
class Grouping:
    """Groups of one dimension in one period, with what they are figures of and where those come from."""

    code: str
    name: str
    period: str
    parts: tuple[Part, ...]
    groups: Groups
    indicator: Indicator
    releases: tuple[Release, ...]


def list_groupings(*, measure: ImpactMeasure) -> list[Grouping]:
    """Return what of a measure can be summed up, fifths of neighbourhoods first."""
    return [*_list_fifths(measure), *_list_splits(measure)]


def _list_fifths(measure: ImpactMeasure) -> Iterator[Grouping]:
    names = {OWN: _("Fifths of the town’s neighbourhoods"), ENGLAND: _("England’s fifths of neighbourhoods")}
    for code, name in names.items():
        try:
            fifths = get_fifths(measure=measure, is_national=code == ENGLAND)
        except eq.NotComputable:
            continue
        told, indicator = fifths.breakdown, measure.gap_indicator
        assert indicator, "Fifths are of an indicator."
        counts = [None] * len(fifths.parts) if told.counts is None else told.counts.tolist()
        rows = zip(fifths.labels, fifths.parts, counts, told.populations.tolist(), strict=True)
        parts = tuple(Part(label, one.value, one.lower, one.upper, *rest) for label, one, *rest in rows)
        groups = Groups(told, has_sizes=True)
        of = f"{name}, {measure.gap_edition}"
        yield Grouping(code, of, fifths.period, parts, groups, indicator, (fifths.release,))


def _list_splits(measure: ImpactMeasure) -> Iterator[Grouping]:
    """Yield each dimension of the town in the newest period that two groups share."""
    explored, indicator = get_explored(measure=measure), measure.indicator
    if indicator is None:
        return
    own = [
        series
        for (place, dimension, group), series in explored.series.items()
        if place == measure.town.place_id and dimension and group
    ]
    for dimension in sorted({series.dimension for series in own}):
        lines = [series for series in own if series.dimension == dimension]
        ends = [point.ends_on for series in lines for point in series.points]
        for day in sorted(set(ends), reverse=True):
            found = [(one.subgroup, point) for one in lines for point in one.points if point.ends_on == day]
            if len(found) > 1:
                break
        else:
            continue
        parts = [
            Part(capfirst(name), one.value, one.lower, one.upper, one.count, one.denominator)
            for name, one in sorted(found, key=lambda pair: pair[0])
        ]
        held = {point.release_id for _name, point in found}
        releases = tuple(one for one in explored.releases if one.pk in held)
        if grouping := _make(dimension, found[0][1].period, parts, indicator, releases):
            yield grouping


def _make(
    dimension: str, period: str, parts: Sequence[Part], indicator: Indicator, releases: tuple[Release, ...]
) -> Grouping | None:
    """Return the groups of a dimension; nothing where their figures contradict themselves."""
    own = {"form": indicator.form, "unit": indicator.unit, "per": indicator.per}
    try:
        groups = make_groups(parts, **own, polarity=indicator.polarity, is_ordered=False)
    except eq.NotComputable:
        return None
    return Grouping(
        slugify(dimension), capfirst(dimension), period, tuple(parts), groups, indicator, releases
    )
