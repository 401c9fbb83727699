from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.logicmodels.access import may_edit
from fairplace.town.logicmodels.forms.claim import ClaimForm, ReviewForm, get_initial
from fairplace.town.logicmodels.models import Claim, LogicModel
from fairplace.town.logicmodels.operations.claim import (
    ClaimChanged,
    ClaimRefused,
    review_claim,
    write_claim,
)
from fairplace.town.logicmodels.queries.claim import list_claims_for_measure, list_thread
from fairplace.town.logicmodels.queries.model import get_state
from fairplace.town.logicmodels.rules.compare import name_link
from fairplace.town.logicmodels.views.clash import make_clash
from fairplace.town.logicmodels.views.finding import find_link_or_404, find_or_404, leads
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest, posted


@leads
def claim_add(request: MemberRequest, slug: str, key: str) -> HttpResponse:
    """Claim that work contributed along a link."""
    model = find_or_404(request, slug)
    state = get_state(model)
    link = find_link_or_404(state, key)
    form = ClaimForm(posted(request), initial={"number": 0})
    if form.is_valid():
        claim = write_claim(by=request.user, model=model, link=key, values=form.values)
        messages.success(request, _("The claim is written. Ask somebody else to review it."))
        return redirect("logic_claim", slug=slug, thread=claim.thread)
    context = {"form": form, "model": model, "link": name_link(state, link), "claim": None}
    return render(request, "logicmodels/claim_edit.html", context)


@require_safe
@requires(Ability.SEE_DESK)
def claim_detail(request: MemberRequest, slug: str, thread: UUID) -> HttpResponse:
    """Show a claim with all its versions."""
    model = find_or_404(request, slug)
    versions = _thread_or_404(model, thread)
    newest = versions[0]
    context = {
        "model": model,
        "claim": newest,
        "older": versions[1:],
        "link": _link_of(model, newest),
        "can_edit": may_edit(request, model),
        "can_review": not newest.reviewed_at and newest.written_by_id != request.user.pk,
    }
    return render(request, "logicmodels/claim_detail.html", context)


def _thread_or_404(model: LogicModel, thread: UUID) -> list[Claim]:
    versions = list_thread(model, thread)
    if not versions:
        raise Http404("There is no such claim.")
    return versions


def _link_of(model: LogicModel, claim: Claim) -> str:
    state = get_state(model)
    link = state.links.get(claim.link)
    return name_link(state, link) if link else _("A link that was taken away")


@leads
def claim_edit(request: MemberRequest, slug: str, thread: UUID) -> HttpResponse:
    """Write the next version of a claim: the one before stays as it was."""
    model = find_or_404(request, slug)
    versions = _thread_or_404(model, thread)
    form = ClaimForm(posted(request), initial=get_initial(versions[0]))
    clash, status = None, 200
    if form.is_valid():
        read = next((one for one in versions if one.number == form.cleaned_data["number"]), versions[-1])
        try:
            write_claim(by=request.user, model=model, link=versions[0].link, values=form.values, after=read)
        except ClaimChanged as changed:
            now = get_initial(changed.now)
            clash = make_clash(form, model=model, now=now, versions={"number": changed.now.number})
            status = 409
        else:
            messages.success(request, _("The new version is written. Ask somebody else to review it."))
            return redirect("logic_claim", slug=slug, thread=thread)
    context = {
        "form": form,
        "model": model,
        "link": _link_of(model, versions[0]),
        "claim": versions[0],
        "clash": clash,
    }
    return render(request, "logicmodels/claim_edit.html", context, status=status)


@requires(Ability.SEE_DESK)
def claim_review(request: MemberRequest, slug: str, thread: UUID) -> HttpResponse:
    """Review a claim that somebody else wrote."""
    model = find_or_404(request, slug)
    claim = _thread_or_404(model, thread)[0]
    form = ReviewForm(posted(request))
    if form.is_valid():
        try:
            review_claim(by=request.user, claim=claim, words=form.cleaned_data["words"])
        except ClaimRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your review is written."))
            return redirect("logic_claim", slug=slug, thread=thread)
    context = {"form": form, "model": model, "claim": claim, "link": _link_of(model, claim)}
    return render(request, "logicmodels/claim_review.html", context)


@require_safe
def measure_claims(request: TownRequest, slug: str) -> HttpResponse:
    """Show what is claimed to have contributed to a measure: counted by strength, never added up."""
    measure = get_object_or_404(ImpactMeasure, town=request.town, slug=slug)
    is_inside = may(request, Ability.SEE_DESK)
    claim_sum, claims = list_claims_for_measure(request.town, slug, public=not is_inside)
    context = {"measure": measure, "claim_sum": claim_sum, "claims": claims, "is_inside": is_inside}
    return render(request, "logicmodels/measure_claims.html", context)
