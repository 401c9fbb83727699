"""Reads measures, who shares them, and what a group watches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.measures.models import ImpactMeasure, Marking
from fairplace.town.partners.models import Group, Membership
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class Sharer:
    """A group that answers for a measure, by choice or through an objective, and who sits in it."""

    group: Group
    partners: tuple[str, ...]


@dataclass(frozen=True)
class Watched:
    """The measures that a group answers for: chosen by name, or all under its objectives."""

    measures: tuple[ImpactMeasure, ...]
    is_chosen: bool


def list_measures(*, town: Town, retired: bool = False) -> list[ImpactMeasure]:
    """Return the measures that a town watches, in its order; or those that it has retired."""
    found = ImpactMeasure.objects.filter(town=town, retired_on__isnull=not retired)
    return list(found.select_related("indicator").prefetch_related("objectives"))


def get_measure(*, town: Town, slug: str) -> ImpactMeasure | None:
    """Return a measure of a town with all that its page rests on, also a retired one."""
    found = ImpactMeasure.objects.filter(town=town, slug=slug)
    return found.select_related(
        "indicator", "gap_indicator", "gap_edition", "town__place", "owner", "beside"
    ).first()


def list_measures_of(*, objective: PolicyObjective) -> list[ImpactMeasure]:
    """Return the measures that watch an objective."""
    return list(
        ImpactMeasure.objects.filter(objectives=objective, retired_on=None)
        .select_related("indicator")
        .prefetch_related("objectives")
    )


def list_measures_of_group(*, group: Group) -> Watched:
    """Return the measures that a group answers for. Where it chose none: all under its objectives."""
    found = ImpactMeasure.objects.filter(town=group.town, retired_on=None)
    found = found.select_related("indicator").prefetch_related("objectives")
    chosen = tuple(found.filter(groups=group))
    if chosen:
        return Watched(chosen, is_chosen=True)
    return Watched(tuple(found.filter(objectives__in=group.objectives.all()).distinct()), is_chosen=False)


def list_sharers(*, measure: ImpactMeasure) -> list[Sharer]:
    """Return the groups that answer for a measure, each with its partners of today.

    They chose it by name; or they chose none, and answer for all under their objectives.
    """
    groups = _sharing(measure)
    now = Q(until_on=None) | Q(until_on__gte=date.today())
    seats = Membership.objects.filter(now, group__in=groups, organisation__archived_on=None)
    names: dict[int, dict[str, None]] = {}
    for group, name in seats.order_by("organisation__name").values_list("group", "organisation__name"):
        names.setdefault(group, {})[name] = None
    return [Sharer(group, tuple(names.get(group.pk, ()))) for group in groups]


def shares(*, measure: ImpactMeasure, person: int | None) -> bool:
    """Return whether somebody sits today in a group that answers for this measure."""
    if person is None:
        return False
    today = timezone.localdate()
    seats = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=today),
        Q(until_on=None) | Q(until_on__gte=today),
        person=person,
        group__in=_sharing(measure),
    )
    return seats.exists()


def list_breaks(measures: Iterable[ImpactMeasure]) -> dict[int, list[date]]:
    """Return the days on which somebody marked a change of definition, by measure."""
    days: dict[int, list[date]] = {}
    marked = Marking.objects.filter(measure__in=[one.pk for one in measures], kind=Marking.Kind.BREAK)
    for measure, day in marked.values_list("measure_id", "on"):
        days.setdefault(measure, []).append(day)
    return days


def _sharing(measure: ImpactMeasure):
    through = Q(measures=None, objectives__in=measure.objectives.all())
    return Group.objects.filter(Q(measures=measure) | through, town=measure.town).distinct()
