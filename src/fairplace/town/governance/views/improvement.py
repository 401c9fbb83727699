"""Improving in small steps: an aim, what moves it, what might move that, and one test after another."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.governance.access import leads, may_lead
from fairplace.town.governance.forms.improvement import (
    AimForm,
    CycleForm,
    DriverForm,
    IdeaForm,
    PartForm,
    get_initial,
)
from fairplace.town.governance.models import Aim, ChangeIdea, Driver, TestCycle
from fairplace.town.governance.operations.improvement import (
    KINDS,
    PartKept,
    add_part,
    change_part,
    end_aim,
    name_part,
    remove_part,
    type_of_part,
)
from fairplace.town.governance.queries.finding import find_group
from fairplace.town.governance.queries.improvement import find_part, list_aims, list_measures, name_measures
from fairplace.town.governance.views.reading import address_group, get_group_or_404
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import make_clash


@dataclass(frozen=True)
class Part:
    """A kind of part: its table, its form, what it belongs to, and its words."""

    model: type[type_of_part]
    form: type[PartForm]
    above: str
    belongs: str
    add: str | Promise
    change: str | Promise


PARTS = {
    "aim": Part(Aim, AimForm, "", "group", gettext_lazy("Add an aim"), gettext_lazy("Change the aim")),
    "driver": Part(
        Driver, DriverForm, "aim", "aim", gettext_lazy("Add a driver"), gettext_lazy("Change the driver")
    ),
    "idea": Part(
        ChangeIdea, IdeaForm, "driver", "driver", gettext_lazy("Add a change idea"),
        gettext_lazy("Change the idea"),
    ),
    "test": Part(
        TestCycle, CycleForm, "idea", "idea", gettext_lazy("Add a test"), gettext_lazy("Change the test")
    ),
}  # fmt: skip


def _find_group(town: Town, slug: str, **rest: object) -> Group | None:
    return find_group(town, slug)


@require_safe
def improvement(request: TownRequest, slug: str) -> HttpResponse:
    """Show the aims of a group as driver diagrams. There are no names in them, so everybody may read them."""
    group = get_group_or_404(request, slug)
    aims = list_aims(group)
    measures = name_measures(request.town, aims)
    context = {
        "group": group,
        "group_url": address_group(group),
        "aims": [(aim, measures.get(aim.key)) for aim in aims],
        "can_lead": may_lead(request, group),
        "is_demonstration": any(aim.is_demonstration for aim in aims),
    }
    return render(request, "governance/improvement.html", context)


@leads(_find_group)
def improvement_add(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """Add an aim to a group, a driver to an aim, an idea to a driver, a test to an idea (`?to=`)."""
    group, part = get_group_or_404(request, slug), _find_kind(kind)
    above: Any = _find(group, part.above, request.GET.get("to", "")) if part.above else group
    form = part.form(
        request.POST if request.method == "POST" else None,
        measures=list_measures(request.town) if kind == "aim" else (),
        initial={"starts_on": timezone.localdate()} if kind == "test" else None,
    )
    if form.is_valid():
        values = {**form.values, part.belongs: above}
        add_part(by=request.user, group=group, model=part.model, values=values)
        messages.success(request, _("Added."))
        return redirect("improvement", slug=slug)
    context = {"group": group, "form": form, "words": part.add, "above": above if part.above else None}
    return render(request, "governance/improvement_edit.html", context)


@leads(_find_group)
def improvement_edit(request: MemberRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Change a part of a driver diagram."""
    group, part = get_group_or_404(request, slug), _find_kind(kind)
    one = _find(group, kind, str(pk))
    form = part.form(
        request.POST if request.method == "POST" else None,
        measures=list_measures(request.town) if kind == "aim" else (),
        initial=get_initial(one),
    )
    context: dict[str, Any] = {"group": group, "form": form, "words": part.change, "one": one, "kind": kind}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_part(by=request.user, group=group, part=one, version=version, values=form.values)
        except ChangedMeanwhile as changed:
            now: Any = changed.now
            context["clash"] = make_clash(
                form, now=get_initial(now), one=now, kind=KINDS[part.model], subject=name_part(group, now),
                town=request.town.slug,
            )  # fmt: skip
        else:
            messages.success(request, _("Saved."))
            return redirect("improvement", slug=slug)
    status = 409 if "clash" in context else 200
    return render(request, "governance/improvement_edit.html", context, status=status)


@require_POST
@leads(_find_group)
def improvement_remove(request: MemberRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Take away a part that nothing hangs on."""
    group = get_group_or_404(request, slug)
    one = _find(group, kind, str(pk))
    try:
        remove_part(by=request.user, group=group, part=one)
    except PartKept as kept:
        messages.error(request, str(kept))
        return redirect("improvement_edit", slug=slug, kind=kind, pk=pk)
    messages.success(request, _("“%(text)s” is removed.") % {"text": one})
    return redirect("improvement", slug=slug)


@require_POST
@leads(_find_group)
def aim_end(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """End an aim today, or take it up again."""
    group = get_group_or_404(request, slug)
    aim = _find(group, "aim", str(pk))
    assert isinstance(aim, Aim), "An aim was asked for."
    on = timezone.localdate() if request.POST.get("end") == "yes" else None
    # Pressed twice, or by two people: the second finds it done.
    if (aim.ended_on is None) != (on is None):
        end_aim(by=request.user, aim=aim, version=aim.version, on=on)
    messages.success(request, _("The aim is ended.") if on else _("The aim is taken up again."))
    return redirect("improvement", slug=slug)


def _find_kind(kind: str) -> Part:
    if kind not in PARTS:
        raise Http404("There is no such part.")
    return PARTS[kind]


def _find(group: Group, kind: str, pk: str) -> type_of_part:
    found = find_part(group, _find_kind(kind).model, int(pk)) if pk.isdigit() and len(pk) < 10 else None
    if found is None:
        raise Http404("There is no such part.")
    return found
