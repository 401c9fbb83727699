"""Reads how other places stood, and whether the town can be told from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.queries import list_series
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.reading import Reading
from fairplace.town.measures.rules.comparison import (
    BY_OVERLAP,
    Comparing,
    Rank,
    compare_all,
    difference_in_short,
    difference_words,
    rank_all,
)
from fairplace.town.places.models import Comparator, ComparatorGroup, Place, Town

OWN_GROUP = "own"
AGGREGATES = ("country", "region")


@dataclass(frozen=True)
class Compared:
    """A place that the town is shown beside: a comparator of the town, or one of the measure's own group."""

    place: Place
    role: str
    why: str

    @property
    def place_id(self) -> int:
        return self.place.pk


@dataclass(frozen=True)
class Beside:
    """The town beside another place in the same period. The difference is in the words of the method."""

    place: Place
    role: str
    why: str
    point: Point
    subgroup: str
    difference: str
    rank: Rank | None = None

    @property
    def words(self) -> str:
        return difference_words(self.difference, self.place.name)

    @property
    def words_in_short(self) -> str:
        return difference_in_short(self.difference)


@dataclass(frozen=True)
class OwnPlace:
    """The town itself among the places: its word where the method gives each place one, and its rank."""

    subgroup: str
    point: Point
    word: str = ""
    rank: Rank | None = None

    @property
    def short(self) -> str:
        return difference_in_short(self.word) if self.word else ""


@dataclass(frozen=True)
class Comparison:
    """The town beside other places, each place's whole series, and the town among them."""

    beside: tuple[Beside, ...] = ()
    series: tuple[Series, ...] = ()
    own: tuple[OwnPlace, ...] = ()
    comparing: Comparing = field(default_factory=Comparing)


def list_comparators(*, town: Town) -> list[Comparator]:
    return list(Comparator.objects.filter(town=town).select_related("place"))


def list_compared(
    *, measure: ImpactMeasure, comparators: Iterable[Comparator] | None = None
) -> list[Compared]:
    """Return the places that a measure is shown beside: the town's comparators, then its own group's.

    Who has the town's comparators already gives them, and they are not read again.
    """
    if comparators is None:
        comparators = list_comparators(town=measure.town)
    found = [Compared(one.place, one.role, one.why) for one in comparators]
    group = measure.beside
    if group:
        known = {measure.town.place_id, *(one.place_id for one in found)}
        places = group.places.all()  # pyright: ignore[reportAttributeAccessIssue]
        found += [Compared(one, OWN_GROUP, group.why) for one in places if one.pk not in known]
    return found


def list_comparator_groups(*, town: Town) -> list[ComparatorGroup]:
    """Return the groups of places that a town has put together, with their places."""
    return list(ComparatorGroup.objects.filter(town=town).prefetch_related("places"))


def comparing_of(indicator: Indicator) -> Comparing:
    return Comparing(indicator.comparison, indicator.polarity, tuple(indicator.goals))


def compare_places(
    *, reading: Reading, compared: Sequence[Compared | Comparator], series: Iterable[Series] | None = None
) -> Comparison:
    """Return how other places stood in the town's latest period, in one query for all of them.

    Who has the series of all places already gives them, and they are not read again.
    """
    indicator = reading.measure.indicator
    if not indicator or not reading.series:
        return Comparison()
    if series is None:
        series = list_series(indicators=[indicator.pk], places=[one.place_id for one in compared])
    asked = {one.place_id for one in compared}
    series = [one for one in series if one.indicator_id == indicator.pk and one.place_id in asked]
    found = {(one.place_id, one.dimension, one.subgroup): one for one in series}
    comparing = comparing_of(indicator)
    beside: list[Beside] = []
    own: list[OwnPlace] = []
    for line in reading.series:
        rows = [
            (one, point)
            for one in compared
            if (other := found.get((one.place_id, line.dimension, line.subgroup)))
            and (point := _at(other, line.latest.period))
        ]
        of_line, itself = _beside_line(line, rows, comparing)
        beside += of_line
        own.append(itself)
    beside.sort(key=lambda one: [of.place_id for of in compared].index(one.place.pk))
    return Comparison(tuple(beside), tuple(series), tuple(own), comparing)


def _at(series: Series, period: str) -> Point | None:
    return next((point for point in series.points if point.period == period), None)


def _beside_line(
    line: Series, rows: Sequence[tuple[Compared | Comparator, Point]], comparing: Comparing
) -> tuple[list[Beside], OwnPlace]:
    words = compare_all(line.latest, [point for _one, point in rows], comparing)
    ranks = _rank_places(line.latest, rows, comparing)
    found = [
        Beside(one.place, one.role, one.why, point, line.subgroup, word, ranks.get(one.place_id))
        for (one, point), word in zip(rows, words, strict=False)
    ]
    word = "" if comparing.method in BY_OVERLAP else words[-1]
    return found, OwnPlace(line.subgroup, line.latest, word, ranks.get(0))


def _rank_places(
    own: Point, rows: Sequence[tuple[Compared | Comparator, Point]], comparing: Comparing
) -> dict[int, Rank]:
    """Return the ranks of the town (by 0) and of the places like it; countries and regions have none."""
    like = [(one.place_id, point) for one, point in rows if one.role not in AGGREGATES]
    ranks = rank_all([own, *(point for _key, point in like)], comparing.polarity)
    return dict(zip([0, *(key for key, _point in like)], ranks, strict=False))


def list_beside(*, reading: Reading, comparators: list[Comparator]) -> tuple[list[Beside], list[Series]]:
    """Return how other places stood in the town's latest period, and their whole series."""
    found = compare_places(reading=reading, compared=comparators)
    return list(found.beside), list(found.series)
