"""Reads the evidence of many measures in as many queries as that of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fairplace.town.indicators.queries import list_series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    Evidence,
    list_beside,
    list_comparators,
    list_gaps_over_time,
    list_readings,
    list_statuses,
)
from fairplace.town.measures.rules import MeasureStatus
from fairplace.town.places.models import Town
from fairplace.town.reviews.queries.figures import describe_figures, list_places


@dataclass(frozen=True)
class Known:
    """What is known of one measure: what its page rests on, every figure as plain values, its status."""

    evidence: Evidence
    figures: list[dict[str, Any]]
    status: MeasureStatus

    @property
    def measure(self) -> ImpactMeasure:
        return self.evidence.reading.measure


def list_known(*, town: Town, measures: Iterable[ImpactMeasure] | None = None) -> list[Known]:
    """Return what is known of a town's measures, all or some, in the town's order."""
    found = _list_measures(town, measures)
    indicators = {one.indicator_id for one in found if one.indicator_id}
    comparators = list_comparators(town=town)
    others = list_series(indicators=indicators, places=[one.place_id for one in comparators])
    figures = describe_figures(indicators=indicators, places=list_places(town, comparators))
    readings = list_readings(town=town, measures=found)
    gaps = list_gaps_over_time(town=town, readings=readings)
    statuses = list_statuses(town=town, readings=readings, gaps=gaps)
    known = []
    for reading in readings:
        pk, own = reading.measure.pk, figures.get(reading.measure.indicator_id or 0, [])
        beside, series = list_beside(reading=reading, comparators=comparators, series=others)
        latest = gaps[pk].latest
        evidence = Evidence(town, reading, beside, series, comparators, latest, sources=[], gaps=gaps[pk])
        known.append(Known(evidence, own, statuses[pk]))
    return known


def _list_measures(town: Town, measures: Iterable[ImpactMeasure] | None) -> list[ImpactMeasure]:
    own = ImpactMeasure.objects.filter(town=town)
    wanted = own if measures is None else own.filter(pk__in=[one.pk for one in measures])
    wanted = wanted.select_related("indicator", "gap_indicator", "gap_edition", "town__place")
    return list(wanted.prefetch_related("objectives", "targets"))
