"""A group as its page shows it: who sits in it, what it answers for, and how its work stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from fairplace.town.governance.models import Action, Decision, Meeting, Risk
from fairplace.town.governance.queries.people import list_seats
from fairplace.town.measures.queries import Reading, list_measures_of_group, list_readings
from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.partners.queries import Advised, list_advice_of
from fairplace.town.workstreams.models import Workstream

DECISIONS_SHOWN = 5
CLOSED_STATES = (Action.State.DONE, Action.State.STOPPED)


@dataclass(frozen=True)
class Members:
    """One organisation with its seats of today."""

    organisation: Organisation
    seats: tuple[Membership, ...]


@dataclass(frozen=True)
class Answers:
    """What a group answers for. Where nothing is chosen by name, it is all under its objectives."""

    advised: Advised
    readings: tuple[Reading, ...]
    chose_measures: bool
    workstreams: tuple[Workstream, ...]


@dataclass(frozen=True)
class WorkCounts:
    """How the actions of a group stand on a day."""

    open: int
    overdue: int
    done: int
    with_chair: int
    risks: int


@dataclass(frozen=True)
class GroupPage:
    group: Group
    chairs: tuple[Membership, ...]
    deputies: tuple[Membership, ...]
    members: tuple[Members, ...]
    feeders: tuple[Group, ...]
    answers: Answers
    next_meeting: Meeting | None
    decisions: tuple[Decision, ...]
    counts: WorkCounts


def get_group_page(*, group: Group, restricted: bool = False) -> GroupPage:
    """Return a group with everything its page says; restricted decisions only where they may be read."""
    seats = list(list_seats(group))
    return GroupPage(
        group=group,
        chairs=tuple(one for one in seats if one.is_chair),
        deputies=tuple(one for one in seats if one.is_deputy),
        members=_by_organisation(seats),
        feeders=tuple(group.feeders.all()),  # pyright: ignore[reportAttributeAccessIssue]  # the other end of reports_to
        answers=_get_answers(group),
        next_meeting=get_next_meeting(group),
        decisions=tuple(list_decisions_of(group, restricted=restricted)[:DECISIONS_SHOWN]),
        counts=count_work(group, day=timezone.localdate()),
    )


def _by_organisation(seats: Iterable[Membership]) -> tuple[Members, ...]:
    found: dict[int, list[Membership]] = {}
    for seat in sorted(seats, key=lambda one: (one.organisation.name, not one.is_chair, one.name)):
        found.setdefault(seat.organisation.pk, []).append(seat)
    return tuple(Members(held[0].organisation, tuple(held)) for held in found.values())


def _get_answers(group: Group) -> Answers:
    watched = list_measures_of_group(group=group)
    work = Workstream.objects.filter(group=group, archived_on=None).order_by("code")
    return Answers(
        advised=list_advice_of(group=group),
        readings=tuple(list_readings(town=group.town, measures=watched.measures)),
        chose_measures=watched.is_chosen,
        workstreams=tuple(work),
    )


def get_next_meeting(group: Group) -> Meeting | None:
    """Return the next meeting that is planned, of any of the group's series."""
    planned = Meeting.objects.filter(
        series__group=group, state=Meeting.State.PLANNED, ends_at__gte=timezone.now()
    )
    return planned.select_related("series").order_by("starts_at").first()


def list_decisions_of(group: Group, *, restricted: bool) -> QuerySet[Decision]:
    """Return what a group decided, the newest first."""
    found = Decision.objects.filter(group=group, state=Decision.State.DECIDED)
    if not restricted:
        found = found.filter(is_restricted=False).exclude(item__is_restricted=True)
    return found.order_by("-decided_at", "-number")


def count_work(group: Group, *, day: date) -> WorkCounts:
    """Count a group's actions by how they stand, and its open risks."""
    is_open = ~Q(state__in=CLOSED_STATES)
    counted = Action.objects.filter(group=group).aggregate(
        open=Count("pk", filter=is_open),
        overdue=Count("pk", filter=is_open & Q(due_on__lt=day)),
        done=Count("pk", filter=Q(state=Action.State.DONE)),
        with_chair=Count("pk", filter=is_open & Q(with_chair_since__isnull=False)),
    )
    return WorkCounts(**counted, risks=Risk.objects.filter(group=group, state=Risk.State.OPEN).count())


def list_above(group: Group) -> list[Group]:
    """Return whom a group reports to, and whom those report to, up to the top."""
    parents = dict(Group.objects.filter(town=group.town).values_list("pk", "reports_to"))
    found: list[int] = []
    here = parents.get(group.pk)
    while here is not None and here not in found and here != group.pk:
        found.append(here)
        here = parents.get(here)
    by_pk = Group.objects.in_bulk(found)
    return [by_pk[pk] for pk in found]


def list_below(group: Group) -> set[int]:
    """Return the keys of everything that reports to a group, directly or by others."""
    feeders: dict[int | None, list[int]] = {}
    for pk, above in Group.objects.filter(town=group.town).values_list("pk", "reports_to"):
        feeders.setdefault(above, []).append(pk)
    found: set[int] = set()
    waiting = [group.pk]
    while waiting:
        fresh = [one for one in feeders.get(waiting.pop(), ()) if one not in found]
        found.update(fresh)
        waiting += fresh
    return found
