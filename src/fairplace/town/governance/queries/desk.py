"""What a person finds on their desk: what is theirs, what is late, what changed, what their groups need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Action, AgendaItem, Decision, Meeting, Risk, ToDo, Update
from fairplace.town.governance.rules.duty import Duty
from fairplace.town.indicators.queries import list_releases
from fairplace.town.measures.queries import Reading
from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.ui.navigation import find_address

CLOSED = (Action.State.DONE, Action.State.STOPPED)
MEETINGS_SHOWN, CHANGES_SHOWN = 5, 12


@dataclass(frozen=True)
class Change:
    """Something that happened, in words, with where it is told in full."""

    at: datetime
    what: str
    title: str
    url: str
    verdict: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class Seats:
    """The groups that somebody sits in today, and those of them that they lead."""

    groups: tuple[Group, ...]
    led: frozenset[int]

    @property
    def keys(self) -> frozenset[int]:
        return frozenset(one.pk for one in self.groups)

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(one.slug for one in self.groups)

    @property
    def led_slugs(self) -> frozenset[str]:
        return frozenset(one.slug for one in self.groups if one.pk in self.led)


@dataclass(frozen=True)
class Mine:
    """What is somebody's own: duties, votes that are open for them, meetings, to-dos, risks, proposals."""

    duties: tuple[Duty, ...]
    votes: tuple[Decision, ...]
    meetings: tuple[Meeting, ...]
    to_dos: tuple[ToDo, ...]
    risks: tuple[Risk, ...]
    proposals: tuple[AgendaItem, ...]
    with_chair: tuple[Action, ...]

    @property
    def is_empty(self) -> bool:
        return not any((self.duties, self.votes, self.meetings, self.to_dos, self.risks, self.with_chair))


def get_seats(*, town: Town, person: Person, day: date) -> Seats:
    """Return the groups that a person sits in on a day."""
    held = Membership.objects.filter(
        Q(since_on=None) | Q(since_on__lte=day),
        Q(until_on=None) | Q(until_on__gte=day),
        group__town=town,
        person=person,
    )
    seats = list(held.select_related("group").order_by("group__position"))
    groups = {one.group.pk: one.group for one in seats}
    led = frozenset(one.group.pk for one in seats if one.is_chair or one.is_deputy)
    return Seats(tuple(groups.values()), led)


def get_mine(*, town: Town, person: Person, seats: Seats, duties: Iterable[Duty]) -> Mine:
    """Return what is a person's own, out of all duties and out of the groups they sit in."""
    meetings = Meeting.objects.filter(
        series__group__in=seats.keys, state=Meeting.State.PLANNED, ends_at__gte=timezone.now()
    )
    to_dos = ToDo.objects.filter(action__owner=person, action__town=town, done_at=None)
    led = Action.objects.filter(group__in=seats.led, with_chair_since__isnull=False)
    return Mine(
        duties=tuple(one for one in duties if one.is_of(person.pk)),
        votes=tuple(_list_votes(person, seats)),
        meetings=tuple(meetings.select_related("series__group").order_by("starts_at")[:MEETINGS_SHOWN]),
        to_dos=tuple(
            to_dos.exclude(action__state__in=CLOSED).select_related("action").order_by("due_on", "pk")
        ),
        risks=tuple(
            Risk.objects.filter(town=town, owner=person, state=Risk.State.OPEN).select_related("group")
        ),
        proposals=tuple(_list_proposals(seats)),
        with_chair=tuple(
            led.exclude(state__in=CLOSED).select_related("group", "owner").order_by("due_on", "number")
        ),
    )


def _list_votes(person: Person, seats: Seats) -> Iterable[Decision]:
    """Return the decisions that are open in somebody's groups, and that they have not spoken on."""
    waiting = Decision.objects.filter(group__in=seats.keys, state=Decision.State.OPEN)
    waiting = waiting.exclude(votes__person=person).select_related("group")
    return waiting.order_by("deadline_on", "number")


