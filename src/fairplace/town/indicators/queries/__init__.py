"""Reads numbers: a series is one indicator in one place, for everybody or one subgroup, oldest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

import fairplace.equity as eq
from fairplace.town.indicators.models import Indicator, Observation, Release
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.places.models import DeprivationEdition, NeighbourhoodRank, Place, Town


@dataclass(frozen=True)
class LocalGap:
    """One indicator across a town's neighbourhoods, in fifths from most to least deprived."""

    indicator: Indicator
    edition: DeprivationEdition
    period: str
    breakdown: eq.Breakdown
    parts: tuple[eq.Estimate, ...]
    neighbourhoods: tuple[int, ...]
    release: Release
    flag: str


_COLUMNS = [
    "indicator_id", "place_id", "subgroup__name", "subgroup__dimension__name", "period", "starts_on",
    "ends_on", "value", "lower", "upper", "count", "denominator", "flag", "note", "release_id",
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
    """Return the gap of each pair that has one, by indicator and edition, in three queries for all."""
    wanted = list(wanted)
    latest = _list_latest_counts({indicator.pk for indicator, _ in wanted}, place)
    ranks = NeighbourhoodRank.objects.filter(edition__in={edition.pk for _, edition in wanted})
    scores: dict[int, dict[int, float]] = defaultdict(dict)
    for edition_pk, place_pk, score in ranks.filter(place__parent=place).values_list(
        "edition_id", "place_id", "score"
    ):
        scores[edition_pk][place_pk] = score
    releases = Release.objects.in_bulk({row.release_id for rows in latest.values() for row in rows})
    found = {}
    for indicator, edition in wanted:
        own = scores[edition.pk]
        ranked = [row for row in latest[indicator.pk] if row.place_id in own]
        if len(ranked) >= 5:
            groups = _in_fifths(ranked, np.array([own[row.place_id] for row in ranked]))
            found[indicator.pk, edition.pk] = _local_gap(
                indicator, edition, groups, releases[groups[0][0].release_id]
            )
    return found


class _Count(NamedTuple):
    """What a gap needs of an observation: whole records of them cost more than all the rest of a page."""

    indicator_id: int
    place_id: int
    period: str
    ends_on: date
    count: float
    denominator: float
    flag: str
    release_id: int


def _list_latest_counts(indicators: set[int], place: Place) -> dict[int, list[_Count]]:
    """Return the numbers of each indicator's latest period for the neighbourhoods of a place."""
    parts = Place.objects.filter(parent=place)
    counted = (
        Observation.objects.of_everybody()
        .filter(indicator__in=indicators, place__in=parts, count__isnull=False, denominator__gt=0)
        .order_by("-ends_on")
        .values_list(*_Count._fields)
    )
    latest: dict[int, list[_Count]] = defaultdict(list)
    for row in map(_Count._make, counted):
        if not latest[row.indicator_id] or row.ends_on == latest[row.indicator_id][0].ends_on:
            latest[row.indicator_id].append(row)
    return latest


def _in_fifths(ranked: list[_Count], scores: np.ndarray) -> list[list[_Count]]:
    fifths = eq.quantiles(scores, 5)
    return [[row for row, of in zip(ranked, fifths, strict=True) if of == fifth] for fifth in range(1, 6)]


def _local_gap(
    indicator: Indicator, edition: DeprivationEdition, groups: list[list[_Count]], release: Release
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
    return LocalGap(indicator, edition, example.period, breakdown, parts, sizes, release, example.flag)


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
        "place__kind", "place__name", "subgroup__position", "ends_on", "pk"
    )
