from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.logicmodels.forms.step import StepForm, get_initial
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile, add_events
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.queries.nesting import list_nestable
from fairplace.town.logicmodels.queries.pointer import POINTABLE, find_pointers, search_pointable
from fairplace.town.logicmodels.rules.keys import new_key
from fairplace.town.logicmodels.rules.order import last_place, move
from fairplace.town.logicmodels.rules.state import Kind, State, Step
from fairplace.town.logicmodels.rules.words import KINDS
from fairplace.town.logicmodels.views.clash import make_clash
from fairplace.town.logicmodels.views.finding import find_or_404, find_step_or_404, leads
from fairplace.town.measures.queries import list_measures
from fairplace.town.places.models import Town
from fairplace.town.places.requests import MemberRequest, posted


@leads
def step_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Add a step to the column that the address names."""
    model = find_or_404(request, slug)
    kind = _kind(request)
    form = _form(request, model, kind, None, {"kind": kind.value, "version": 0})
    if form.is_valid():
        state, key = get_state(model), new_key("s")
        values = form.values
        said = {"key": key, **values, "order": last_place(state, Kind(values["kind"]))}
        add_events(by=request.user, model=model, changes=[("put step", said)])
        messages.success(request, _("The step is there."))
        return redirect(_at(model, key))
    context = {"form": form, "model": model, "step": None, "words": KINDS[kind]}
    return render(request, "logicmodels/step_edit.html", context)


def _kind(request: MemberRequest) -> Kind:
    try:
        return Kind(request.GET.get("kind", Kind.ACTIVITY.value))
    except ValueError as error:
        raise Http404("There is no such column.") from error


@leads
def step_edit(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Change a step."""
    model = find_or_404(request, slug)
    state = get_state(model)
    step = state.steps.get(key) or _gone(request, key)
    form = _form(request, model, step.kind, step, get_initial(step))
    clash, status = None, 200
    if form.is_valid():
        try:
            _save(request, model, key, form)
        except ChangedMeanwhile as changed:
            clash, status = _make_clash(form, model, changed.now, key), 409
        else:
            messages.success(request, _("The step is saved."))
            return redirect(_at(model, key))
    pointers = find_pointers(request.town, step.points)
    context = {
        "form": form,
        "model": model,
        "step": step,
        "words": KINDS[step.kind],
        "clash": clash,
        "pointers": pointers.values(),
    }
    return render(request, "logicmodels/step_edit.html", context, status=status)


def _gone(request: MemberRequest, key: str) -> Step:
    """Return a stand-in for a step that was taken away while somebody wrote: what they wrote is kept."""
    try:
        return Step(key, Kind(request.POST["kind"]), "", version=0)
    except (KeyError, ValueError) as error:
        raise Http404("There is no such step.") from error


def _save(request: MemberRequest, model: LogicModel, key: str, form: StepForm) -> None:
    """Write the fields that differ. A step that was taken away comes back, when that is what was seen."""
    state = get_state(model)
    old = state.steps.get(key)
    said = form.values
    if old:
        said = {name: value for name, value in said.items() if _plain(getattr(old, name)) != value}
        if "kind" in said:
            said["order"] = last_place(state, Kind(said["kind"]))
    changes = [("put step", {"key": key, **said})] if said else []
    add_events(by=request.user, model=model, changes=changes, seen={key: form.cleaned_data["version"]})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _make_clash(form: StepForm, model: LogicModel, now: State, key: str):
    there = now.steps.get(key)
    version = {"version": there.version if there else 0}
    return make_clash(form, model=model, now=get_initial(there) if there else None, versions=version)


@require_POST
@leads
def step_move(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Move a step one up or one down in its column."""
    model = find_or_404(request, slug)
    state = get_state(model)
    find_step_or_404(state, key)
    places = move(state, key, -1 if request.POST.get("way") == "up" else 1)
    changes = [("put step", {"key": name, "order": order}) for name, order in places]
    seen = {name: state.steps[name].version for name, _order in places}
    try:
        add_events(by=request.user, model=model, changes=changes, seen=seen)
    except ChangedMeanwhile:
        messages.error(
            request, _("Somebody moved steps meanwhile. This is how it is now; nothing was moved.")
        )
    return redirect(_at(model, key))


@require_POST
@leads
def step_remove(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Take a step away, with the links that hang on it. One press brings it back."""
    model = find_or_404(request, slug)
    step = find_step_or_404(get_state(model), key)
    try:
        add_events(
            by=request.user,
            model=model,
            changes=[("remove step", {"key": key})],
            seen={key: _version(request)},
        )
    except ChangedMeanwhile:
        said = _("Somebody changed “%(step)s” meanwhile. Look at it again before you take it away.")
        messages.error(request, said % {"step": step.text})
        return redirect(_at(model, key))
    messages.success(request, _("“%(step)s” is taken away. You can undo that.") % {"step": step.text})
    return redirect("logic_model_outline", slug=slug)


def _version(request: MemberRequest) -> int:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0


@leads
def step_points(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Choose what a step points at: workstreams, actions, recommendations, found by their words."""
    model = find_or_404(request, slug)
    step = find_step_or_404(get_state(model), key)
    if request.method == "POST":
        return _point(request, model, step)
    words = request.GET.get("q", "").strip()
    context = {
        "model": model,
        "step": step,
        "pointers": find_pointers(request.town, step.points).values(),
        "q": words,
        "found": search_pointable(request.town, words, but=step.points),
    }
    return render(request, "logicmodels/step_points.html", context)


def _point(request: MemberRequest, model: LogicModel, step: Step) -> HttpResponse:
    """Add one pointer or take one away; what others add meanwhile stays."""
    added, removed = request.POST.get("add", ""), request.POST.get("remove", "")
    is_there = (
        added.partition(":")[0] in POINTABLE and not find_pointers(request.town, [added])[added].is_broken
    )
    points = [one for one in step.points if one != removed]
    points += [added] if is_there and added not in points else []
    changes = [("put step", {"key": step.key, "points": points})] if points != list(step.points) else []
    try:
        add_events(by=request.user, model=model, changes=changes, seen={step.key: step.version})
    except ChangedMeanwhile:
        messages.error(request, _("Somebody changed the step meanwhile. Nothing was changed; choose again."))
    else:
        messages.success(request, _("Saved."))
    return redirect("logic_step_points", slug=model.slug, key=step.key)


def _form(
    request: MemberRequest, model: LogicModel, kind: Kind, step: Step | None, initial: dict
) -> StepForm:
    return StepForm(
        posted(request),
        kind=kind,
        initial=initial,
        measures=_offer(list_measure_choices(request.town), step.measure if step else ""),
        models=_offer(list_nestable(model), step.child if step else ""),
    )


def _offer(choices: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Offer what is chosen also where it is not there any more: saving another field must not lose it."""
    if not chosen or chosen in dict(choices):
        return choices
    return [*choices, (chosen, _("%(name)s (not there any more)") % {"name": chosen})]


def list_measure_choices(town: Town) -> list[tuple[str, str]]:
    return [(one.slug, one.name) for one in list_measures(town=town)]


def _at(model: LogicModel, key: str) -> str:
    """Return the address of the model's page, at a step."""
    return reverse("logic_model_outline", kwargs={"slug": model.slug}) + f"#step-{key}"
