"""Figures of areas that are made of neighbourhoods: wards, MSOAs, the town, its own areas."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.indicators.models.observation import ObservationQuerySet
from fairplace.town.indicators.queries import list_series
from fairplace.town.indicators.rules import How, Point, is_additive, sum_up
from fairplace.town.places.models import Town
from fairplace.town.places.rules.carrying import Counted, carry, type_of_homes
from fairplace.town.places.rules.layer import AUTHORITY, Geography


@dataclass(frozen=True)
class AreaFigure:
    """One indicator in one area, how it came to be, and what its publisher says of it.

    Without an estimate `how` says why.
    """

    estimate: eq.Estimate | None
    how: How
    flag: str = ""


@dataclass(frozen=True)
class AreaFigures:
    """One indicator in every area of a layer, in one period.

    `whole` is the town, from the same neighbourhoods; `country` what is published for the country, in the
    same period where there is one.
    """

    indicator: Indicator
    period: str
    ends_on: date
    release: Release
    vintage: str
    figures: Mapping[str, AreaFigure]
    whole: eq.Estimate | None
    country: Point | None


class _Row(NamedTuple):
    indicator_id: int
    code: str
    period: str
    ends_on: date
    value: float | None
    lower: float | None
    upper: float | None
    count: float
    denominator: float
    flag: str
    release_id: int


def list_counted(*, town: Town) -> list[Indicator]:
    """Return the indicators whose counts are known for the town's neighbourhoods and may be added up."""
    keys = set(_counted(town).order_by().values_list("indicator_id", flat=True).distinct())
    found = Indicator.objects.filter(pk__in=keys).order_by("short", "pk")
    return [one for one in found if is_additive(form=one.form, unit=one.unit)]


@dataclass(frozen=True)
class Counts:
    """What was counted of an indicator in the town's neighbourhoods, in one period."""

    indicator: Indicator
    rows: tuple[_Row, ...]
    release: Release
    country: Point | None

    @property
    def period(self) -> str:
        return self.rows[0].period

    @property
    def numbers(self) -> dict[str, tuple[float, float]]:
        return {row.code: (row.count, row.denominator) for row in self.rows}


def list_latest_counts(*, town: Town, indicators: Collection[Indicator]) -> list[Counts]:
    """Return the latest counts of each of these indicators that has any, in four questions for all."""
    found = _list_rows({one.pk for one in indicators}, town)
    latest = [(one, next(iter(found[one.pk].values()))) for one in indicators if one.pk in found]
    return _make_counts(latest, town)


def list_counts_over_time(*, town: Town, indicator: Indicator) -> list[Counts]:
    """Return the counts of one indicator in each period, oldest first, in four questions for all."""
    found = _list_rows({indicator.pk}, town)
    return _make_counts([(indicator, rows) for rows in reversed([*found[indicator.pk].values()])], town)


def list_counted_periods(*, town: Town, indicator: Indicator) -> list[str]:
    """Return the periods in which an indicator is counted in the town's neighbourhoods, oldest first."""
    return list(
        _counted(town)
        .filter(indicator=indicator)
        .order_by("ends_on", "starts_on")
        .values_list("period", flat=True)
        .distinct()
    )


def _make_counts(found: Collection[tuple[Indicator, list[_Row]]], town: Town) -> list[Counts]:
    releases = Release.objects.in_bulk({rows[0].release_id for _indicator, rows in found})
    countries = _list_countries({one.pk for one, _rows in found}, town)
    return [
        Counts(
            one, tuple(rows), releases[rows[0].release_id], _pick(countries.get(one.pk, ()), rows[0].period)
        )
        for one, rows in found
    ]


def put_on_areas(
    counts: Counts, *, geography: Geography, base: str, homes: type_of_homes, how: How = How.ADDED_UP
) -> AreaFigures:
    """Return an indicator in areas that are made of neighbourhoods of the vintage `base`.

    `homes` says which share of each neighbourhood lies in which area, and `how` what sums of them are: added
    up where areas consist of neighbourhoods, best fit where these only lie mostly in them. Counts and
    denominators are summed and divided again: rates are never averaged.
    """
    first = counts.rows[0]
    return AreaFigures(
        counts.indicator,
        first.period,
        first.ends_on,
        counts.release,
        geography.find_vintage(counts.numbers),
        _carry(counts, geography, base, homes, how),
        _sum_whole(counts.indicator, counts.numbers, geography),
        counts.country,
    )


