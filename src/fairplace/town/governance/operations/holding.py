"""Holds a meeting while something of it changes, refuses a locked one, and writes down what was done."""

from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.governance.models import Meeting
from fairplace.town.people.models import Person
from fairplace.town.people.operations import record


class MeetingRefused(Exception):
    """Something cannot be done with a meeting; the message is a sentence for whoever tried."""


class MeetingLocked(MeetingRefused):
    """The meeting is closed or cancelled, so that nothing of it can be changed."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(say_locked(meeting))


def say_locked(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return _("This meeting was cancelled. Reopen it first.")
    return _("This meeting is closed. Reopen it first.")


def hold_unlocked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, held until the transaction ends. Refuse one that is locked.

    Whoever changes its agenda, attendance, outcomes or papers asks this first. Who holds several holds
    them in the order of their keys, and a series after its meetings.
    """
    now = Meeting.objects.select_for_update(of=("self",)).select_related("series__group__town")
    held = now.get(pk=meeting.pk)
    if held.is_locked:
        raise MeetingLocked(held)
    return held


def subject_of(meeting: Meeting) -> str:
    """Return what a meeting is called in the record of who did what: the same when its day changes."""
    return f"{meeting.series.group.slug}, meeting {meeting.pk}"


def write_down(by: Person | None, verb: str, meeting: Meeting, before: Any = None, after: Any = None) -> None:
    """Record what was done to a meeting."""
    record(
        by=by, verb=verb, kind="meeting", subject=subject_of(meeting), town=meeting.series.group.town.slug,
        before=before, after=after,
    )  # fmt: skip
