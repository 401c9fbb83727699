"""A member's answer: signed in, or by the link in the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from fairplace.town.governance.access import sits_in
from fairplace.town.governance.forms.vote import VoteForm
from fairplace.town.governance.models import Decision, Vote
from fairplace.town.governance.operations.vote import VoteRefused, vote
from fairplace.town.governance.queries.effect import list_effect_lines, list_effects
from fairplace.town.governance.queries.finding import find_decision
from fairplace.town.governance.queries.standing import list_standings
from fairplace.town.governance.queries.vote import (
    get_options,
    get_poll,
    is_answerable,
    list_said,
    list_voters,
)
from fairplace.town.governance.rules.ballot import say_choice
from fairplace.town.governance.rules.equity import summarise
from fairplace.town.governance.vote_links import read_vote_token
from fairplace.town.people.access import requires
from fairplace.town.people.models import Person
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest, TownRequest


def _sits(request: TownRequest, number: int) -> bool:
    decision = find_decision(request.town, number)
    return decision is not None and sits_in(request, decision.group)


@requires(Ability.SEE_DESK, of=_sits)
def decision_vote(request: MemberRequest, number: int) -> HttpResponse:
    """Take the answer of a member who is signed in."""
    decision = find_decision(request.town, number)
    assert decision, "Whoever sits in its group was let through to a decision that there is."
    why = _find_refusal(decision, request.user)
    if why:
        return _refuse(request, decision, why)
    return _ask(request, decision, request.user, is_by_link=False)


@never_cache
def vote_by_link(request: TownRequest, number: int, token: str) -> HttpResponse:
    """Take the answer of whoever has the link that was mailed to a member. Opening it changes nothing."""
    keys = read_vote_token(token)
    decision = find_decision(request.town, number)
    person = Person.objects.filter(pk=keys[1]).first() if keys else None
    if keys is None or decision is None or person is None or decision.pk != keys[0]:
        return _refuse(request, None, "altered")
    if request.user.is_authenticated and request.user.pk != person.pk:
        return _refuse(request, decision, "somebody else")
    why = _find_refusal(decision, person)
    if why:
        return _refuse(request, decision, why)
    return _ask(request, decision, person, is_by_link=True)


def _find_refusal(decision: Decision, person: Person) -> str:
    """Return why this person cannot answer now, or nothing."""
    if decision.state == Decision.State.DRAFT:
        return "draft"
    if not decision.is_open:
        return "closed"
    if not is_answerable(decision):
        return "expired"
    return "" if person in list_voters(decision) else "left"


def _ask(request: TownRequest, decision: Decision, person: Person, *, is_by_link: bool) -> HttpResponse:
    earlier = decision.votes.filter(person=person).first()
    form = VoteForm(request.POST if request.method == "POST" else None, decision=decision, earlier=earlier)
    if form.is_bound and form.is_valid():
        try:
            vote(
                by=person,
                decision=decision,
                choice=form.choice,
                reason=form.cleaned_data["reason"],
                by_link=is_by_link,
            )
        except VoteRefused as refused:  # pragma: no cover  # closed between the question above and the answer
            form.add_error(None, str(refused))
        else:
            said = _("Thank you: your answer is counted. You can change it until the last day.")
            messages.success(request, said)
            own = reverse("decision_detail", kwargs={"number": decision.number})
            return redirect(request.path if is_by_link else own)
    poll = get_poll(decision)
    context = {
        "decision": decision,
        "form": form,
        "person": person,
        "earlier": earlier,
        "earlier_in_words": _say(decision, earlier) if earlier else "",
        "is_by_link": is_by_link,
        "poll": poll,
        "said": list_said(decision, poll),
        "effects": list_effect_lines(decision),
        "effects_in_words": summarise(list_effects(decision)),
        "standings": list_standings(decision),
    }
    return render(request, "governance/decision_vote.html", context)


def _say(decision: Decision, given: Vote) -> str:
    return say_choice(decision.method, given.choice, get_options(decision))


STATUS = {"draft": 404, "closed": 410, "expired": 410}


def _refuse(request: HttpRequest, decision: Decision | None, why: str) -> HttpResponse:
    """Say why it cannot be answered, and what to do instead. Of the decision only its number is told."""
    context = {"decision": decision, "why": why}
    return render(request, "governance/vote_refused.html", context, status=STATUS.get(why, 403))
