from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.governance.access import may_read_restricted
from fairplace.town.governance.queries.finding import find_group
from fairplace.town.governance.queries.stewardship import NEVER_ELSEWHERE, OwnedLine, get_stewardship
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.ui.navigation import find_address


@requires(Ability.SEE_DESK)
@require_safe
def group_owners(request: MemberRequest, slug: str) -> HttpResponse:
    """Show who owns what in a group, who said something lately, and what waits for the chair."""
    group = find_group(request.town, slug)
    if group is None:
        raise Http404("There is no such group.")
    found = get_stewardship(group)
    sees_all = may_read_restricted(request, group)
    rows = [_row(line, sees_all=sees_all) for line in found.lines]
    context = {
        "group": group,
        "found": found,
        "never_elsewhere": NEVER_ELSEWHERE,
        "waiting": [row for row in rows if row["with_chair"]],
        "owned": [row for row in rows if not row["with_chair"]],
    }
    return render(request, "governance/group_owners.html", context)


def _row(line: OwnedLine, *, sees_all: bool) -> dict:
    action = line.action
    return {
        "name": str(action) if sees_all or not _is_restricted(line) else f"{action.code} {_('(restricted)')}",
        "address": find_address("action_detail", number=action.number),
        "owner": str(action.owner or _("Nobody")),
        "updated_on": line.kept.updated_on,
        "due_on": action.due_on,
        "words": _say(line),
        "is_demonstration": action.is_demonstration,
        "with_chair": action.with_chair_since,
        "because": action.with_chair_because,
    }


def _is_restricted(line: OwnedLine) -> bool:
    item, decision = line.action.item, line.action.decision
    return bool((item and item.is_restricted) or (decision and decision.is_restricted))


def _say(line: OwnedLine) -> str:
    if line.is_vacant:
        return _("Nobody owns it")
    if line.is_current:
        return _("Updated in the last cycle")
    return _("Update overdue") if line.is_expected else _("First update not due yet")
