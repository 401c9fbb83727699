"""Who was at meetings: seat by seat, by organisation, and for the partner map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fairplace.town.governance.models import Attendance, Meeting
from fairplace.town.governance.queries.people import list_seats
from fairplace.town.partners.models import Membership, Organisation
from fairplace.town.places.models import Town


@dataclass(frozen=True)
class SeatLine:
    """A seat on the day of a meeting, and what is written down of it."""

    seat: Membership
    state: str


@dataclass(frozen=True)
class OrganisationLine:
    """How many of an organisation were there, sent apologies, or were absent."""

    organisation: Organisation
    present: int
    apologies: int
    absent: int


@dataclass(frozen=True)
class AttendancePage:
    seats: tuple[SeatLine, ...]
    guests: tuple[Attendance, ...]
    totals: tuple[OrganisationLine, ...]

    @property
    def unmarked(self) -> int:
        return sum(not line.state for line in self.seats)

    @property
    def present(self) -> int:
        return sum(line.present for line in self.totals)

    @property
    def organisations_present(self) -> int:
        return sum(line.present > 0 for line in self.totals)


def get_attendance(meeting: Meeting) -> AttendancePage:
    """Return every seat that was held on the day with its state, guests, and totals by organisation."""
    rows = list(meeting.attendances.select_related("organisation", "membership"))
    seats = list_seats(meeting.series.group, day=timezone.localdate(meeting.starts_at))
    states = {(one.organisation.pk, one.name): one for one in rows}
    lines, seated = [], set()
    for seat in seats:
        row = states.get((seat.organisation.pk, seat.name))
        seated |= {row.pk} if row else set()
        lines.append(SeatLine(seat, row.state if row else ""))
    guests = tuple(one for one in rows if one.pk not in seated)
    return AttendancePage(tuple(lines), guests, count_by_organisation(rows))


def count_by_organisation(rows: Iterable[Attendance]) -> tuple[OrganisationLine, ...]:
    """Return one line for each organisation, by name."""
    found: dict[int, list[Attendance]] = {}
    for row in rows:
        found.setdefault(row.organisation.pk, []).append(row)
    lines = [
        OrganisationLine(
            own[0].organisation,
            *(sum(one.state == state for one in own) for state in Attendance.State.values),
        )
        for own in found.values()
    ]
    return tuple(sorted(lines, key=lambda line: line.organisation.name))


@dataclass(frozen=True)
class Presence:
    """An organisation that was present at a closed meeting."""

    series: int
    series_name: str
    group: int
    group_slug: str
    group_name: str
    meeting: int
    at: datetime
    organisation: str


def list_attendance(town: Town) -> list[Presence]:
    """Return which organisations were present at which closed meetings of a town, the oldest first."""
    rows = Attendance.objects.filter(
        meeting__series__group__town=town,
        meeting__state=Meeting.State.CLOSED,
        state=Attendance.State.PRESENT,
    )
    fields = (
        "meeting__series", "meeting__series__name", "meeting__series__group", "meeting__series__group__slug",
        "meeting__series__group__name", "meeting", "meeting__starts_at", "organisation__code",
    )  # fmt: skip
    found = rows.order_by("meeting__starts_at", "meeting_id", "organisation__code").values_list(*fields)
    return [Presence(*row) for row in found.distinct()]
