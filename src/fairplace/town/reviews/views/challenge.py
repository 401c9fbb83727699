from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reviews.forms.assessment import AnswerForm, ChallengeForm
from fairplace.town.reviews.operations.challenge import (
    AnsweredMeanwhile,
    answer_challenge,
    challenge_assessment,
)
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.queries.review import get_challenge
from fairplace.town.reviews.views.reading import find_assessment, find_review


@requires(Ability.SEE_DESK)
def challenge_add(request: MemberRequest, year: int, slug: str) -> HttpResponse:
    """Say what is doubted about a measure."""
    one = find_assessment(request, year, slug)
    form = ChallengeForm(request.POST or None)
    if form.is_valid():
        try:
            challenge_assessment(by=request.user, assessment=one, text=form.cleaned_data["text"])
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("Thank you. You get an answer, and those who sign read both."))
            return redirect("assessment_detail", year=year, slug=slug)
    return render(request, "reviews/challenge_add.html", {"one": one, "review": one.review, "form": form})


@requires(Ability.KEEP_REVIEWS)
def challenge_answer(request: MemberRequest, year: int, pk: int) -> HttpResponse:
    """Answer a challenge."""
    challenge = get_challenge(find_review(request, year), pk)
    if challenge is None:
        raise Http404("There is no such challenge.")
    initial = {"seen": challenge.answer, "answer": challenge.answer}
    form = AnswerForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"challenge": challenge, "review": challenge.assessment.review, "form": form}
    if form.is_valid():
        try:
            answer_challenge(by=request.user, challenge=challenge, **form.cleaned_data)
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        except AnsweredMeanwhile as changed:
            posted = request.POST.copy()
            posted["seen"] = changed.now.answer
            context |= {"form": AnswerForm(posted), "theirs": changed.now.answer}
        else:
            messages.success(request, _("The answer is saved, and on its way."))
            return redirect("assessment_detail", year=year, slug=challenge.assessment.measure.slug)
    return render(
        request, "reviews/challenge_answer.html", context, status=409 if "theirs" in context else 200
    )