def list_area_figures(
    *, town: Town, geography: Geography, base: str, homes: type_of_homes, how: How = How.ADDED_UP
) -> list[AreaFigures]:
    """Return every indicator that is counted in neighbourhoods, in these areas, as put_on_areas() does."""
    counts = list_latest_counts(town=town, indicators=list_counted(town=town))
    return [put_on_areas(one, geography=geography, base=base, homes=homes, how=how) for one in counts]


def _counted(town: Town) -> ObservationQuerySet:
    """Return what was counted of everybody in the town's neighbourhoods."""
    return Observation.objects.of_everybody().filter(
        place__parent=town.place, count__isnull=False, denominator__gt=0
    )


def _list_rows(indicators: set[int], town: Town) -> dict[int, dict[str, list[_Row]]]:
    """Return the counts of each indicator for the town's neighbourhoods by period, the newest first."""
    rows = (
        _counted(town)
        .filter(indicator__in=indicators)
        .order_by("-ends_on", "-starts_on", "place__code")
        .values_list("indicator_id", "place__code", *_Row._fields[2:])
    )
    found: dict[int, dict[str, list[_Row]]] = defaultdict(lambda: defaultdict(list))
    for row in map(_Row._make, rows):
        found[row.indicator_id][row.period].append(row)
    return found


def _list_countries(indicators: set[int], town: Town) -> dict[int, tuple[Point, ...]]:
    places = list(town.comparators.filter(role="country").values_list("place_id", flat=True)[:1])
    series = list_series(indicators=indicators, places=places)
    return {one.indicator_id: one.points for one in series if not one.subgroup}


def _pick(points: Collection[Point], period: str) -> Point | None:
    return next((point for point in points if point.period == period), next(reversed([*points]), None))


def _carry(
    counts: Counts, geography: Geography, base: str, homes: type_of_homes, how: How
) -> dict[str, AreaFigure]:
    """Return the figure of each area; one that cannot be known says so."""
    published = {row.code: row for row in counts.rows}
    counted = carry(counts.numbers, geography=geography, base=base, homes=homes)
    areas = sorted({area for parts in homes.values() for area in parts})
    # What is said of one neighbourhood is said of every sum, for it may be in it.
    some = next((row.flag for row in counts.rows if row.flag), "")
    found = {}
    for area in areas:
        row = published.get(area)
        figure = _figure(counts.indicator, counted.get(area), row, how)
        found[area] = replace(figure, flag=row.flag if row and figure.how == How.PUBLISHED else some)
    return found


def _figure(indicator: Indicator, counted: Counted | None, row: _Row | None, how: How) -> AreaFigure:
    if counted is None:
        return AreaFigure(None, How.UNKNOWN)
    count, denominator = counted.numbers
    if 0 < count < indicator.threshold:
        return AreaFigure(None, How.HIDDEN)
    if row and row.value is not None and row.lower is not None and row.upper is not None:
        limits = {"count": row.count, "denominator": row.denominator, "method": "as published"}
        return AreaFigure(eq.Estimate(row.value, row.lower, row.upper, **limits), How.PUBLISHED)
    came = How.APPORTIONED if counted.is_apportioned else How.PUBLISHED if row else how
    estimate = _estimate(indicator, count, denominator)
    return AreaFigure(estimate, came if estimate else How.UNKNOWN)


def _estimate(indicator: Indicator, count: float, denominator: float) -> eq.Estimate | None:
    own = {"form": indicator.form, "unit": indicator.unit, "per": indicator.per}
    try:
        return sum_up(count=count, denominator=denominator, **own)
    except eq.NotComputable:
        # More counted than there are: the publisher's denominator is not the one that was counted from.
        return None


def _sum_whole(
    indicator: Indicator, numbers: Mapping[str, tuple[float, float]], geography: Geography
) -> eq.Estimate | None:
    """Return the town as the sum of its neighbourhoods, on the boundaries that the figures stand on."""
    base = geography.find_vintage(numbers)
    layer = next((one for one in geography.list_layers(AUTHORITY) if one.base == base), None)
    if layer is None:
        return None
    homes = {part: {area: 1.0} for part, area in layer.home.items()}
    for counted in carry(numbers, geography=geography, base=base, homes=homes).values():
        return _estimate(indicator, *counted.numbers)
    return None


def list_part_values(*, town: Town, indicator: Indicator) -> list[tuple[str, list[float]]]:
    """Return the numbers of the town's neighbourhoods period by period, oldest first, in one question."""
    rows = (
        Observation.objects.of_everybody()
        .published()
        .filter(indicator=indicator, place__parent=town.place)
        .order_by("ends_on", "starts_on", "place__code")
        .values_list("period", "value")
    )
    found: dict[str, list[float]] = defaultdict(list)
    for period, value in rows:
        found[period].append(value)
    return list(found.items())
