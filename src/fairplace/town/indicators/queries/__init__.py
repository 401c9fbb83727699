"""Reads numbers: a series is one indicator in one place, for everybody or one subgroup, oldest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from django.db.models import F

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank, Place, Town

FEWEST_NEIGHBOURHOODS = 5


@dataclass(frozen=True)
class LocalGap:
    """One indicator across a town's neighbourhoods, in fifths from most to least deprived."""

    indicator: Indicator
    edition: DeprivationEdition
    period: str
    starts_on: date
    ends_on: date
    breakdown: eq.Breakdown
    parts: tuple[eq.Estimate, ...]
    neighbourhoods: tuple[int, ...]
    release: Release
    flag: str
    # The codes of the neighbourhoods of each fifth.
    members: tuple[tuple[str, ...], ...]


_COLUMNS = [
    "indicator_id", "place_id", "subgroup__name", "subgroup__dimension__name", "period", "starts_on",
    "ends_on", "value", "lower", "upper", "count", "denominator", "flag", "note", "release_id",
    "surer_lower", "surer_upper",
]  # fmt: skip


def list_series(*, indicators: Iterable[int], places: Iterable[int]) -> list[Series]:
    """Return every series of these indicators in these places, in one query."""
    rows = (
        Observation.objects.published()
        .filter(indicator_id__in=list(indicators), place_id__in=list(places))
        .order_by("ends_on", "starts_on", "subgroup__position")
        .values_list(*_COLUMNS)
    )
    points: dict[tuple[int, int, str, str], list[Point]] = defaultdict(list)
    for indicator, place, subgroup, dimension, *values in rows:
        points[indicator, place, subgroup or "", dimension or ""].append(Point(*values))
    return [
        Series(indicator, place, subgroup, tuple(found), dimension)
        for (indicator, place, subgroup, dimension), found in points.items()
    ]


def list_releases(series: Iterable[Series]) -> list[Release]:
    """Return the publications that these series were taken from."""
    ids = {point.release_id for one in series for point in one.points}
    return list(Release.objects.filter(pk__in=ids))


def get_local_gap(*, indicator: Indicator, edition: DeprivationEdition, place: Place) -> LocalGap:
    """Return the indicator across fifths of the place's neighbourhoods by deprivation.

    Raises NotComputable where neighbourhood counts are not published, or there are fewer than five.
    """
    found = list_local_gaps(wanted=[(indicator, edition)], place=place)
    if not found:
        raise eq.NotComputable("There are not enough neighbourhood figures to show a gap inside the town.")
    return found[indicator.pk, edition.pk]


def list_local_gaps(
    *, wanted: Iterable[tuple[Indicator, DeprivationEdition]], place: Place
) -> dict[tuple[int, int], LocalGap]:
    """Return the latest gap of each pair that has one, by indicator and edition, in four queries for all."""
    return {
        key: found[-1]
        for key, found in list_local_gap_series(wanted=wanted, place=place, latest=True).items()
    }


def list_local_gap_series(
    *, wanted: Iterable[tuple[Indicator, DeprivationEdition]], place: Place, latest: bool = False
) -> dict[tuple[int, int], tuple[LocalGap, ...]]:
    """Return the gaps of each pair that has any, oldest first, in four queries for all.

    Fifths are only alike where they hold the same neighbourhoods: a period that was counted for others
    than the latest is left out.
    """
    wanted = list(wanted)
    counts = _list_counts({indicator.pk for indicator, _ in wanted}, place)
    ranks = NeighbourhoodRank.objects.filter(edition__in={edition.pk for _, edition in wanted})
    # By edition and place, the place's code and score.
    ranked: dict[int, dict[int, tuple[str, float]]] = defaultdict(dict)
    for edition_pk, place_pk, code, score in ranks.filter(place__parent=place).values_list(
        "edition_id", "place_id", "place__code", "score"
    ):
        ranked[edition_pk][place_pk] = code, score
    releases = Release.objects.in_bulk(
        {row.release_id for periods in counts.values() for one in periods for row in one.rows}
    )
    found = {}
    for indicator, edition in wanted:
        periods = counts[indicator.pk][:1] if latest else counts[indicator.pk]
        gaps = _gaps_over_time(indicator, edition, periods, ranked[edition.pk], releases)
        if gaps:
            found[indicator.pk, edition.pk] = gaps
    return found


