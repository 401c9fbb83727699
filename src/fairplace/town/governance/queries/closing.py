"""What keeps a meeting from being closed."""

from django.utils import timezone

from fairplace.town.governance.models import Meeting
from fairplace.town.governance.queries.people import list_seats
from fairplace.town.governance.rules.meeting import Lack, Standing, list_lacking


def list_missing(meeting: Meeting) -> list[Lack]:
    """Return what a meeting lacks: attendance of seats, outcomes of items."""
    marked = set(meeting.attendances.values_list("organisation", "name"))
    seats = list_seats(meeting.series.group, day=timezone.localdate(meeting.starts_at))
    unmarked = [seat for seat in seats if (seat.organisation.pk, seat.name) not in marked]
    items = meeting.items.order_by("position", "pk")
    return list_lacking(
        seats_open=len(unmarked),
        attended=len(marked),
        items=[Standing(one.title, one.pk, one.outcome_kind, one.outcome) for one in items],
    )
