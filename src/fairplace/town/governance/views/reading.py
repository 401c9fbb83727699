"""Finds what the addresses of actions, risks and plans name, and says where a group is shown."""

from django.http import Http404
from django.urls import reverse

from fairplace.town.governance.access import may_read_restricted, may_update
from fairplace.town.governance.models import Action
from fairplace.town.governance.queries.action import is_restricted
from fairplace.town.governance.queries.finding import find_action, find_group, find_risk
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town
from fairplace.town.places.requests import TownRequest
from fairplace.town.ui.navigation import find_address


def get_action_or_404(request: TownRequest, number: int) -> Action:
    """Return an action; what came from a restricted item is not there for those not entitled to it."""
    action = find_action(request.town, number)
    if action is None:
        raise Http404("There is no such action.")
    is_open = may_read_restricted(request, action.group) or not is_restricted(action)
    if not is_open and not may_update(request, action):
        raise Http404("There is no such action.")
    return action


def get_group_or_404(request: TownRequest, slug: str) -> Group:
    group = find_group(request.town, slug)
    if group is None:
        raise Http404("There is no such group.")
    return group


def find_group_of_action(town: Town, number: int, **rest: object) -> Group | None:
    """Return the group of an action, for `access.leads`."""
    action = find_action(town, number)
    return action.group if action else None


def find_group_of_risk(town: Town, number: int) -> Group | None:
    """Return the group of a risk, for `access.leads`."""
    risk = find_risk(town, number)
    return risk.group if risk else None


def address_group(group: Group) -> str:
    """Return the address of a group's page, or its place in the list of groups."""
    return find_address("group_detail", slug=group.slug) or f"{reverse('group_list')}#{group.slug}"