def _list_proposals(seats: Seats) -> Iterable[AgendaItem]:
    """Return what waits in the backlogs of the groups that somebody leads: to be taken up, or not."""
    waiting = AgendaItem.objects.filter(series__group__in=seats.led, meeting=None)
    return waiting.select_related("series__group").order_by("series__group__position", "position", "pk")


def list_changes(
    *, town: Town, since: date, readings: Iterable[Reading], groups: frozenset[int] | None, person: Person
) -> list[Change]:
    """Return what happened since a day, the newest first: in these groups, or in all where None is given.

    Restricted decisions are told to those alone who sit in the group, or who read all.
    """
    begin = timezone.make_aware(datetime.combine(since, time.min))
    found = [
        *_tell_updates(town, begin, groups, person),
        *_tell_decisions(town, begin, groups),
        *_tell_meetings(town, begin, groups),
        *_tell_figures(readings, since),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _tell_updates(
    town: Town, begin: datetime, groups: frozenset[int] | None, person: Person
) -> Iterable[Change]:
    updates = Update.objects.filter(action__town=town, at__gte=begin)
    if groups is not None:
        is_theirs = Q(action__owner=person) | Q(action__helpers=person) | Q(action__group__in=groups)
        updates = updates.filter(is_theirs).distinct()
    for one in updates.select_related("action", "by").order_by("-at")[:CHANGES_SHOWN]:
        told = {"code": one.action.code, "state": one.get_state_display()}  # pyright: ignore[reportAttributeAccessIssue]
        yield Change(
            one.at,
            _("%(code)s: %(state)s") % told,
            one.action.title,
            find_address("action_detail", number=one.action.number),
            is_demonstration=one.is_demonstration,
        )


def _tell_decisions(town: Town, begin: datetime, groups: frozenset[int] | None) -> Iterable[Change]:
    taken = Decision.objects.filter(town=town, state=Decision.State.DECIDED, decided_at__gte=begin)
    if groups is not None:
        is_open = Q(is_restricted=False) & (Q(item=None) | Q(item__is_restricted=False))
        taken = taken.filter(is_open | Q(group__in=groups))
    for one in taken.select_related("group").order_by("-decided_at")[:CHANGES_SHOWN]:
        assert one.decided_at, "What was decided has its day."
        yield Change(
            one.decided_at,
            _("%(code)s decided: %(group)s") % {"code": one.code, "group": one.group.name},
            one.title,
            find_address("decision_detail", number=one.number),
            is_demonstration=one.is_demonstration,
        )


def _tell_meetings(town: Town, begin: datetime, groups: frozenset[int] | None) -> Iterable[Change]:
    closed = Meeting.objects.filter(
        series__group__town=town, state=Meeting.State.CLOSED, closed_at__gte=begin
    )
    if groups is not None:
        closed = closed.filter(series__group__in=groups)
    for one in closed.select_related("series__group").order_by("-closed_at")[:CHANGES_SHOWN]:
        assert one.closed_at, "A closed meeting has its day."
        yield Change(
            one.closed_at,
            _("Minutes of %(group)s") % {"group": one.series.group.name},
            str(one.series),
            find_address("meeting_detail", pk=one.pk),
            is_demonstration=one.is_demonstration,
        )


def _tell_figures(readings: Iterable[Reading], since: date) -> Iterable[Change]:
    """Tell of measures whose newest number was published or brought in since a day, with their verdict."""
    readings = [one for one in readings if one.series]
    releases = {one.pk: one for one in list_releases(line for one in readings for line in one.series)}
    today = timezone.localdate()
    for one in readings:
        newest = (releases[line.latest.release_id] for line in one.series)
        known = (day for release in newest for day in (release.published_on, release.retrieved_on) if day)
        days = [day for day in known if since <= day <= today]
        if days:
            yield Change(
                timezone.make_aware(datetime.combine(max(days), time.min)),
                _("New figures"),
                one.measure.name,
                find_address("measure_detail", slug=one.measure.slug),
                verdict=one.verdict,
            )
