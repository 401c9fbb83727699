from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reviews.forms.review import ReopenForm
from fairplace.town.reviews.operations.evidence import gather_evidence
from fairplace.town.reviews.operations.freezing import close_review, freeze_signed, publish_review
from fairplace.town.reviews.operations.holding import NotReady, ReviewRefused
from fairplace.town.reviews.operations.step import move_on, reopen_review
from fairplace.town.reviews.rules.step import State, get_step, list_earlier
from fairplace.town.reviews.views.reading import find_review

ONWARD: dict[str, Callable[..., Any]] = {
    State.EVIDENCE: move_on,
    State.CHALLENGE: move_on,
    State.MODERATION: move_on,
    State.SIGN_OFF: freeze_signed,
    State.FROZEN: publish_review,
    State.PUBLISHED: close_review,
}


@require_POST
@requires(Ability.KEEP_REVIEWS)
def review_gather(request: MemberRequest, year: int) -> HttpResponse:
    """Bring the evidence in, or bring it in again."""
    try:
        gather_evidence(by=request.user, review=find_review(request, year))
        messages.success(request, _("The evidence is in, with a draft of what was done."))
    except ReviewRefused as refused:
        messages.error(request, str(refused))
    return redirect("review_detail", year=year)


@require_POST
@requires(Ability.KEEP_REVIEWS)
def review_go_on(request: MemberRequest, year: int) -> HttpResponse:
    """Take the review to its next step, whichever that is, from the step that the reader saw."""
    review, seen = find_review(request, year), request.POST.get("seen", "")
    onward = ONWARD.get(seen)
    if onward is None:
        raise Http404("No step follows.")
    try:
        onward(by=request.user, review=review, seen=seen)
    except NotReady as refused:
        messages.error(request, _("It cannot go on yet. %(missing)s") % {"missing": refused})
    except ReviewRefused as refused:
        messages.error(request, str(refused))
    else:
        review.refresh_from_db()
        messages.success(
            request, _("The review stands at: %(step)s.") % {"step": get_step(review.state).name}
        )
    return redirect("review_detail", year=year)


@requires(Ability.KEEP_REVIEWS)
def review_reopen(request: MemberRequest, year: int) -> HttpResponse:
    """Take the review back to an earlier step, with the reason."""
    review = find_review(request, year)
    if not list_earlier(review.state):
        raise Http404("There is no step to go back to.")
    form = ReopenForm(request.POST or None, state=review.state)
    if form.is_valid():
        try:
            reopen_review(by=request.user, review=review, **form.cleaned_data)
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The review is taken back."))
            return redirect("review_detail", year=year)
    return render(request, "reviews/review_reopen.html", {"review": review, "form": form})
