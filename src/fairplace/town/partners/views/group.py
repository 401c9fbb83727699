from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render

from fairplace.town.partners.models import Group
from fairplace.town.partners.queries import list_groups
from fairplace.town.people.access import may
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import TownRequest
from fairplace.town.ui.charts.tree import Branch, draw_tree, grow
from fairplace.town.ui.navigation import find_address


def group_list(request: TownRequest) -> HttpResponse:
    """List the groups that answer for something, and draw whom they report to."""
    groups = list_groups(town=request.town)
    branches = _grow(groups)
    context = {
        "groups": groups,
        "branches": branches,
        "tree": draw_tree(branches),
        "can_keep": may(request, Ability.KEEP_GROUPS),
    }
    return render(request, "partners/group_list.html", context)


def _grow(groups: Iterable[Group]) -> tuple[Branch, ...]:
    return grow(
        (
            Branch(
                code=group.slug,
                name=group.name,
                kind="priority" if group.kind == Group.Kind.PRIORITY else "",
                url=find_address("group_detail", slug=group.slug),
                note=str(group.get_kind_display()),  # pyright: ignore[reportAttributeAccessIssue]
            ),
            group.reports_to.slug if group.reports_to else "",
        )
        for group in groups
    )
