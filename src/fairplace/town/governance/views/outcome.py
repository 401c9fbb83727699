"""What becomes of an open decision: the outcome, a withdrawal, and later the review."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.governance.access import leads
from fairplace.town.governance.forms.decision import get_suggestions
from fairplace.town.governance.forms.outcome import OutcomeForm, ReviewForm, WithdrawForm
from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.decision import (
    DecisionRefused,
    decide,
    review_decision,
    withdraw_decision,
)
from fairplace.town.governance.queries.effect import list_effect_lines
from fairplace.town.governance.queries.finding import find_decision
from fairplace.town.governance.queries.standing import list_standings
from fairplace.town.governance.queries.vote import get_poll, list_said
from fairplace.town.governance.views.draft import KIND, find_group_of
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash


@dataclass(frozen=True)
class Page:
    """What a page shows, and what it says once it is done."""

    template: str
    done: str
    context: dict[str, Any]


@leads(find_group_of)
def decision_decide(request: MemberRequest, number: int) -> HttpResponse:
    """State what was decided, with the count beside it. Who said what stays with the members of the group."""
    decision = _find(request, number)
    initial = {
        "review_on": decision.review_on or get_suggestions()["review_on"],
        "version": decision.version,
        "chosen": decision.chosen,
        "outcome": decision.outcome,
    }
    form = OutcomeForm(request.POST or None, decision=decision, initial=initial)
    poll = get_poll(decision)

    def save(version: int) -> None:
        decide(by=request.user, decision=decision, version=version, stated=form.stated)

    reasons = [one.reason for one in list_said(decision, poll) if one.is_objection]
    context = {"poll": poll, "objections": reasons}
    page = Page("decision_decide", _("%(code)s is decided."), context)
    return _answer(request, form, decision, save, page)


@leads(find_group_of)
def decision_withdraw(request: MemberRequest, number: int) -> HttpResponse:
    """Take back a decision that is not taken yet."""
    decision = _find(request, number)
    form = WithdrawForm(request.POST or None, initial={"version": decision.version})

    def save(version: int) -> None:
        because = form.cleaned_data["because"]
        withdraw_decision(by=request.user, decision=decision, version=version, because=because)

    page = Page("decision_withdraw", _("%(code)s is withdrawn."), {})
    return _answer(request, form, decision, save, page)


@leads(find_group_of)
def decision_review(request: MemberRequest, number: int) -> HttpResponse:
    """Write down what became of a decision, beside what was expected and the figures of then and now."""
    decision = _find(request, number)
    form = ReviewForm(request.POST or None, initial=_initial_review(decision))

    def save(version: int) -> None:
        review_decision(by=request.user, decision=decision, version=version, review=form.review)

    context = {"standings": list_standings(decision)[:1], "effects": list_effect_lines(decision)}
    page = Page("decision_review", _("%(code)s is reviewed."), context)
    return _answer(request, form, decision, save, page)


def _initial_review(decision: Decision) -> dict[str, Any]:
    names = ("happened", "proved", "equity_right", "equity_proved", "version")
    return {name: getattr(decision, name) for name in names}


def _answer(
    request: MemberRequest, form: Form, decision: Decision, save: Callable[[int], None], page: Page
) -> HttpResponse:
    """Save a form that holds and go to the decision; where it was refused, show what was typed, and why."""
    clash = None
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data["version"])
        except ChangedMeanwhile as changed:
            clash = _clash(form, decision, changed)
        except DecisionRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, page.done % {"code": decision.code})
            return redirect("decision_detail", number=decision.number)
    context = {"form": form, "decision": decision, "clash": clash, **page.context}
    status = 409 if clash else 200
    return render(request, f"governance/{page.template}.html", context, status=status)


def _clash(form: Form, decision: Decision, changed: ChangedMeanwhile):
    now: dict[str, Any] = {
        name: getattr(changed.now, name) for name in form.fields if name not in ("version", "because")
    }
    return make_clash(
        form, now=now, one=changed.now, kind=KIND, subject=decision.code, town=decision.town.slug
    )


def _find(request: MemberRequest, number: int) -> Decision:
    decision = find_decision(request.town, number)
    assert decision, "Whoever leads its group was let through to a decision that there is."
    return decision
