"""Reads everything that the page of one measure rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import list_releases
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.models import ImpactMeasure, Marking, Standing, Target
from fairplace.town.measures.queries.comparison import (
    Beside,
    Compared,
    Comparison,
    compare_places,
    list_compared,
)
from fairplace.town.measures.queries.curve import Curves, make_curves
from fairplace.town.measures.queries.gap import Gap, Gaps, list_gaps_over_time
from fairplace.town.measures.queries.note import list_markings, list_standings
from fairplace.town.measures.queries.reading import Reading, list_readings
from fairplace.town.measures.queries.status import list_paths, make_status
from fairplace.town.measures.rules.status import MeasureStatus
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Evidence:
    """Everything that the page of one measure rests on."""

    town: Town
    reading: Reading
    status: MeasureStatus
    comparison: Comparison
    comparators: list[Compared]
    gaps: Gaps
    paths: list[Target]
    markings: list[Marking]
    standings: list[Standing]
    sources: list[Release]

    @property
    def beside(self) -> tuple[Beside, ...]:
        return self.comparison.beside

    @property
    def others(self) -> tuple[Series, ...]:
        return self.comparison.series

    @property
    def gap(self) -> Gap | None:
        return self.gaps.latest

    def make_curves(self, starts_in: int = 0) -> Curves:
        """Return the curves to the town's year, or to the year of a path, from what was read already."""
        return make_curves(
            reading=self.reading,
            gaps=self.gaps,
            paths=self.paths,
            until=self.town.promise_by,
            starts_in=starts_in,
        )


def get_evidence(*, measure: ImpactMeasure) -> Evidence:
    """Return all that is known of a measure: its reading, other places, the gap inside, the sources."""
    town = measure.town
    reading = list_readings(town=town, measures=[measure])[0]
    compared = list_compared(measure=measure)
    comparison = compare_places(reading=reading, compared=compared)
    gaps = list_gaps_over_time(town=town, readings=[reading])[measure.pk]
    paths = list_paths([measure.pk]).get(measure.pk, [])
    standings = list_standings(measure=measure)
    series = [*reading.series, *reading.groups, *comparison.series]
    return Evidence(
        town,
        reading,
        make_status(reading, paths, gaps, standings[0] if standings else None),
        comparison,
        compared,
        gaps,
        paths,
        list_markings(measure=measure),
        standings,
        list_sources(series=series, gap=gaps.latest),
    )


def list_sources(*, series: Iterable[Series], gap: Gap | None) -> list[Release]:
    """Return the publications behind a page, each once."""
    releases = {release.pk: release for release in list_releases(series)}
    if gap:
        releases[gap.local.release.pk] = gap.local.release
    return list(releases.values())
