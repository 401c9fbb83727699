"""Prepares a decision: add, change, who gains and who loses, open."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.chain.queries import get_chain
from fairplace.town.governance.access import leads, list_led_groups
from fairplace.town.governance.forms import effect as effect_forms
from fairplace.town.governance.forms.decision import (
    DecisionForm,
    get_initial,
    get_suggestions,
    read_typed,
)
from fairplace.town.governance.forms.effect import EffectsForm
from fairplace.town.governance.models import AgendaItem, Decision
from fairplace.town.governance.operations.decision import (
    DecisionRefused,
    NotReady,
    find_lacks,
    open_decision,
)
from fairplace.town.governance.operations.draft import (
    NotADraft,
    add_decision,
    change_decision,
    save_effects,
)
from fairplace.town.governance.queries.effect import list_effects
from fairplace.town.governance.queries.finding import find_decision
from fairplace.town.governance.queries.vote import list_voters
from fairplace.town.partners.models import Group
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash

KIND = "decision"


def find_group_of(town: Town, number: int) -> Group | None:
    decision = find_decision(town, number)
    return decision.group if decision else None


@requires(Ability.LEAD_GROUPS)
def decision_add(request: MemberRequest) -> HttpResponse:
    """Add a decision for a group that whoever asks leads, from an agenda item or from nothing."""
    groups = list_led_groups(request)
    item = _find_item(request, groups)
    chosen = {"group": request.GET.get("group", ""), **_initial_of(item)}
    initial = {**get_suggestions(), **{name: value for name, value in chosen.items() if value}}
    form = _read(request, initial, groups)
    if form.is_bound and form.is_valid():
        group = next(one for one in groups if one.slug == form.cleaned_data["group"])
        fits = item is not None and item.series.group_id == group.pk
        decision = add_decision(
            by=request.user, group=group, values=form.values, subjects=form.keys, item=item if fits else None
        )
        said = _("%(code)s is written down. Say next who gains and who loses.")
        messages.success(request, said % {"code": decision.code})
        return redirect("decision_equity", number=decision.number)
    context = {"form": form, "decision": None, "groups": groups, "is_search": _is_search(request)}
    return render(request, "governance/decision_edit.html", context)


def _is_search(request: MemberRequest) -> bool:
    return request.POST.get("do") == "find"


def _read(request: MemberRequest, initial: dict, groups: list[Group]) -> DecisionForm:
    """Return the form as it was posted, or with what was typed where somebody only looked for a record."""
    chain = get_chain(town=request.town)
    if request.method != "POST":
        return DecisionForm(chain=chain, groups=groups, initial=initial)
    if _is_search(request):
        return DecisionForm(chain=chain, groups=groups, initial=read_typed(request.POST))
    return DecisionForm(request.POST, chain=chain, groups=groups, initial=initial)


def _find_item(request: MemberRequest, groups: list[Group]) -> AgendaItem | None:
    """Return the agenda item that the decision comes from, if it is one of these groups'."""
    pk = request.POST.get("item") or request.GET.get("item") or ""
    if not (pk.isdigit() and len(pk) < 10):
        return None
    items = AgendaItem.objects.filter(series__group__in=groups, pk=int(pk))
    return items.select_related("series__group").first()


def _initial_of(item: AgendaItem | None) -> dict:
    if item is None:
        return {}
    subjects = [f"{item.kind}:{item.code}"] if item.kind and item.code else []
    return {
        "group": item.series.group.slug,
        "item": item.pk,
        "title": item.title,
        "reason": item.text,
        "is_restricted": item.is_restricted,
        "subjects": subjects,
    }


@leads(find_group_of)
def decision_change(request: MemberRequest, number: int) -> HttpResponse:
    """Change a draft."""
    decision = _find(request, number)
    if request.method != "POST" and not decision.is_draft:
        return _say_open(request, decision)
    form = _read(request, get_initial(decision), [])

    def save() -> None:
        version = form.cleaned_data["version"] or 0
        change_decision(
            by=request.user, decision=decision, version=version, values=form.values, subjects=form.keys
        )

    clash = _save(request, form, decision, save, get_initial)
    if clash is None:
        messages.success(request, _("%(code)s is saved.") % {"code": decision.code})
        return redirect("decision_detail", number=number)
    context = {"form": form, "decision": decision, "is_search": _is_search(request), **clash}
    return render(request, "governance/decision_edit.html", context, status=409 if clash else 200)


@leads(find_group_of)
def decision_equity(request: MemberRequest, number: int) -> HttpResponse:
    """Say who gains and who loses by a draft."""
    decision = _find(request, number)
    if request.method != "POST" and not decision.is_draft:
        return _say_open(request, decision)
    form = EffectsForm(request.POST if request.method == "POST" else None, initial=_initial_effects(decision))

    def save() -> None:
        version = form.cleaned_data["version"]
        save_effects(by=request.user, decision=decision, version=version, effects=form.effects)

    clash = _save(request, form, decision, save, _initial_effects)
    if clash is None:
        messages.success(request, _("Who gains and who loses is saved."))
        return redirect("decision_open", number=number)
    context = {"form": form, "decision": decision, **clash}
    return render(request, "governance/decision_equity.html", context, status=409 if clash else 200)


def _initial_effects(decision: Decision) -> dict[str, Any]:
    return effect_forms.get_initial(list_effects(decision), decision.version)


def _save(
    request: MemberRequest,
    form: Form,
    decision: Decision,
    save: Callable[[], None],
    describe: Callable[[Decision], dict[str, Any]],
) -> dict[str, Any] | None:
    """Save a form that holds. Return what the page says where it was not saved, or None where it was."""
    if not (form.is_bound and form.is_valid()):
        return {}
    try:
        save()
    except ChangedMeanwhile as changed:
        now = describe(_find(request, decision.number))
        subject, town = decision.code, request.town.slug
        return {"clash": make_clash(form, now=now, one=changed.now, kind=KIND, subject=subject, town=town)}
    except NotADraft:
        return {"is_too_late": True}
    return None


@leads(find_group_of)
def decision_open(request: MemberRequest, number: int) -> HttpResponse:
    """Show what a draft lacks, and put it to its group once nothing is missing."""
    decision = _find(request, number)
    voters = list_voters(decision)
    lacks = find_lacks(decision, voters=len(voters))
    if request.method == "POST":
        try:
            open_decision(by=request.user, decision=decision, version=_version(request))
        except ChangedMeanwhile:
            messages.warning(request, _("Somebody changed it meanwhile. Read it again before you open it."))
            return redirect("decision_detail", number=number)
        except NotReady as refused:
            lacks = refused.lacks
        except DecisionRefused:
            return _say_open(request, decision)
        else:
            messages.success(request, _("%(code)s is open. Its members have mail.") % {"code": decision.code})
            return redirect("decision_detail", number=number)
    elif not decision.is_draft:
        return _say_open(request, decision)
    context = {"decision": decision, "voters": voters, "lacks": lacks}
    status = 409 if request.method == "POST" else 200
    return render(request, "governance/decision_open.html", context, status=status)


def _version(request: MemberRequest) -> int:
    told = request.POST.get("version", "")
    return int(told) if told.isdigit() and len(told) < 10 else 0


def _find(request: MemberRequest, number: int) -> Decision:
    decision = find_decision(request.town, number)
    assert decision, "Whoever leads its group was let through to a decision that there is."
    return decision


def _say_open(request: MemberRequest, decision: Decision) -> HttpResponse:
    said = _("%(code)s is not being prepared any more, so it cannot be changed.")
    messages.warning(request, said % {"code": decision.code})
    return redirect("decision_detail", number=decision.number)
