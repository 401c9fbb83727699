from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.logicmodels.access import may_edit
from fairplace.town.logicmodels.forms.memory import ApprovalForm, CompareForm, NoteForm, VersionForm
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.note import NoteRefused, add_note
from fairplace.town.logicmodels.operations.version import ApprovalRefused, approve_version, make_version
from fairplace.town.logicmodels.queries.alive import get_living
from fairplace.town.logicmodels.queries.alive import list_promises as list_all_promises
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.queries.outline import list_memory
from fairplace.town.logicmodels.queries.version import (
    find_moment,
    find_version,
    list_versions,
    name_version,
)
from fairplace.town.logicmodels.rules.compare import compare
from fairplace.town.logicmodels.showing import draw_pair
from fairplace.town.logicmodels.views.finding import find_or_404, leads
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, posted


@leads
def note_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add to the memory of a model."""
    model = find_or_404(request, slug)
    state = get_state(model)
    asked = {name: request.GET.get(name, "") for name in ("what", "about")}
    form = NoteForm(posted(request), state=state, initial=asked)
    if form.is_valid():
        try:
            add_note(by=request.user, model=model, **form.cleaned_data)
        except NoteRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is noted."))
            about = form.cleaned_data["about"]
            return redirect(_page(model) + (f"#step-{about}" if about in state.steps else "#memory"))
    return render(request, "logicmodels/note_add.html", {"form": form, "model": model})


def _page(model: LogicModel) -> str:
    return reverse("logic_model_outline", kwargs={"slug": model.slug})


@require_safe
@requires(Ability.SEE_DESK)
def note_list(request: MemberRequest, slug: str) -> HttpResponse:
    """List everything that was noted of a model."""
    model = find_or_404(request, slug)
    context = {"model": model, "memory": list_memory(get_living(model)), "can_edit": may_edit(request, model)}
    return render(request, "logicmodels/note_list.html", context)


@requires(Ability.SEE_DESK)
def version_list(request: MemberRequest, slug: str) -> HttpResponse:
    """List the named versions of a model; whoever may change it can name another."""
    model = find_or_404(request, slug)
    can_edit = may_edit(request, model)
    form = VersionForm(posted(request) if can_edit else None)
    if form.is_valid():
        version = make_version(by=request.user, model=model, name=form.cleaned_data["name"])
        messages.success(request, _("%(name)s is kept.") % {"name": name_version(version)})
        return redirect("logic_version_list", slug=slug)
    versions = list_versions(model)
    context = {
        "form": form,
        "model": model,
        "versions": versions,
        "can_edit": can_edit,
        "compare": CompareForm(None, moments=_moments(model)),
    }
    return render(request, "logicmodels/version_list.html", context)


def _moments(model: LogicModel) -> list[tuple[str, str]]:
    """Return what can be compared, the newest first; the beginning stands last."""
    versions = [(f"v{one.number}", name_version(one)) for one in list_versions(model)]
    first = timezone.localdate(model.made_at).isoformat()
    return [("now", _("Now")), *versions, (first, _("The end of the first day"))]


@leads
def version_approve(request: MemberRequest, slug: str, number: int) -> HttpResponse:
    """Write down that the group approved a version."""
    model = find_or_404(request, slug)
    version = find_version(model, number)
    if version is None or version.approved_on:
        raise Http404("There is no such version to approve.")
    form = ApprovalForm(posted(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            approve_version(by=request.user, version=version, **form.cleaned_data)
        except ApprovalRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s is approved.") % {"name": name_version(version)})
            return redirect("logic_version_list", slug=slug)
    context = {"form": form, "model": model, "version": version}
    return render(request, "logicmodels/version_approve.html", context)


@require_safe
@requires(Ability.SEE_DESK)
def version_compare(request: MemberRequest, slug: str) -> HttpResponse:
    """Lay two versions, or the model on two days, side by side in words."""
    model = find_or_404(request, slug)
    form = CompareForm(request.GET, moments=_moments(model))
    one, other = (find_moment(model, code) for code in form.asked)
    if one is None or other is None:
        raise Http404("There is no such version.")
    context = {
        "form": form,
        "model": model,
        "one": one,
        "other": other,
        "comparison": compare(one.state, other.state),
        "drawings": draw_pair(model, one.state, other.state, (one.name, other.name)),
    }
    return render(request, "logicmodels/version_compare.html", context)


@require_safe
@requires(Ability.SEE_DESK)
def promise_list(request: MemberRequest) -> HttpResponse:
    """List what was too early, on the day on which it comes back."""
    promises = list_all_promises(request.town)
    context = {
        "due": [one for one in promises if one.promise.is_due],
        "coming": [one for one in promises if not one.promise.is_due],
    }
    return render(request, "logicmodels/promise_list.html", context)
