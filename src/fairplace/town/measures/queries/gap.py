"""Reads the gap inside the town: the latest between fifths of neighbourhoods, and gaps over time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries import LocalGap, list_local_gap_series
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.reading import Reading, has_number
from fairplace.town.measures.rules.gap import DEPRIVATION, GapPoint, GapSeries, make_gap_point
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Gap:
    """The gap inside the town, in absolute and in relative terms, always both."""

    local: LocalGap
    absolute: eq.Estimate
    relative: eq.Estimate
    slope: eq.Estimate


@dataclass(frozen=True)
class Gaps:
    """What is known of a measure's gaps: the latest between fifths, and every gap over time."""

    latest: Gap | None = None
    series: tuple[GapSeries, ...] = ()


def get_gap(*, measure: ImpactMeasure) -> Gap | None:
    """Return the gap between the most and the least deprived neighbourhoods; None where none is published."""
    return list_gaps(town=measure.town, measures=[measure]).get(measure.pk)


def list_gaps(*, town: Town, measures: Iterable[ImpactMeasure]) -> dict[int, Gap]:
    """Return the latest gap of each measure that has one, by its key."""
    found = {pk: _gap(local[-1]) for pk, local in _list_local(town, measures).items()}
    return {pk: gap for pk, gap in found.items() if gap}


def list_gaps_over_time(*, town: Town, readings: Iterable[Reading]) -> dict[int, Gaps]:
    """Return every measure's gaps, by its key: of fifths of neighbourhoods first, then of groups."""
    readings = list(readings)
    local = _list_local(town, [one.measure for one in readings])
    found = {}
    for reading in readings:
        own = local.get(reading.measure.pk, ())
        series = [*([_of_fifths(own)] if own else []), *_of_groups(reading)]
        found[reading.measure.pk] = Gaps(_gap(own[-1]) if own else None, tuple(series))
    return found


def _list_local(town: Town, measures: Iterable[ImpactMeasure]) -> dict[int, tuple[LocalGap, ...]]:
    wanted = {
        measure.pk: (measure.gap_indicator, measure.gap_edition)
        for measure in measures
        if measure.gap_indicator and measure.gap_edition and has_number(measure)
    }
    local = list_local_gap_series(wanted=wanted.values(), place=town.place) if wanted else {}
    keys = {pk: (indicator.pk, edition.pk) for pk, (indicator, edition) in wanted.items()}
    return {pk: local[key] for pk, key in keys.items() if key in local}


def _gap(local: LocalGap) -> Gap | None:
    try:
        return Gap(
            local,
            absolute=eq.difference(local.breakdown),
            relative=eq.ratio(local.breakdown),
            slope=eq.slope_index(local.breakdown),
        )
    except eq.NotComputable:
        return None


def _of_fifths(local: tuple[LocalGap, ...]) -> GapSeries:
    indicator = local[0].indicator
    names = _("Most deprived fifth"), _("Least deprived fifth")
    points = [
        make_gap_point(
            period=(one.period, one.starts_on, one.ends_on),
            breakdown=replace(one.breakdown, polarity=indicator.polarity),
            ends=(one.parts[0], one.parts[-1]),
            flag=one.flag,
        )
        for one in local
    ]
    return _series(DEPRIVATION, names, indicator, points)


def _of_groups(reading: Reading) -> list[GapSeries]:
    """Return the gap over time of each dimension that has two ends.

    Two groups are the ends, or one beside everybody. Of three or more without an order no two are: to
    pick the furthest apart in each period would make a gap of chance.
    """
    indicator = reading.measure.indicator
    if indicator is None:
        return []
    lines = reading.groups or tuple(one for one in reading.series if one.subgroup)
    everybody = reading.series[0] if reading.groups else None
    dimensions: dict[str, list[Series]] = {}
    for one in lines:
        dimensions.setdefault(one.dimension, []).append(one)
    found = []
    for dimension, groups in dimensions.items():
        if len(groups) == 1 and everybody:
            found.append(_between(dimension, groups[0], everybody, indicator))
        elif len(groups) == 2:
            found.append(_between(dimension, groups[0], groups[1], indicator))
    return [one for one in found if one]


def _between(dimension: str, one: Series, other: Series, indicator: Indicator) -> GapSeries | None:
    """Return the gap between two groups in the periods that both have; the worse off on average first."""
    others = {point.period: point for point in other.points}
    pairs = [(point, others[point.period]) for point in one.points if point.period in others]
    if not pairs:
        return None
    is_higher = sum(mine.value - theirs.value for mine, theirs in pairs) > 0
    if is_higher == (indicator.polarity == "high"):
        one, other, pairs = other, one, [(theirs, mine) for mine, theirs in pairs]
    # One group beside everybody says little without what it is a group of.
    is_alone = not (one.subgroup and other.subgroup)
    worse, better = (_name(line, is_alone=is_alone) for line in (one, other))
    names = capfirst(worse), capfirst(better)
    points = [_between_points(*pair, names, indicator) for pair in pairs]
    found = _series(dimension, names, indicator, points)
    return replace(found, beside=better, includes_group=is_alone)


def _name(line: Series, *, is_alone: bool) -> str:
    """Return a group as it stands inside a sentence; nobody's capitals are taken away."""
    if not line.subgroup:
        return _("everybody")
    return f"{line.dimension}: {line.subgroup}" if is_alone else line.subgroup


def _between_points(worse: Point, better: Point, names: tuple[str, str], indicator: Indicator) -> GapPoint:
    ends = worse.estimate, better.estimate
    has_limits = all(one.has_interval for one in ends)
    breakdown = eq.Breakdown(
        subgroups=names,
        values=[one.value for one in ends],
        populations=[one.denominator or 1 for one in (worse, better)],
        lowers=[one.lower for one in ends] if has_limits else None,
        uppers=[one.upper for one in ends] if has_limits else None,
        polarity=indicator.polarity,
    )
    flags = {worse.flag, better.flag} - {""}
    flag = "break" if "break" in flags else next(iter(sorted(flags)), "")
    return make_gap_point(
        period=(worse.period, worse.starts_on, worse.ends_on), breakdown=breakdown, ends=ends, flag=flag
    )


def _series(
    dimension: str, names: tuple[str, str], indicator: Indicator, points: list[GapPoint]
) -> GapSeries:
    of = indicator.unit, indicator.decimals, indicator.polarity
    return GapSeries(dimension, *names, *of, tuple(points), beside=names[1].lower())
