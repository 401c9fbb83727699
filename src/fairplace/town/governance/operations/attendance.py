from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Attendance, Meeting
from fairplace.town.governance.operations.holding import MeetingRefused, hold_unlocked, write_down
from fairplace.town.partners.models import Membership, Organisation
from fairplace.town.people.models import Person


@dataclass(frozen=True)
class Mark:
    """What somebody says of a seat, and what stood there when they read it; "" where nothing does."""

    seat: Membership
    was: str
    state: str


@dataclass(frozen=True)
class Differs:
    """A seat that somebody else marked otherwise meanwhile."""

    seat: Membership
    theirs: str
    mine: str


class MarkedMeanwhile(Exception):
    """Somebody else marked the same seats otherwise; nothing was saved."""

    def __init__(self, rows: list[Differs]) -> None:
        super().__init__("Somebody else marked these seats meanwhile.")
        self.rows = rows


@transaction.atomic
def take_attendance(*, by: Person | None, meeting: Meeting, marks: Iterable[Mark]) -> int:
    """Keep who was there, and return how many seats changed.

    Only what differs from what was read is written, so two people may take it at once. Where both marked
    one seat and not alike, MarkedMeanwhile says so.
    """
    held = hold_unlocked(meeting)
    rows = held.attendances.select_related("organisation")
    kept = {(one.organisation.pk, one.name): one for one in rows}
    before, after, differing = {}, {}, []
    for mark in marks:
        if mark.state == mark.was:
            continue
        row = kept.get((mark.seat.organisation.pk, mark.seat.name))
        theirs = row.state if row else ""
        if theirs not in (mark.was, mark.state):
            differing.append(Differs(mark.seat, theirs, mark.state))
        elif theirs != mark.state:
            before[str(mark.seat)], after[str(mark.seat)] = theirs, mark.state
            _keep(held, mark, row)
    if differing:
        raise MarkedMeanwhile(differing)
    if after:
        write_down(by, "took the attendance of", held, before, after)
    return len(after)


def _keep(meeting: Meeting, mark: Mark, row: Attendance | None) -> None:
    if not mark.state and row:
        row.delete()
        return
    Attendance.objects.update_or_create(
        meeting=meeting,
        organisation=mark.seat.organisation,
        name=mark.seat.name,
        defaults={"state": mark.state, "membership": mark.seat},
    )


@transaction.atomic
def add_guest(*, by: Person | None, meeting: Meeting, organisation: Organisation, name: str) -> Attendance:
    """Write down somebody who was there without a seat."""
    held = hold_unlocked(meeting)
    try:
        with transaction.atomic():
            guest = Attendance.objects.create(
                meeting=held, organisation=organisation, name=name, state=Attendance.State.PRESENT
            )
    except IntegrityError as error:
        raise MeetingRefused(_("They stand in the list already.")) from error
    write_down(by, "added a guest to", held, after={"guest": str(guest)})
    return guest


@transaction.atomic
def remove_guest(*, by: Person | None, guest: Attendance) -> None:
    """Take away a guest who was written down by mistake."""
    held = hold_unlocked(guest.meeting)
    write_down(by, "removed a guest from", held, before={"guest": str(guest)})
    guest.delete()
