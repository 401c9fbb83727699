from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.governance.models import Meeting
from fairplace.town.governance.operations.agenda import carry_items
from fairplace.town.governance.operations.holding import MeetingRefused, hold_unlocked, write_down
from fairplace.town.governance.operations.invitation import tell_invited
from fairplace.town.governance.queries.closing import list_missing
from fairplace.town.governance.queries.since import get_since_for
from fairplace.town.governance.rules.meeting import Lack
from fairplace.town.people.models import Person
from fairplace.town.places.operations.saving import ChangedMeanwhile, lock


class NotReady(MeetingRefused):
    """The meeting cannot be closed yet; `missing` says what it lacks."""

    def __init__(self, missing: list[Lack]) -> None:
        super().__init__(_("This meeting cannot be closed yet."))
        self.missing = missing


@transaction.atomic
def close_meeting(*, by: Person | None, meeting: Meeting) -> Meeting:
    """Close a meeting: lock its agenda, attendance, outcomes and papers, and keep what it opened with."""
    held = hold_unlocked(meeting)
    missing = list_missing(held)
    if held.starts_at > timezone.now():
        raise MeetingRefused(_("This meeting has not begun yet. Cancel it, or change when it is."))
    if missing:
        raise NotReady(missing)
    held.since = get_since_for(held).to_json()
    held.state, held.closed_at, held.closed_by = Meeting.State.CLOSED, timezone.now(), by
    held.version += 1
    held.save()
    write_down(by, "closed", held)
    return held


@transaction.atomic
def reopen_meeting(*, by: Person | None, meeting: Meeting, because: str, version: int) -> Meeting:
    """Open a closed or cancelled meeting again, with the reason. Those invited hear when it is on again."""
    held = lock(meeting, version=version)
    if not held.is_locked:
        raise ChangedMeanwhile(held)
    if not because.strip():
        raise MeetingRefused(_("Say why it is reopened."))
    before, was_cancelled = {"state": held.state}, held.state == Meeting.State.CANCELLED
    held.state, held.closed_at, held.closed_by = Meeting.State.PLANNED, None, None
    held.reopened_at, held.reopened_because = timezone.now(), because.strip()
    held.cancelled_because = ""
    held.version += 1
    held.sequence += was_cancelled
    held.save()
    write_down(by, "reopened", held, before, {"state": held.state, "because": held.reopened_because})
    if was_cancelled:
        tell_invited(held)
    return held


@transaction.atomic
def cancel_meeting(*, by: Person | None, meeting: Meeting, because: str, version: int) -> Meeting:
    """Cancel a meeting with the reason. Its agenda goes to the backlog; those invited are told."""
    held = lock(hold_unlocked(meeting), version=version)
    if not because.strip():
        raise MeetingRefused(_("Say why it is cancelled."))
    open_items = held.items.filter(outcome_kind="", is_standing=False)
    carry_items(by=by, meeting=held, items=list(open_items.values_list("pk", flat=True)), to=None)
    held.state, held.cancelled_because = Meeting.State.CANCELLED, because.strip()
    held.version += 1
    held.sequence += 1
    held.save()
    write_down(by, "cancelled", held, {"state": Meeting.State.PLANNED}, {"because": held.cancelled_because})
    tell_invited(held)
    return held
