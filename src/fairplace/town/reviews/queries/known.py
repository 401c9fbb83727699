"""Reads the evidence of many measures in as many queries as that of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fairplace.town.indicators.queries import list_series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import (
    Evidence,
    Gaps,
    Reading,
    list_comparators,
    list_gaps_over_time,
    list_readings,
    make_status,
)
from fairplace.town.measures.queries.comparison import Compared, compare_places, list_compared
from fairplace.town.places.models import Town
from fairplace.town.reviews.queries.figures import Beside, describe_figures, list_places


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
    compared = {one.pk: list_compared(measure=one, comparators=comparators) for one in found}
    places = {one.place_id: one for each in compared.values() for one in each}
    others = list_series(indicators=indicators, places=places)
    figures = describe_figures(indicators=indicators, places=list_places(town, places.values()))
    readings = list_readings(town=town, measures=found)
    gaps = list_gaps_over_time(town=town, readings=readings)
    known = []
    for reading in readings:
        measure, beside = reading.measure, compared[reading.measure.pk]
        comparison = compare_places(reading=reading, compared=beside, series=others)
        own = _list_own(figures.get(measure.indicator_id or 0, []), list_places(town, beside))
        known.append(Known(_make_evidence(town, reading, comparison, beside, gaps[measure.pk]), own))
    return known


def _list_measures(town: Town, measures: Iterable[ImpactMeasure] | None) -> list[ImpactMeasure]:
    own = ImpactMeasure.objects.filter(town=town)
    wanted = own if measures is None else own.filter(pk__in=[one.pk for one in measures])
    wanted = wanted.select_related("indicator", "gap_indicator", "gap_edition", "town__place", "beside")
    return list(wanted.prefetch_related("objectives", "targets", "markings", "standings", "beside__places"))


def _list_own(figures: list[dict[str, Any]], places: list[Beside]) -> list[dict[str, Any]]:
    """Return the series of the town and of the places that this measure is shown beside, with their roles."""
    roles = {one.code: one for one in places}
    return [
        one | {"role": roles[one["place"]].role, "why": roles[one["place"]].why}
        for one in figures
        if one["place"] in roles
    ]


def _make_evidence(
    town: Town, reading: Reading, comparison: Any, beside: list[Compared], gaps: Gaps
) -> Evidence:
    measure: Any = reading.measure
    paths, standings = list(measure.targets.all()), list(measure.standings.all())
    status = make_status(reading, paths, gaps, standings[0] if standings else None)
    markings = list(measure.markings.all())
    return Evidence(town, reading, status, comparison, beside, gaps, paths, markings, standings, sources=[])
