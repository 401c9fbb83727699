"""Reads measures: what was measured, which way it goes, other places beside it, and the gap inside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

import fairplace.equity as eq
from fairplace.town.framework.models import PolicyObjective
from fairplace.town.indicators.models import Release
from fairplace.town.indicators.queries import LocalGap, list_local_gaps, list_releases, list_series
from fairplace.town.indicators.rules import Point, Series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.rules import (
    NO_NUMBER,
    Judgement,
    agree,
    difference_in_short,
    difference_words,
    judge,
)
from fairplace.town.partners.models import Group, Membership
from fairplace.town.places.models import Comparator, Place, Town


@dataclass(frozen=True)
class Reading:
    """One measure of the town with what its numbers say."""

    measure: ImpactMeasure
    series: tuple[Series, ...]
    judgements: tuple[Judgement, ...]
    verdict: str
    groups: tuple[Series, ...] = ()

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
class Sharer:
    """A group that answers for a measure, by choice or through an objective, and who sits in it."""

    group: Group
    partners: tuple[str, ...]


def list_sharers(*, measure: ImpactMeasure) -> list[Sharer]:
    """Return the groups that answer for a measure, each with its partners of today.

    They chose it by name; or they chose none, and answer for all under their objectives.
    """
    through = Q(measures=None, objectives__in=measure.objectives.all())
    groups = Group.objects.filter(Q(measures=measure) | through, town=measure.town).distinct()
    now = Q(until_on=None) | Q(until_on__gte=date.today())
    seats = Membership.objects.filter(now, group__in=groups, organisation__archived_on=None)
    names: dict[int, dict[str, None]] = {}
    for group, name in seats.order_by("organisation__name").values_list("group", "organisation__name"):
        names.setdefault(group, {})[name] = None
    return [Sharer(group, tuple(names.get(group.pk, ()))) for group in groups]


@dataclass(frozen=True)
class Watched:
    """The measures that a group answers for: chosen by name, or all under its objectives."""

    measures: tuple[ImpactMeasure, ...]
    is_chosen: bool


def list_measures_of_group(*, group: Group) -> Watched:
    """Return the measures that a group answers for. Where it chose none: all under its objectives."""
    found = ImpactMeasure.objects.filter(town=group.town)
    found = found.select_related("indicator").prefetch_related("objectives")
    chosen = tuple(found.filter(groups=group))
    if chosen:
        return Watched(chosen, is_chosen=True)
    return Watched(tuple(found.filter(objectives__in=group.objectives.all()).distinct()), is_chosen=False)


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


@dataclass(frozen=True)
class Gap:
    """The gap inside the town, in absolute and in relative terms, always both."""

    local: LocalGap
    absolute: eq.Estimate
    relative: eq.Estimate
    slope: eq.Estimate


def list_readings(*, town: Town, measures: Iterable[ImpactMeasure] | None = None) -> list[Reading]:
    """Return every measure of the town with its reading, in the town's order."""
    if measures is None:
        measures = list_measures(town=town)
    measures = list(measures)
    found = list_series(
        indicators={measure.indicator_id for measure in measures if measure.indicator_id},
        places=[town.place_id],
    )
    return [
        _read(measure, [one for one in found if one.indicator_id == measure.indicator_id])
        for measure in measures
    ]


def list_measures(*, town: Town) -> list[ImpactMeasure]:
    return list(
        ImpactMeasure.objects.filter(town=town).select_related("indicator").prefetch_related("objectives")
    )


def get_measure(*, town: Town, slug: str) -> ImpactMeasure | None:
    """Return a measure of a town with all that its page rests on."""
    found = ImpactMeasure.objects.filter(town=town, slug=slug)
    return found.select_related("indicator", "gap_indicator", "gap_edition", "town__place").first()


def list_measures_of(*, objective: PolicyObjective) -> list[ImpactMeasure]:
    return list(
        ImpactMeasure.objects.filter(objectives=objective)
        .select_related("indicator")
        .prefetch_related("objectives")
    )


def _read(measure: ImpactMeasure, series: list[Series]) -> Reading:
    # Everybody comes first; where only subgroups are published, each is a line of its own.
    everybody = [one for one in series if not one.subgroup]
    lines = tuple(everybody or series)
    if not lines or not measure.indicator:
        return Reading(measure, (), (), NO_NUMBER)
    judgements = tuple(judge(one.points, polarity=measure.indicator.polarity) for one in lines)
    groups = tuple(one for one in series if one.subgroup) if everybody else ()
    return Reading(measure, lines, judgements, agree(judgements), groups)


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


def get_gap(*, measure: ImpactMeasure) -> Gap | None:
    """Return the gap between the most and the least deprived neighbourhoods; None where none is published."""
    return list_gaps(town=measure.town, measures=[measure]).get(measure.pk)


def list_gaps(*, town: Town, measures: Iterable[ImpactMeasure]) -> dict[int, Gap]:
    """Return the gap of each measure that has one, by its key."""
    wanted = {
        measure.pk: (measure.gap_indicator, measure.gap_edition)
        for measure in measures
        if measure.gap_indicator and measure.gap_edition
    }
    local = list_local_gaps(wanted=wanted.values(), place=town.place) if wanted else {}
    found = {}
    for pk, (indicator, edition) in wanted.items():
        if (indicator.pk, edition.pk) in local:
            gap = _gap(local[indicator.pk, edition.pk])
            found |= {pk: gap} if gap else {}
    return found


def _gap(local: LocalGap) -> Gap | None:
    try:
        return Gap(
            local,
            absolute=eq.difference(local.breakdown),
            relative=eq.ratio(local.breakdown),
            slope=eq.slope_index(local.breakdown),
        )
    except eq.NotComputable:
        return None


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


def get_evidence(*, measure: ImpactMeasure) -> Evidence:
    """Return all that is known of a measure: its reading, other places, the gap inside, the sources."""
    town = measure.town
    reading = list_readings(town=town, measures=[measure])[0]
    comparators = list_comparators(town=town)
    beside, others = list_beside(reading=reading, comparators=comparators)
    gap = get_gap(measure=measure)
    sources = list_sources(series=[*reading.series, *reading.groups, *others], gap=gap)
    return Evidence(town, reading, beside, others, comparators, gap, sources)


def list_sources(*, series: Iterable[Series], gap: Gap | None) -> list[Release]:
    """Return the publications behind a page, each once."""
    releases = {release.pk: release for release in list_releases(series)}
    if gap:
        releases[gap.local.release.pk] = gap.local.release
    return list(releases.values())
