"""Who may change which logic model, and which of them everybody may read."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.partners.models import Group, Membership
from fairplace.town.partners.queries import list_groups
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest


def leads_model(find: Callable[..., LogicModel | None]) -> Callable:
    """Let a view through for those who keep every group, and for those who lead the model's group.

    `find` takes the town and what the address names, and returns the model or None.
    """

    def of(request: TownRequest, *args: Any, **kwargs: Any) -> bool:
        model = find(request.town, *args, **kwargs)
        if model is None:
            raise Http404
        return may_edit(request, model)

    return requires(Ability.LEAD_GROUPS, of=of)


def may_edit(request: TownRequest, model: LogicModel) -> bool:
    """Return whether whoever asks may change this model: the team, and chair or deputy of its group."""
    if may(request, Ability.KEEP_GROUPS):
        return True
    return may(request, Ability.LEAD_GROUPS) and model.group_id in list_led(request)


def may_read(request: TownRequest, model: LogicModel) -> bool:
    """Return whether whoever asks may read the model: the public those approved, examples and templates."""
    if may(request, Ability.SEE_DESK):
        return True
    is_shown = model.is_illustrative or model.is_template
    return not model.archived_on and (is_shown or model.versions.exclude(approved_on=None).exists())


def list_led(request: TownRequest) -> frozenset[int]:
    """Return the groups that the reader leads today; asked once a request."""
    kept = request.__dict__.setdefault("groups_led_by_reader", None)
    if kept is None:
        today = timezone.localdate()
        seats = Membership.objects.filter(
            Q(since_on=None) | Q(since_on__lte=today),
            Q(until_on=None) | Q(until_on__gte=today),
            Q(is_chair=True) | Q(is_deputy=True),
            group__town=request.town,
            person=request.user.pk,
        )
        kept = request.__dict__["groups_led_by_reader"] = frozenset(seats.values_list("group", flat=True))
    return kept


def list_groups_to_lead(request: TownRequest) -> list[Group]:
    """Return the groups for which whoever asks may make a model."""
    if not may(request, Ability.LEAD_GROUPS):
        return []
    led = list_led(request)
    groups = list_groups(town=request.town)
    return [one for one in groups if may(request, Ability.KEEP_GROUPS) or one.pk in led]
