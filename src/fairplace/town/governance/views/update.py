"""How an action goes, and who owns it: the two things that never change without a word."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.governance.access import leads, may_update
from fairplace.town.governance.forms.owner import OwnerForm
from fairplace.town.governance.forms.update import UpdateForm
from fairplace.town.governance.operations.person import PersonRefused
from fairplace.town.governance.operations.update import UpdateRefused, give_update, reassign
from fairplace.town.governance.queries.action import list_readers
from fairplace.town.governance.views.reading import find_group_of_action, get_action_or_404
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest


def _is_theirs(request: TownRequest, number: int, **rest: object) -> bool:
    return may_update(request, get_action_or_404(request, number))


updates = requires(Ability.SEE_DESK, of=_is_theirs)


@updates
def action_update(request: MemberRequest, number: int) -> HttpResponse:
    """Say how an action goes."""
    action = get_action_or_404(request, number)
    form = UpdateForm(request.POST if request.method == "POST" else None, action=action)
    if form.is_valid() and form.cleaned_data["state_seen"] not in ("", action.state):
        form.tell_of_change(action)
    elif form.is_valid():
        told = form.cleaned_data
        try:
            give_update(
                by=request.user, action=action, note=told["note"], state=told["state"],
                count=told.get("count"), denominator=told.get("denominator"),
            )  # fmt: skip
        except UpdateRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. Your update is kept, and everybody below reads it."))
            return redirect("action_detail", number=number)
    context = {"form": form, "action": action, "readers": list_readers(action)}
    return render(request, "governance/action_update.html", context)


@leads(find_group_of_action)
def action_owner(request: MemberRequest, number: int) -> HttpResponse:
    """Give an action to somebody else, or take it back onto the chair's list, with a reason."""
    action = get_action_or_404(request, number)
    initial = {"owner": str(action.owner_id or "")}
    form = OwnerForm(request.POST if request.method == "POST" else None, town=request.town, initial=initial)
    if form.is_valid():
        try:
            owner = form.find_owner(by=request.user, town=request.town)
        except PersonRefused:
            pass
        else:
            because = form.cleaned_data["because"]
            reassign(by=request.user, action=action, owner=owner, because=because)
            said = (
                _("%(code)s belongs to %(owner)s now.")
                if owner
                else _("%(code)s is on the chair’s list now.")
            )
            messages.success(request, said % {"code": action.code, "owner": owner})
            return redirect("action_detail", number=number)
    return render(request, "governance/action_owner.html", {"form": form, "action": action})
