"""Reads everything that the page of one measure rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import list_releases
from fairplace.town.indicators.rules import Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.comparison import Beside, list_beside, list_comparators
from fairplace.town.measures.queries.gap import Gap, Gaps, list_gaps_over_time
from fairplace.town.measures.queries.reading import Reading, list_readings
from fairplace.town.places.models import Comparator, Town


@dataclass(frozen=True)
class Evidence:
    """Everything that the page of one measure rests on."""

    town: Town
    reading: Reading
    beside: list[Beside]
    others: list[Series]
    comparators: list[Comparator]
    gap: Gap | None
    sources: list[Release]
    gaps: Gaps


def get_evidence(*, measure: ImpactMeasure) -> Evidence:
    """Return all that is known of a measure: its reading, other places, the gap inside, the sources."""
    town = measure.town
    reading = list_readings(town=town, measures=[measure])[0]
    comparators = list_comparators(town=town)
    beside, others = list_beside(reading=reading, comparators=comparators)
    gaps = list_gaps_over_time(town=town, readings=[reading])[measure.pk]
    sources = list_sources(series=[*reading.series, *reading.groups, *others], gap=gaps.latest)
    return Evidence(town, reading, beside, others, comparators, gaps.latest, sources, gaps)


def list_sources(*, series: Iterable[Series], gap: Gap | None) -> list[Release]:
    """Return the publications behind a page, each once."""
    releases = {release.pk: release for release in list_releases(series)}
    if gap:
        releases[gap.local.release.pk] = gap.local.release
    return list(releases.values())
