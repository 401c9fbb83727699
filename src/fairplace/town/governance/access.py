"""Who may do what in which group: the conditions that `people.access.requires` asks of a record."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from fairplace.town.governance.models import Action
from fairplace.town.partners.models import Group, Membership
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest


def leads(find: Callable[..., Group | None]) -> Callable:
    """Let a view through for those who keep every group, and for those who lead the group in question.

    `find` takes the town and what the address names, and returns the group or None.
    """

    def of(request: TownRequest, *args: Any, **kwargs: Any) -> bool:
        group = find(request.town, *args, **kwargs)
        if group is None:
            raise Http404
        return may_lead(request, group)

    return requires(Ability.LEAD_GROUPS, of=of)


def proposes(find: Callable[..., Group | None]) -> Callable:
    """Let a view through for those who may propose something to a group; `find` is as in `leads`."""

    def of(request: TownRequest, *args: Any, **kwargs: Any) -> bool:
        group = find(request.town, *args, **kwargs)
        if group is None:
            raise Http404
        return may_propose(request, group)

    return requires(Ability.SEE_DESK, of=of)


def may_lead(request: TownRequest, group: Group) -> bool:
    """Return whether whoever asks keeps this group's meetings and work: as the team, chair or deputy."""
    if may(request, Ability.KEEP_GROUPS):
        return True
    return may(request, Ability.LEAD_GROUPS) and group.pk in _groups_of(request, leading=True)


def may_read_restricted(request: TownRequest, group: Group) -> bool:
    """Return whether whoever asks may read restricted items: its members, and those who read all."""
    if may(request, Ability.READ_RESTRICTED):
        return True
    return may(request, Ability.SEE_DESK) and group.pk in _groups_of(request, leading=False)


def may_propose(request: TownRequest, group: Group) -> bool:
    """Return whether whoever asks may propose something for this group's meetings: its members, its lead."""
    if not may(request, Ability.SEE_DESK):
        return False
    return group.pk in _groups_of(request, leading=False) or may_lead(request, group)


def may_update(request: TownRequest, action: Action) -> bool:
    """Return whether whoever asks may say how an action goes: its owner, its helpers, its group's lead."""
    if not request.user.is_authenticated or not may(request, Ability.SEE_DESK):
        return False
    if request.user.pk == action.owner_id or action.helpers.filter(pk=request.user.pk).exists():
        return True
    return may_lead(request, action.group)


def _groups_of(request: TownRequest, *, leading: bool) -> frozenset[int]:
    """Return the groups in which the reader sits today, or those that they lead; asked once a request."""
    kept = request.__dict__.setdefault("groups_of_reader", {})
    if leading not in kept:
        today = timezone.localdate()
        seats = Membership.objects.filter(
            Q(since_on=None) | Q(since_on__lte=today),
            Q(until_on=None) | Q(until_on__gte=today),
            group__town=request.town,
            person=request.user.pk,
        )
        if leading:
            seats = seats.filter(Q(is_chair=True) | Q(is_deputy=True))
        kept[leading] = frozenset(seats.values_list("group", flat=True))
    return kept[leading]
