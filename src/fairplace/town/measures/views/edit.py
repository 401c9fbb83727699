from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.measures.forms.measure import MeasureForm, RetireForm, get_initial
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.operations.measure import (
    KIND,
    bring_back_measure,
    change_measure,
    retire_measure,
)
from fairplace.town.measures.views.finding import find_measure
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash


@requires(Ability.KEEP_FRAMEWORK)
def measure_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what people keep of a measure."""
    measure = find_measure(request, slug)
    posted = request.POST if request.method == "POST" else None
    form = MeasureForm(posted, town=request.town, measure=measure, initial=get_initial(measure))
    context: dict[str, Any] = {"form": form, "measure": measure}
    if form.is_valid():
        try:
            change_measure(
                by=request.user,
                measure=measure,
                version=form.cleaned_data["version"],
                values=form.values,
            )
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, ImpactMeasure), "A measure was read."
            context["clash"] = _clash(request, form, now, get_initial(now))
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": form.values["name"]})
            return redirect("measure_detail", slug=slug)
    status = 409 if "clash" in context else 200
    return render(request, "measures/measure_edit.html", context, status=status)


@requires(Ability.KEEP_FRAMEWORK)
def measure_retire(request: MemberRequest, slug: str) -> HttpResponse:
    """Stop watching a measure, with the reason."""
    measure = find_measure(request, slug)
    posted = request.POST if request.method == "POST" else None
    form = RetireForm(posted, initial={"version": measure.version})
    context: dict[str, Any] = {"form": form, "measure": measure}
    if form.is_valid():
        told = form.cleaned_data
        try:
            retire_measure(by=request.user, measure=measure, version=told["version"], reason=told["reason"])
        except ChangedMeanwhile as changed:
            context["clash"] = _clash(request, form, changed.now, {})
        else:
            messages.success(request, _("%(name)s is retired.") % {"name": measure.name})
            return redirect("measure_detail", slug=slug)
    status = 409 if "clash" in context else 200
    return render(request, "measures/measure_retire.html", context, status=status)


@require_POST
@requires(Ability.KEEP_FRAMEWORK)
def measure_bring_back(request: MemberRequest, slug: str) -> HttpResponse:
    """Watch a retired measure again."""
    measure = find_measure(request, slug)
    bring_back_measure(by=request.user, measure=measure, version=measure.version)
    messages.success(request, _("%(name)s is watched again.") % {"name": measure.name})
    return redirect("measure_detail", slug=slug)


def _clash(request: MemberRequest, form: Any, now: Any, there: dict[str, Any]) -> Any:
    return make_clash(form, now=there, one=now, kind=KIND, subject=now.slug, town=request.town.slug)