def _gaps_over_time(
    indicator: Indicator,
    edition: DeprivationEdition,
    periods: list["_Period"],
    scores: dict[int, tuple[str, float]],
    releases: dict[int, Release],
) -> tuple[LocalGap, ...]:
    """Return the gaps of one indicator, oldest first; the periods come newest first."""
    ranked = [(one, [row for row in one.rows if row.place_id in scores]) for one in periods]
    if not ranked or len(ranked[0][1]) < FEWEST_NEIGHBOURHOODS:
        return ()
    latest = {row.place_id for row in ranked[0][1]}
    alike = [(one, rows) for one, rows in ranked if {row.place_id for row in rows} == latest]
    made = []
    for one, rows in reversed(alike):
        groups = _in_fifths(rows, np.array([scores[row.place_id][1] for row in rows]))
        days = one.starts_on, one.ends_on
        members = tuple(tuple(scores[row.place_id][0] for row in group) for group in groups)
        release = releases[rows[0].release_id]
        made.append(_local_gap(indicator, edition, groups, release, days, members=members))
    return tuple(made)


class _Count(NamedTuple):
    """What a gap needs of an observation: whole records of them cost more than all the rest of a page."""

    indicator_id: int
    place_id: int
    period: str
    count: float
    denominator: float
    flag: str
    release_id: int


@dataclass(frozen=True)
class _Period:
    """The counts of one indicator in one period; the days are read once for all of its places."""

    period: str
    starts_on: date
    ends_on: date
    rows: list[_Count]


def _list_counts(indicators: set[int], place: Place) -> dict[int, list[_Period]]:
    """Return the numbers of each indicator for the neighbourhoods of a place, newest period first."""
    counted = Observation.objects.of_everybody().filter(
        indicator__in=indicators,
        place__in=Place.objects.filter(parent=place),
        count__isnull=False,
        denominator__gt=0,
    )
    days = counted.order_by("-ends_on").values_list("indicator_id", "period", "starts_on", "ends_on")
    found: dict[tuple[int, str], _Period] = {}
    periods: dict[int, list[_Period]] = defaultdict(list)
    for indicator, period, starts_on, ends_on in days.distinct():
        if (indicator, period) not in found:
            found[indicator, period] = _Period(period, starts_on, ends_on, [])
            periods[indicator].append(found[indicator, period])
    for row in map(_Count._make, counted.order_by("place_id").values_list(*_Count._fields)):
        found[row.indicator_id, row.period].rows.append(row)
    return periods


def _in_fifths(ranked: list[_Count], scores: np.ndarray) -> list[list[_Count]]:
    fifths = eq.quantiles(scores, 5)
    return [[row for row, of in zip(ranked, fifths, strict=True) if of == fifth] for fifth in range(1, 6)]


def _local_gap(
    indicator: Indicator,
    edition: DeprivationEdition,
    groups: list[list[_Count]],
    release: Release,
    days: tuple[date, date],
    *,
    members: tuple[tuple[str, ...], ...],
) -> LocalGap:
    counts = [sum(row.count for row in group) for group in groups]
    denominators = [sum(row.denominator for row in group) for group in groups]
    per = 100 if indicator.unit == "%" else 1
    parts = tuple(eq.proportion(c, n, per=per) for c, n in zip(counts, denominators, strict=True))
    breakdown = eq.Breakdown(
        subgroups=tuple(str(fifth) for fifth in range(1, 6)),
        values=[part.value for part in parts],
        populations=denominators,
        counts=counts,
        denominators=denominators,
    )
    example, sizes = groups[0][0], tuple(len(group) for group in groups)
    return LocalGap(
        indicator, edition, example.period, *days, breakdown, parts, sizes, release, example.flag, members
    )


def list_neighbourhood_facts(*, place: Place) -> list[Observation]:
    """Return the latest number of each indicator that is published for this neighbourhood."""
    latest: dict[int, Observation] = {}
    rows = Observation.objects.of_everybody().published().filter(place=place)
    for row in rows.select_related("indicator", "release").order_by("ends_on"):
        latest[row.indicator_id] = row
    return sorted(latest.values(), key=lambda row: row.indicator.name)


def list_indicators_of(*, town: Town) -> list[Indicator]:
    """Return the indicators with at least one number for the town or its neighbourhoods."""
    numbers = Observation.objects.filter(place=town.place) | Observation.objects.filter(
        place__parent=town.place
    )
    return list(Indicator.objects.filter(pk__in=numbers.values("indicator_id")).order_by("name"))


def list_releases_of(*, town: Town) -> list[Release]:
    """Return the publications that the town's own numbers were taken from."""
    numbers = Observation.objects.filter(place=town.place) | Observation.objects.filter(
        place__parent=town.place
    )
    return list(Release.objects.filter(pk__in=numbers.values("release_id")))


def list_observations(*, indicator: Indicator, town: Town):
    """Return every stored number of the indicator for the town, its neighbourhoods and its comparators."""
    compared = town.comparators.values("place_id")
    rows = Observation.objects.filter(indicator=indicator)
    rows = (
        rows.filter(place=town.place)
        | rows.filter(place__parent=town.place)
        | rows.filter(place_id__in=compared)
    )
    return rows.select_related("place", "subgroup__dimension", "release").order_by(
        "place__kind", "place__name", F("subgroup__position").asc(nulls_first=True), "ends_on", "pk"
    )
