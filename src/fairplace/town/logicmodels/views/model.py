from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fairplace.town.logicmodels.access import list_groups_to_lead, may_edit
from fairplace.town.logicmodels.forms.model import PROMPTS, ModelForm, TextForm
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.operations.event import ChangedMeanwhile, add_events
from fairplace.town.logicmodels.operations.model import archive_model, make_model
from fairplace.town.logicmodels.operations.undo import redo, undo
from fairplace.town.logicmodels.queries.alive import get_living
from fairplace.town.logicmodels.queries.claim import list_claims, sum_of
from fairplace.town.logicmodels.queries.history import list_batches
from fairplace.town.logicmodels.queries.model import (
    get_state,
    list_models,
    list_public,
    list_templates,
    seq_at,
)
from fairplace.town.logicmodels.queries.outline import list_columns, list_memory, list_texts, say_in_short
from fairplace.town.logicmodels.queries.pointer import list_known
from fairplace.town.logicmodels.queries.version import last_approved
from fairplace.town.logicmodels.rules.checks import CHECKS, check_model, count_findings
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.logicmodels.rules.undo import UndoRefused, list_undoable
from fairplace.town.logicmodels.showing import draw_page
from fairplace.town.logicmodels.views.clash import make_clash
from fairplace.town.logicmodels.views.finding import find_or_404, find_readable_or_404, leads
from fairplace.town.people.access import may, requires
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest, posted

NOTES_SHOWN = 20


@require_safe
def model_list(request: TownRequest) -> HttpResponse:
    """List the logic models by group, or of one; the public sees examples and what groups approved."""
    is_inside = may(request, Ability.SEE_DESK)
    models = list_models(request.town) if is_inside else list_public(request.town)
    asked = request.GET.get("group", "")
    of_group = [one for one in models if one.group and one.group.slug == asked]
    context = {
        "models": of_group if asked else models,
        "asked": asked,
        "templates": list_templates(request.town),
        "can_add": bool(list_groups_to_lead(request)),
        "is_inside": is_inside,
    }
    return render(request, "logicmodels/model_list.html", context)


@requires(Ability.LEAD_GROUPS)
def model_add(request: MemberRequest) -> HttpResponse:
    """Add a logic model, empty or from a template."""
    groups = list_groups_to_lead(request)
    if not groups:
        raise PermissionDenied("You lead no group.")
    asked = {name: request.GET[name] for name in ("group", "template") if name in request.GET}
    form = ModelForm(
        posted(request),
        groups=groups,
        templates=list_templates(request.town),
        initial={"template": "empty", **asked},
    )
    if form.is_valid():
        model = make_model(request.user, request.town, **form.values)
        messages.success(request, _("The model is there. The guide asks you one question after another."))
        return redirect("logic_guide", slug=model.slug)
    return render(request, "logicmodels/model_add.html", {"form": form})


@require_safe
def outline(request: TownRequest, slug: str) -> HttpResponse:
    """Show a model in words: the twin of its drawing. `?on=` shows it as it was on a day."""
    model = find_readable_or_404(request, slug)
    is_inside = may(request, Ability.SEE_DESK)
    day = _day(request)
    state, version = _state_to_show(model, is_inside, day)
    living = get_living(model, state, today=day)
    claims = list_claims(model, state)
    findings = check_model(state, known=list_known(request.town, [state])) if is_inside else []
    is_now = day is None and version is None
    can_edit = is_now and not model.archived_on and may_edit(request, model)
    user = request.user
    own = list_batches(model, user) if can_edit and isinstance(user, Person) else []
    done, undone = list_undoable(own)
    memory = list_memory(living) if is_inside else []
    context = {
        "model": model,
        "living": living,
        "drawing": draw_page(living, inside=is_inside, day=day),
        "in_short": say_in_short(living),
        "texts": list_texts(living),
        "columns": list_columns(living, claims, inside=is_inside),
        "claims": claims,
        "claim_sum": sum_of(claims),
        "findings": findings,
        "counts": [(CHECKS[code], count) for code, count in count_findings(findings).items()],
        "memory": memory[:NOTES_SHOWN],
        "day": day,
        "version": version,
        "is_inside": is_inside,
        "is_now": is_now,
        "can_edit": can_edit,
        "may_edit": may_edit(request, model),
        "can_undo": bool(done),
        "can_redo": bool(undone),
    }
    return render(request, "logicmodels/model_outline.html", context)


def _day(request: TownRequest) -> date | None:
    """Return the day that is asked for, if it is one."""
    asked = request.GET.get("on", "")
    if not asked:
        return None
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise Http404("That is no day.") from error


def _state_to_show(model: LogicModel, is_inside: bool, day: date | None):
    """Return the state to show, and the approved version that it is, if it is one.

    The public sees of a town's own model what the group approved last, and nothing later.
    """
    if is_inside or model.is_illustrative or model.is_template:
        return get_state(model, at=day), None
    version = last_approved(model)
    assert version, "The public reads a model that was approved."
    seq = version.seq if day is None else min(version.seq, seq_at(model, day))
    return get_state(model, seq=seq), version


@leads
def text_edit(request: MemberRequest, slug: str, name: str) -> HttpResponse:
    """Change one text of a model."""
    if name not in PROMPTS:
        raise Http404("A model has no such text.")
    model = find_or_404(request, slug)
    state = get_state(model)
    form = TextForm(posted(request), name=name, initial=_text_of(state, name))
    clash, status = None, 200
    if form.is_valid():
        value, version = form.cleaned_data["value"], form.cleaned_data["version"]
        changes = [("set text", {"name": name, "value": value})] if value != state.texts.get(name, "") else []
        try:
            add_events(by=request.user, model=model, changes=changes, seen={name: version})
        except ChangedMeanwhile as changed:
            now = _text_of(changed.now, name)
            clash, status = make_clash(form, model=model, now=now, versions={"version": now["version"]}), 409
        else:
            messages.success(request, _("Saved."))
            return redirect("logic_model_outline", slug=slug)
    context = {"form": form, "model": model, "clash": clash, "heading": PROMPTS[name][0]}
    return render(request, "logicmodels/text_edit.html", context, status=status)


def _text_of(state: State, name: str) -> dict:
    return {"value": state.texts.get(name, ""), "version": state.text_versions.get(name, 0)}


@require_POST
@leads
def model_undo(request: MemberRequest, slug: str) -> HttpResponse:
    """Take back the last change of whoever asks, or do again what they took back."""
    model = find_or_404(request, slug)
    is_redo = request.POST.get("again") == "yes"
    try:
        (redo if is_redo else undo)(by=request.user, model=model)
    except UndoRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Done again.") if is_redo else _("Your last change is taken back."))
    return redirect("logic_model_outline", slug=slug)


@require_POST
@leads
def model_archive(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a model out of the list, or bring it back."""
    model = find_or_404(request, slug)
    archive_model(by=request.user, model=model, back=bool(model.archived_on))
    said = _("The model is in the list again.") if model.archived_on is None else _("The model is archived.")
    messages.success(request, said)
    return redirect("logic_model_outline", slug=slug)
