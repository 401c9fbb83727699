from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.measures.forms.target import TargetForm, get_initial
from fairplace.town.measures.models import ImpactMeasure, Target
from fairplace.town.measures.operations.target import (
    KIND,
    PathTaken,
    add_target,
    change_target,
    name_target,
    remove_target,
)
from fairplace.town.measures.queries.gap import list_gaps_over_time
from fairplace.town.measures.queries.note import get_target
from fairplace.town.measures.queries.reading import list_readings
from fairplace.town.measures.views.finding import find_measure
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash


@requires(Ability.KEEP_NUMBERS)
def target_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Set a path to a target for a measure, or for the gap inside it."""
    measure = find_measure(request, slug)
    form = _form(request, measure, _get_start(measure))
    if form.is_valid():
        try:
            add_target(by=request.user, measure=measure, values=form.values)
        except PathTaken:
            form.add_error("of", _("There is a path of this kind already: change that one."))
        else:
            return _saved(request, slug)
    return render(request, "measures/target_edit.html", {"form": form, "measure": measure})


@requires(Ability.KEEP_NUMBERS)
def target_edit(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Change a path."""
    measure = find_measure(request, slug)
    target = _find(measure, pk)
    form = _form(request, measure, get_initial(target))
    context: dict[str, Any] = {"form": form, "measure": measure, "target": target}
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_target(by=request.user, target=target, version=version, values=form.values)
        except PathTaken:
            form.add_error("of", _("There is a path of this kind already: change that one."))
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, Target), "A path was read."
            context["clash"] = make_clash(
                form,
                now=get_initial(now),
                one=now,
                kind=KIND,
                subject=name_target(now),
                town=request.town.slug,
            )
        else:
            return _saved(request, slug)
    status = 409 if "clash" in context else 200
    return render(request, "measures/target_edit.html", context, status=status)


@require_POST
@requires(Ability.KEEP_NUMBERS)
def target_remove(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take a path away."""
    target = _find(find_measure(request, slug), pk)
    try:
        remove_target(by=request.user, target=target, version=int(request.POST.get("version") or 0))
    except (ChangedMeanwhile, ValueError):
        messages.error(request, _("Somebody changed this path meanwhile. Look at it again first."))
        return redirect("target_edit", slug=slug, pk=pk)
    messages.success(request, _("The path is taken away."))
    return redirect("measure_detail", slug=slug)


def _find(measure: ImpactMeasure, pk: int) -> Target:
    target = get_target(measure=measure, pk=pk)
    if target is None:
        raise Http404("There is no such path.")
    return target


def _saved(request: MemberRequest, slug: str) -> HttpResponse:
    messages.success(request, _("The path is saved."))
    return redirect("measure_detail", slug=slug)


def _form(request: MemberRequest, measure: ImpactMeasure, initial: dict[str, Any]) -> TargetForm:
    posted = request.POST if request.method == "POST" else None
    reading = list_readings(town=request.town, measures=[measure])[0]
    gaps = list_gaps_over_time(town=request.town, readings=[reading])[measure.pk]
    lines = [(one.subgroup, capfirst(one.subgroup)) for one in reading.series if one.subgroup]
    lines += [
        (one.dimension, _("The gap by %(dimension)s") % {"dimension": one.dimension}) for one in gaps.series
    ]
    return TargetForm(posted, subgroups=lines, initial=initial)


def _get_start(measure: ImpactMeasure) -> dict[str, Any]:
    """Return where a new path most likely begins: at the newest number."""
    reading = list_readings(town=measure.town, measures=[measure])[0]
    start = {"of": Target.Of.LEVEL, "year": measure.town.promise_by, "status": Target.Status.PROPOSED}
    if reading.latest:
        start |= {"base_year": round(reading.latest.year, 1), "base_value": round(reading.latest.value, 3)}
    return start
