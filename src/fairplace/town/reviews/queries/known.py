"""Reads the evidence of many measures in as many queries as that of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import list_series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    Evidence,
    list_beside,
    list_comparators,
    list_gaps,
    list_readings,
)
from fairplace.town.places.models import Town
from fairplace.town.reviews.queries.figures import describe_figures, list_places


@dataclass(frozen=True)
class Known:
    """What is known of one measure: what its page rests on, and every figure as plain values."""

    evidence: Evidence
    figures: list[dict[str, Any]]

    @property
    def measure(self) -> ImpactMeasure:
        return self.evidence.reading.measure


def list_known(*, town: Town, measures: Iterable[ImpactMeasure] | None = None) -> list[Known]:
    """Return what is known of a town's measures, all or some, in the town's order."""
    found = _list_measures(town, measures)
    indicators = {one.indicator_id for one in found if one.indicator_id}
    comparators = list_comparators(town=town)
    others = list_series(indicators=indicators, places=[one.place_id for one in comparators])
    gaps = list_gaps(town=town, measures=found)
    figures = describe_figures(indicators=indicators, places=list_places(town, comparators))
    known = []
    for reading in list_readings(town=town, measures=found):
        measure = reading.measure
        beside, series = list_beside(reading=reading, comparators=comparators, series=others)
        gap = gaps.get(measure.pk)
        evidence = Evidence(town, reading, beside, series, comparators, gap, sources=[])
        known.append(Known(evidence, figures.get(measure.indicator_id or 0, [])))
    return known


def _list_measures(town: Town, measures: Iterable[ImpactMeasure] | None) -> list[ImpactMeasure]:
    own = ImpactMeasure.objects.filter(town=town)
    wanted = own if measures is None else own.filter(pk__in=[one.pk for one in measures])
    wanted = wanted.select_related("indicator", "gap_indicator", "gap_edition", "town__place")
    return list(wanted.prefetch_related("objectives", "targets"))


def list_releases(codes: Iterable[str]) -> list[Release]:
    """Return the publications of these codes."""
    return list(Release.objects.filter(code__in=set(codes)).order_by("code"))
