"""Reads how other places stood, and whether the town can be told from them."""

from collections.abc import Iterable
from dataclasses import dataclass

import fairplace.equity as eq
from fairplace.town.indicators.queries import list_series
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.queries.reading import Reading
from fairplace.town.measures.rules import difference_in_short, difference_words
from fairplace.town.places.models import Comparator, Place, Town


@dataclass(frozen=True)
class Beside:
    """The town beside another place in the same period."""

    place: Place
    role: str
    why: str
    point: Point
    subgroup: str
    difference: str

    @property
    def words(self) -> str:
        return difference_words(self.difference, self.place.name)

    @property
    def words_in_short(self) -> str:
        return difference_in_short(self.difference)


def list_comparators(*, town: Town) -> list[Comparator]:
    return list(Comparator.objects.filter(town=town).select_related("place"))


def list_beside(
    *, reading: Reading, comparators: list[Comparator], series: Iterable[Series] | None = None
) -> tuple[list[Beside], list[Series]]:
    """Return how other places stood in the town's latest period, and their whole series.

    A difference is only called one where the town's published limits leave out the other's value.
    Whoever has many readings brings the `series` of all places along.
    """
    indicator = reading.measure.indicator
    if not indicator or not reading.series:
        return [], []
    if series is None:
        series = list_series(indicators=[indicator.pk], places=[one.place_id for one in comparators])
    series = [one for one in series if one.indicator_id == indicator.pk]
    found = []
    for comparator in comparators:
        for own in reading.series:
            for other in series:
                same_group = (other.dimension, other.subgroup) == (own.dimension, own.subgroup)
                if other.place_id == comparator.place_id and same_group:
                    found += _beside(comparator, own, other, indicator.polarity)
    return found, series


def _beside(comparator: Comparator, own: Series, other: Series, polarity: str) -> list[Beside]:
    points = {point.period: point for point in other.points}
    point = points.get(own.latest.period)
    if point is None:
        return []
    estimate = eq.Estimate(own.latest.value, own.latest.lower, own.latest.upper)
    difference = eq.compare(estimate, point.value, polarity)
    return [Beside(comparator.place, comparator.role, comparator.why, point, own.subgroup, difference)]
