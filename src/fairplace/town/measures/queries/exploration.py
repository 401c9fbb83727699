"""Reads everything that can be explored of one measure: every place that is held, whole series."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.text import capfirst

from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import list_releases, list_series
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.comparison import (
    AGGREGATES,
    Compared,
    list_comparator_groups,
    list_comparators,
    list_compared,
)
from fairplace.town.measures.queries.measure import list_measures
from fairplace.town.places.models import Town

TOWN = "town"


@dataclass(frozen=True)
class Explored:
    """A measure with the series of every place that it can be shown beside; the town comes first."""

    measure: ImpactMeasure
    places: tuple[Compared, ...]
    series: Mapping[tuple[int, str, str], Series]
    releases: tuple[Release, ...]

    @property
    def groups(self) -> dict[tuple[str, str], str]:
        """Return (dimension, subgroup) of each group with figures, everybody first, and its name."""
        found = sorted({(dimension, group) for _place, dimension, group in self.series})
        return {key: capfirst(": ".join(part for part in key if part)) for key in found}

    @property
    def country(self) -> Compared | None:
        return next((one for one in self.places if one.role == "country"), None)

    def find(self, place: Compared, group: tuple[str, str]) -> Series | None:
        return self.series.get((place.place_id, *group))


@dataclass(frozen=True)
class Standing:
    """One place in one period."""

    place: Compared
    point: Point


def get_explored(*, measure: ImpactMeasure) -> Explored:
    """Return what is held of a measure, for the town, its comparators and every group of places it saved."""
    places = [Compared(measure.town.place, TOWN, ""), *list_compared(measure=measure)]
    known = {one.place_id for one in places}
    for group in list_comparator_groups(town=measure.town):
        for place in group.places.all():  # pyright: ignore[reportAttributeAccessIssue]
            if place.pk not in known:
                known.add(place.pk)
                places.append(Compared(place, "similar", group.why))
    if measure.indicator_id is None or measure.kind != ImpactMeasure.Kind.NUMBER:
        return Explored(measure, tuple(places), {}, ())
    found = list_series(indicators=[measure.indicator_id], places=known)
    by_key = {(one.place_id, one.dimension, one.subgroup): one for one in found}
    held = {one.place_id for one in found}
    shown = tuple(one for one in places if one.place_id in held)
    return Explored(measure, shown, by_key, tuple(list_releases(found)))


def list_periods(explored: Explored, group: tuple[str, str]) -> list[tuple[str, float]]:
    """Return the periods of a group in any place, oldest first, each with its middle year."""
    found = {
        point.period: point
        for (_place, *key), series in explored.series.items()
        if tuple(key) == group
        for point in series.points
    }
    ordered = sorted(found.values(), key=lambda one: (one.ends_on, one.starts_on))
    return [(one.period, one.year) for one in ordered]


def list_standings(explored: Explored, group: tuple[str, str], period: str) -> list[Standing]:
    """Return each place's number in a period, in the order of the places."""
    found = []
    for place in explored.places:
        series = explored.find(place, group)
        point = next((one for one in series.points if one.period == period), None) if series else None
        if point:
            found.append(Standing(place, point))
    return found


def find_common(explored: Explored, group: tuple[str, str]) -> str:
    """Return the newest period of the town that at least one other place has too; else its newest."""
    if not explored.places or explored.places[0].role != TOWN:
        return ""
    own = explored.find(explored.places[0], group)
    if own is None:
        return ""
    for point in reversed(own.points):
        if len(list_standings(explored, group, point.period)) > 1:
            return point.period
    return own.latest.period


def first_group(explored: Explored) -> tuple[str, str]:
    """Return everybody, or the first group where only groups are published."""
    return next(iter(explored.groups), ("", ""))


def like_the_town(place: Compared) -> bool:
    """Return whether a place is one like the town, and no country or region that holds it."""
    return place.role not in AGGREGATES


def list_measures_with_gaps(*, town: Town) -> list[ImpactMeasure]:
    """Return the town's measures with what their gaps are read from, in a few questions for all."""
    found = list_measures(town=town)
    prefetch_related_objects(found, "gap_indicator", "gap_edition")
    return found


def list_explored(*, town: Town, measures: Iterable[ImpactMeasure]) -> list[Explored]:
    """Return the same for many measures, those with numbers alone, in a few questions for all."""
    numeric = [one for one in measures if one.indicator_id and one.kind == ImpactMeasure.Kind.NUMBER]
    places = [Compared(town.place, TOWN, "")]
    places += [Compared(one.place, one.role, one.why) for one in list_comparators(town=town)]
    indicators = {one.indicator_id for one in numeric if one.indicator_id}
    found = list_series(indicators=indicators, places=[one.place_id for one in places]) if indicators else []
    releases = {one.pk: one for one in list_releases(found)} if found else {}
    return [
        _pick(one, places, [series for series in found if series.indicator_id == one.indicator_id], releases)
        for one in numeric
        if any(series.indicator_id == one.indicator_id for series in found)
    ]


def _pick(
    measure: ImpactMeasure, places: list[Compared], series: list[Series], releases: Mapping[int, Release]
) -> Explored:
    held = {one.place_id for one in series}
    used = sorted({point.release_id for one in series for point in one.points})
    return Explored(
        measure,
        tuple(one for one in places if one.place_id in held),
        {(one.place_id, one.dimension, one.subgroup): one for one in series},
        tuple(releases[pk] for pk in used),
    )


def list_spread(explored: Explored, group: tuple[str, str]) -> list[tuple[str, list[float], Point | None]]:
    """Return, period by period, the values of the places like the town (it among them) and its own point."""
    found = []
    for period, _year in list_periods(explored, group):
        standings = [one for one in list_standings(explored, group, period) if like_the_town(one.place)]
        own = next((one.point for one in standings if one.place.role == TOWN), None)
        found.append((period, [one.point.value for one in standings], own))
    return found
