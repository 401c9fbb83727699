"""What the pages of meetings show, each reader what they may know."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from fairplace.town.chain.rules import Record
from fairplace.town.governance.models import Action, AgendaItem, Decision, Meeting, Series
from fairplace.town.governance.queries.attendance import OrganisationLine, count_by_organisation
from fairplace.town.governance.queries.pointing import resolve
from fairplace.town.governance.rules.since import Level, Since
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town

LATE_SHOWN = 5


@dataclass(frozen=True)
class Reader:
    """What whoever asks may know and do in one group."""

    is_inside: bool = False
    reads_restricted: bool = False
    leads: bool = False
    proposes: bool = False

    @property
    def levels(self) -> list[str]:
        levels = [str(Level.PUBLIC)]
        if self.is_inside:
            levels.append(Level.INSIDE)
        if self.reads_restricted:
            levels.append(Level.RESTRICTED)
        return levels


@dataclass(frozen=True)
class ItemLine:
    """An agenda item as its reader may see it: of a hidden one nothing but its number and the reason."""

    number: int
    item: AgendaItem
    is_hidden: bool
    shows_outcome: bool
    record: Record | None
    is_broken: bool
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Agenda:
    """The items of a meeting or a backlog, and the time they ask for beside the time there is."""

    lines: tuple[ItemLine, ...]
    minutes: int
    untimed: int
    length: int

    @property
    def is_too_long(self) -> bool:
        return bool(self.length) and self.minutes > self.length


def list_items(series: Series, meeting: Meeting | None) -> QuerySet[AgendaItem]:
    """Return the items of a meeting, or of the backlog, in their order."""
    found = AgendaItem.objects.filter(series=series, meeting=meeting)
    return found.order_by("position", "pk").select_related("carried_from__meeting")


def get_agenda(series: Series, meeting: Meeting | None, *, reader: Reader) -> Agenda:
    """Return what is on an agenda or in a backlog."""
    items = list_items(series, meeting).prefetch_related(
        Prefetch("decisions", Decision.objects.order_by("number")),
        Prefetch("actions", Action.objects.select_related("owner").order_by("number")),
    )
    # What is not closed may still change: until then the outcomes are read inside only.
    shows = reader.is_inside or (meeting is not None and meeting.state == Meeting.State.CLOSED)
    lines = _make_lines(list(items), reader=reader, town=series.group.town, shows_outcomes=shows)
    timed = [line.item.time_minutes for line in lines]
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60) if meeting else 0
    return Agenda(tuple(lines), sum(one or 0 for one in timed), sum(one is None for one in timed), length)


def _make_lines(
    items: list[AgendaItem], *, reader: Reader, town: Town, shows_outcomes: bool
) -> list[ItemLine]:
    shown = [one for one in items if reader.reads_restricted or not one.is_restricted]
    records = resolve(town=town, keys={one.key for one in shown if one.kind})
    lines = []
    for number, item in enumerate(items, start=1):
        is_hidden = item not in shown
        record = None if is_hidden or not item.kind else records.get(item.key)
        is_broken = not is_hidden and bool(item.kind) and record is None
        if record and not record.is_public and not reader.is_inside:
            record = None
        lines.append(
            ItemLine(
                number=number,
                item=item,
                is_hidden=is_hidden,
                shows_outcome=shows_outcomes and not is_hidden,
                record=record,
                is_broken=is_broken,
                decisions=() if is_hidden else tuple(_decisions(item, reader)),
                actions=tuple(item.actions.all()) if reader.is_inside and not is_hidden else (),
            )
        )
    return lines


def _decisions(item: AgendaItem, reader: Reader) -> Iterable[Decision]:
    for one in item.decisions.all():
        is_public = one.state == Decision.State.DECIDED
        if (is_public or reader.is_inside) and (reader.reads_restricted or not one.is_restricted):
            yield one


@dataclass(frozen=True)
class SeriesLine:
    """A series with its backlog as the reader may see it."""

    series: Series
    backlog: Agenda


@dataclass(frozen=True)
class GroupMeetings:
    coming: list[Meeting]
    past: QuerySet[Meeting]
    series: list[SeriesLine]


def get_group_meetings(group: Group, *, reader: Reader) -> GroupMeetings:
    """Return the meetings of a group, those next to now first, and what waits to be taken up.

    What waits is for those who sign in.
    """
    meetings = Meeting.objects.filter(series__group=group).select_related("series")
    now = timezone.now()
    series = list(Series.objects.filter(group=group).select_related("group__town").order_by("name"))
    return GroupMeetings(
        coming=list(meetings.filter(ends_at__gte=now).order_by("starts_at", "pk")),
        past=meetings.filter(ends_at__lt=now).order_by("-starts_at", "pk"),
        series=_list_series(series, reader),
    )


def _list_series(series: list[Series], reader: Reader) -> list[SeriesLine]:
    waiting: dict[int, list[AgendaItem]] = {one.pk: [] for one in series}
    if reader.is_inside:
        items = AgendaItem.objects.filter(series__in=series, meeting=None).select_related("series")
        for item in items.order_by("position", "pk"):
            waiting[item.series.pk].append(item)
    return [SeriesLine(one, _outline(waiting[one.pk], reader)) for one in series]


def _outline(items: list[AgendaItem], reader: Reader) -> Agenda:
    """Return a backlog by its titles alone."""
    lines = tuple(
        ItemLine(number, one, one.is_restricted and not reader.reads_restricted, False, None, False, (), ())
        for number, one in enumerate(items, start=1)
    )
    return Agenda(lines, sum(one.time_minutes or 0 for one in items), 0, 0)


def list_later(meeting: Meeting) -> list[Meeting]:
    """Return the meetings of the series to which something of this one can be carried."""
    later = Meeting.objects.filter(
        series=meeting.series, state=Meeting.State.PLANNED, starts_at__gt=meeting.starts_at
    )
    return list(later.exclude(pk=meeting.pk).select_related("series").order_by("starts_at"))


def list_planned(series: Series) -> list[Meeting]:
    """Return the meetings of a series that have an agenda to be changed."""
    planned = Meeting.objects.filter(series=series, state=Meeting.State.PLANNED)
    return list(planned.select_related("series").order_by("starts_at"))


@dataclass(frozen=True)
class MeetingPage:
    """One meeting as its reader may see it."""

    meeting: Meeting
    agenda: Agenda
    attendance: tuple[OrganisationLine, ...]
    is_over: bool
    invited: int

    @property
    def present(self) -> int:
        return sum(line.present for line in self.attendance)

    @property
    def organisations_present(self) -> int:
        return sum(line.present > 0 for line in self.attendance)


def get_meeting_page(meeting: Meeting, *, reader: Reader) -> MeetingPage:
    """Return one meeting: its agenda, and who was there by organisation; inside only until it is closed."""
    shows = reader.is_inside or meeting.state == Meeting.State.CLOSED
    rows = meeting.attendances.select_related("organisation") if shows else ()
    return MeetingPage(
        meeting=meeting,
        agenda=get_agenda(meeting.series, meeting, reader=reader),
        attendance=count_by_organisation(rows),
        is_over=meeting.starts_at <= timezone.now(),
        invited=meeting.invitations.count() if reader.leads else 0,
    )


@dataclass(frozen=True)
class Brief:
    """Two minutes to spare: what to decide at a meeting, and what is late."""

    to_decide: tuple[ItemLine, ...]
    since: Since

    @property
    def late(self) -> tuple:
        return self.since.overdue[:LATE_SHOWN]

    @property
    def late_more(self) -> int:
        return max(len(self.since.overdue) - LATE_SHOWN, 0)


def get_brief(page: MeetingPage, since: Since) -> Brief:
    """Return what a chair reads on the way in."""
    decision = AgendaItem.Purpose.DECISION
    waiting = [
        line
        for line in page.agenda.lines
        if not line.is_hidden and line.item.purpose == decision and not line.item.outcome_kind
    ]
    return Brief(tuple(waiting), since)
