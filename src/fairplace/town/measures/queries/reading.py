"""Reads what was measured, which way it goes, and each group beside everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fairplace.town.indicators.queries import list_series
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.measure import list_breaks, list_measures
from fairplace.town.measures.rules import NO_NUMBER, Judgement, agree, judge
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Reading:
    """One measure of the town with what its numbers say."""

    measure: ImpactMeasure
    series: tuple[Series, ...]
    judgements: tuple[Judgement, ...]
    verdict: str
    groups: tuple[Series, ...] = ()
    breaks: tuple[date, ...] = ()

    @property
    def latest(self) -> Point | None:
        return self.series[0].latest if self.series else None

    @property
    def lines(self) -> list[tuple[Series, Judgement]]:
        return list(zip(self.series, self.judgements, strict=True))

    @property
    def is_old(self) -> bool:
        """Return whether the latest number is only a repeat of an earlier one."""
        return any(one.latest.flag == "carried-forward" for one in self.series)


@dataclass(frozen=True)
class GroupGap:
    """One group beside everybody in the same period, in absolute and in relative terms."""

    dimension: str
    group: str
    point: Point
    everybody: Point

    @property
    def difference(self) -> float:
        return self.point.value - self.everybody.value

    @property
    def ratio(self) -> float | None:
        return self.point.value / self.everybody.value if self.everybody.value else None


def list_readings(*, town: Town, measures: Iterable[ImpactMeasure] | None = None) -> list[Reading]:
    """Return every measure of the town with its reading, in the town's order."""
    if measures is None:
        measures = list_measures(town=town)
    measures = list(measures)
    numeric = [one for one in measures if has_number(one)]
    indicators = {one.indicator_id for one in numeric if one.indicator_id}
    found = list_series(indicators=indicators, places=[town.place_id]) if indicators else []
    breaks = list_breaks(numeric) if numeric else {}
    return [
        _read(
            measure,
            [one for one in found if one.indicator_id == measure.indicator_id],
            tuple(breaks.get(measure.pk, ())),
        )
        for measure in measures
    ]


def has_number(measure: ImpactMeasure) -> bool:
    """Return whether figures count for this measure: never while it is in development, or told in words."""
    return measure.kind == ImpactMeasure.Kind.NUMBER


def list_group_gaps(reading: Reading) -> list[GroupGap]:
    """Return each group beside everybody, in the newest period that both were published for."""
    if not reading.groups:
        return []
    everybody = {point.period: point for point in reading.series[0].points}
    found = []
    for group in reading.groups:
        shared = [point for point in group.points if point.period in everybody]
        if shared:
            found.append(GroupGap(group.dimension, group.subgroup, shared[-1], everybody[shared[-1].period]))
    return found


def _read(measure: ImpactMeasure, series: list[Series], breaks: tuple[date, ...]) -> Reading:
    # Everybody comes first; where only subgroups are published, each is a line of its own.
    everybody = [one for one in series if not one.subgroup]
    lines = tuple(everybody or series)
    if not lines or not measure.indicator or not has_number(measure):
        return Reading(measure, (), (), NO_NUMBER)
    polarity = measure.indicator.polarity
    judgements = tuple(judge(one.points, polarity=polarity, breaks=breaks) for one in lines)
    groups = tuple(one for one in series if one.subgroup) if everybody else ()
    return Reading(measure, lines, judgements, agree(judgements), groups, breaks)
