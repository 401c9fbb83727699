"""Meetings as iCalendar (RFC 5545), and invitations to them (RFC 5546), for people's own calendars."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from fairplace.town.governance.models import Meeting
from fairplace.town.governance.rules.meeting import LONDON
from fairplace.town.places.addresses import write_address

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
KIND = "text/calendar; charset=utf-8"


def get_title(meeting: Meeting) -> str:
    """Return what a meeting is called in a calendar."""
    return f"{meeting.series.group.name}: {meeting.series.name}"


def write_invitation(meeting: Meeting, *, email: str, name: str = "", stamp: datetime | None = None) -> str:
    """Return what goes with an invitation to one person, or takes it back from a cancelled meeting.

    Nobody's address but the reader's own stands in it.
    """
    is_off = meeting.state == Meeting.State.CANCELLED
    event = _make_event(meeting, stamp or timezone.now())
    attendee = vCalAddress(f"mailto:{email}")
    if name:
        attendee.params["CN"] = name
    if not is_off:
        attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}
    event.add("attendee", attendee)
    return _write([event], CANCEL if is_off else REQUEST, [meeting])


def write_calendar(meetings: Iterable[Meeting], *, stamp: datetime, name: str = "") -> str:
    """Return meetings as a calendar for everybody: no addresses of people."""
    meetings = list(meetings)
    return _write([_make_event(one, stamp) for one in meetings], PUBLISH, meetings, name)


def _make_event(meeting: Meeting, stamp: datetime) -> Event:
    event = Event()
    address = write_address(meeting.series.group.town, "meeting_detail", pk=meeting.pk)
    event.add("uid", str(meeting.uid))
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(LONDON))
    event.add("dtend", meeting.ends_at.astimezone(LONDON))
    event.add("summary", get_title(meeting))
    if meeting.where:
        event.add("location", meeting.where)
    event.add("description", _describe(meeting, address))
    event.add("url", address)
    event.add("organizer", _organizer(meeting))
    event.add("status", "CANCELLED" if meeting.state == Meeting.State.CANCELLED else "CONFIRMED")
    return event


def _describe(meeting: Meeting, address: str) -> str:
    lines = []
    if meeting.state == Meeting.State.CANCELLED:
        lines.append(_("Cancelled: %(why)s") % {"why": meeting.cancelled_because})
    lines.append(_("Agenda, papers and what has changed since the last meeting:"))
    return "\n".join([*lines, address])


def _organizer(meeting: Meeting) -> vCalAddress:
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = meeting.series.group.name
    return address


def _write(events: list[Event], method: str, meetings: list[Meeting], name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Fairplace//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    if meetings:
        # A year around the meetings tells every change of the clocks that their readers may meet.
        first = min(one.starts_at for one in meetings).astimezone(LONDON).year
        last = max(one.ends_at for one in meetings).astimezone(LONDON).year
        calendar.add_missing_timezones(first_date=date(first, 1, 1), last_date=date(last + 1, 12, 31))
    return calendar.to_ical().decode()
