"""What the pages of meetings have in common: who reads, what the address names, what to say when refused."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from fairplace.town.governance.access import may_lead, may_propose, may_read_restricted
from fairplace.town.governance.models import AgendaItem, Meeting, Series
from fairplace.town.governance.operations.holding import say_locked
from fairplace.town.governance.queries.finding import find_group, find_item, find_meeting, find_series
from fairplace.town.governance.queries.meeting import GroupReader
from fairplace.town.partners.models import Group
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.places.requests import TownRequest


def get_reader(request: TownRequest, group: Group) -> GroupReader:
    """Return what whoever asks may know and do in a group."""
    return GroupReader(
        is_inside=may(request, Ability.SEE_DESK),
        reads_restricted=may_read_restricted(request, group),
        leads=may_lead(request, group),
        proposes=may_propose(request, group),
    )


def group_of_series(town: Town, pk: int) -> Group | None:
    series = find_series(town, pk)
    return series.group if series else None


def group_of_meeting(town: Town, pk: int, **_rest: Any) -> Group | None:
    meeting = find_meeting(town, pk)
    return meeting.series.group if meeting else None


def group_of_item(town: Town, pk: int) -> Group | None:
    item = find_item(town, pk)
    return item.series.group if item else None


def group_or_404(request: TownRequest, slug: str) -> Group:
    return _found(find_group(request.town, slug))


def series_or_404(request: TownRequest, pk: int) -> Series:
    return _found(find_series(request.town, pk))


def meeting_or_404(request: TownRequest, pk: int) -> Meeting:
    return _found(find_meeting(request.town, pk))


def item_or_404(request: TownRequest, pk: int) -> AgendaItem:
    return _found(find_item(request.town, pk))


def _found(one: Any) -> Any:
    if one is None:
        raise Http404
    return one


def refuse_locked(request: TownRequest, meeting: Meeting | None) -> HttpResponse | None:
    """Send whoever opens a form of a locked meeting back to it, with the reason. A post goes on."""
    if meeting is None or not meeting.is_locked or request.method == "POST":
        return None
    messages.error(request, say_locked(meeting))
    return redirect("meeting_detail", pk=meeting.pk)
