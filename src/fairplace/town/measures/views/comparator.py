from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.measures.forms.comparator import ComparatorGroupForm, get_initial
from fairplace.town.measures.operations.comparator import (
    KIND,
    add_comparator_group,
    change_comparator_group,
    remove_comparator_group,
)
from fairplace.town.measures.queries.comparison import list_comparator_groups, list_comparators
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import ComparatorGroup
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import make_clash


@require_safe
def comparator_group_list(request: TownRequest) -> HttpResponse:
    """Show the places that the town is shown beside, and the groups it has put together, with their why."""
    context = {
        "comparators": list_comparators(town=request.town),
        "groups": list_comparator_groups(town=request.town),
        "can_keep": may(request, Ability.KEEP_NUMBERS),
    }
    return render(request, "measures/comparator_group_list.html", context)


@requires(Ability.KEEP_NUMBERS)
def comparator_group_add(request: MemberRequest) -> HttpResponse:
    """Put places together."""
    form = ComparatorGroupForm(request.POST if request.method == "POST" else None, town=request.town)
    if form.is_valid():
        group = add_comparator_group(by=request.user, town=request.town, values=form.values)
        messages.success(request, _("%(name)s is saved.") % {"name": group.name})
        return redirect("comparator_group_list")
    return render(request, "measures/comparator_group_edit.html", {"form": form})


@requires(Ability.KEEP_NUMBERS)
def comparator_group_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a group of places."""
    group = get_object_or_404(ComparatorGroup, town=request.town, slug=slug)
    posted = request.POST if request.method == "POST" else None
    form = ComparatorGroupForm(posted, town=request.town, initial=get_initial(group))
    context: dict[str, Any] = {"form": form, "group": group}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_comparator_group(by=request.user, group=group, version=version, values=form.values)
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, ComparatorGroup), "A group of places was read."
            context["clash"] = make_clash(
                form, now=get_initial(now), one=now, kind=KIND, subject=now.slug, town=request.town.slug
            )
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": form.values["name"]})
            return redirect("comparator_group_list")
    status = 409 if "clash" in context else 200
    return render(request, "measures/comparator_group_edit.html", context, status=status)


@require_POST
@requires(Ability.KEEP_NUMBERS)
def comparator_group_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a group of places away."""
    group = get_object_or_404(ComparatorGroup, town=request.town, slug=slug)
    try:
        remove_comparator_group(by=request.user, group=group, version=int(request.POST.get("version") or 0))
    except (ChangedMeanwhile, ValueError):
        messages.error(request, _("Somebody changed this group meanwhile. Look at it again first."))
        return redirect("comparator_group_edit", slug=slug)
    messages.success(request, _("%(name)s is taken away.") % {"name": group.name})
    return redirect("comparator_group_list")
