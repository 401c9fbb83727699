"""How well a group looks after what it owns: who said something lately, what nobody owns, what is stale."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

import fairplace.equity as eq
from fairplace.town.governance.models import Action
from fairplace.town.governance.queries.owed import OPEN, list_last_words
from fairplace.town.governance.rules.stewardship import Kept, is_current, is_expected, is_stale
from fairplace.town.indicators.queries import list_series
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries import Reading, list_comparators, list_readings
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person

# The mark that the programme set itself to beat, in 100 items.
NEVER_ELSEWHERE = 75


@dataclass(frozen=True)
class OwnedLine:
    """One open action of a group: who owns it, and when they last said something."""

    action: Action
    kept: Kept
    is_current: bool
    is_stale: bool
    is_expected: bool

    @property
    def is_vacant(self) -> bool:
        return self.action.owner_id is None


@dataclass(frozen=True)
class Stewardship:
    """A group's stewardship on a day. Shares are of 100, None where there is nothing to count.

    `current` counts owners of whom a word could be expected by now, and who gave one within the last cycle
    for each of their open actions. `never` counts actions, open and ended, of which nobody ever said a word.
    """

    group: Group
    day: date
    current: eq.Estimate | None
    never: eq.Estimate | None
    vacant: int
    stale: int
    with_chair: tuple[Action, ...]
    open: int
    measures: int
    without_comparator: tuple[ImpactMeasure, ...]
    lines: tuple[OwnedLine, ...]


def get_stewardship(group: Group, *, day: date | None = None) -> Stewardship:
    """Return how well a group looks after its actions and measures, in a fixed number of queries."""
    day = day or timezone.localdate()
    said, noted = list_last_words(group.town), list_last_words(group.town, of_anybody=True)
    actions = list(Action.objects.filter(group=group).select_related("owner", "item", "decision"))
    every = [_line(one, said.get(one.pk), noted.get(one.pk), day) for one in actions]
    lines = tuple(line for line in every if line.action.state in OPEN)
    measures = _list_measures(group)
    return Stewardship(
        group=group,
        day=day,
        current=_share_of_owners(lines),
        never=_share_never(every),
        vacant=sum(line.is_vacant for line in lines),
        stale=sum(line.is_stale for line in lines),
        with_chair=tuple(line.action for line in lines if line.action.with_chair_since),
        open=len(lines),
        measures=len(measures),
        without_comparator=tuple(_list_without_comparator(group, measures)),
        lines=lines,
    )


def _line(action: Action, said: date | None, noted: date | None, day: date) -> OwnedLine:
    owned_on = timezone.localdate(action.owned_since)
    kept = Kept(action.starts_on, owned_on, action.every_months, said, noted)
    return OwnedLine(action, kept, is_current(kept, day), is_stale(kept, day), is_expected(kept, day))


def _share_of_owners(lines: tuple[OwnedLine, ...]) -> eq.Estimate | None:
    owners: dict[Person, bool] = {}
    for line in lines:
        if line.action.owner and line.is_expected:
            owners[line.action.owner] = owners.get(line.action.owner, True) and line.is_current
    return eq.proportion(sum(owners.values()), len(owners), per=100) if owners else None


def _share_never(lines: list[OwnedLine]) -> eq.Estimate | None:
    asked = [line for line in lines if line.is_expected or line.kept.noted_on]
    never = sum(line.kept.noted_on is None for line in asked)
    return eq.proportion(never, len(asked), per=100) if asked else None


def _list_measures(group: Group) -> list[ImpactMeasure]:
    """Return the measures of a group: those of the objectives that it watches."""
    found = ImpactMeasure.objects.filter(town=group.town, objectives__in=group.objectives.all())
    return list(found.select_related("indicator").prefetch_related("objectives").distinct())


def _list_without_comparator(group: Group, measures: list[ImpactMeasure]) -> list[ImpactMeasure]:
    """Return the measures whose newest number has no other place's number beside it, or no number at all."""
    readings = list_readings(town=group.town, measures=measures) if measures else []
    places = [one.place_id for one in list_comparators(town=group.town)] if readings else []
    indicators = {one.indicator_id for one in measures if one.indicator_id}
    there = {
        (one.indicator_id, one.dimension, one.subgroup, point.period)
        for one in (list_series(indicators=indicators, places=places) if places and indicators else ())
        for point in one.points
    }
    return [reading.measure for reading in readings if not _has_comparator(reading, there)]


def _has_comparator(reading: Reading, there: set[tuple]) -> bool:
    return any(
        (one.indicator_id, one.dimension, one.subgroup, one.latest.period) in there for one in reading.series
    )
