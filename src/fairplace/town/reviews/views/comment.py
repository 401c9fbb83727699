from typing import Any

from allauth.core.ratelimit import consume, respond_429
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import make_clash
from fairplace.town.reviews.forms.comment import CommentForm, SettleForm
from fairplace.town.reviews.forms.review import ResponseForm
from fairplace.town.reviews.models import Comment, Review
from fairplace.town.reviews.operations.comment import (
    SettledMeanwhile,
    comment_on_review,
    respond,
    say_settled,
    settle_comment,
)
from fairplace.town.reviews.operations.holding import KIND, ReviewRefused
from fairplace.town.reviews.queries.comment import get_comment, list_comments, list_measures_reviewed
from fairplace.town.reviews.rules.step import State
from fairplace.town.reviews.views.reading import find_published

A_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_add(request: TownRequest, year: int) -> HttpResponse:
    """Let anybody comment on a published review. No account is needed."""
    review = find_published(request, year)
    if review.state != State.PUBLISHED:
        raise Http404("It takes no more comments.")
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        measures=list_measures_reviewed(review),
        initial={"measure": request.GET.get("measure", "")},
    )
    if form.is_bound and form.is_trapped:
        # A program filled in what people cannot see. It is told nothing that would help it do better.
        return redirect("comment_thanks", year=year)
    if form.is_valid():
        if not consume(request, action="comment"):
            return respond_429(request)
        try:
            comment_on_review(review=review, **form.values)
        except ReviewRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("comment_thanks", year=year)
    return render(request, "reviews/comment_add.html", {"review": review, "form": form})


@require_safe
def comment_thanks(request: TownRequest, year: int) -> HttpResponse:
    """Say thank you, and what happens next."""
    return render(request, "reviews/comment_thanks.html", {"review": find_published(request, year)})


@requires(Ability.KEEP_REVIEWS)
@require_safe
def comment_list(request: MemberRequest, year: int) -> HttpResponse:
    """List the comments on a review, first those that wait to be read."""
    review = find_published(request, year)
    state = request.GET.get("state", Comment.State.WAITING)
    state = state if state in Comment.State.values else ""
    names = dict(list_measures_reviewed(review))
    page = Paginator(list_comments(review, state=state), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "review": review,
        "page": page,
        "lines": [(one, names.get(one.measure, "")) for one in page],
        "state": state,
        "states": Comment.State.choices,
    }
    return render(request, "reviews/comment_list.html", context)


@requires(Ability.KEEP_REVIEWS)
def comment_read(request: MemberRequest, year: int, pk: int) -> HttpResponse:
    """Read one comment, and show it or decline it."""
    review = find_published(request, year)
    one = get_comment(review, pk)
    if one is None:
        raise Http404("There is no such comment.")
    choice = {Comment.State.SHOWN: "show", Comment.State.DECLINED: "decline"}.get(
        Comment.State(one.state), ""
    )
    initial = {"seen": say_settled(one), "choice": choice, "answer": one.answer, "because": one.because}
    form, theirs = SettleForm(request.POST or None, initial=initial), None
    if form.is_valid():
        told = form.cleaned_data
        try:
            settle_comment(
                by=request.user, comment=one, seen=told["seen"], is_shown=told["choice"] == "show",
                answer=told["answer"], because=told["because"],
            )  # fmt: skip
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        except SettledMeanwhile as changed:
            posted = request.POST.copy()
            posted["seen"] = say_settled(changed.now)
            form, theirs = SettleForm(posted), changed.now
        else:
            messages.success(request, _("Thank you. It is read."))
            return redirect("comment_list", year=year)
    about = dict(list_measures_reviewed(review)).get(one.measure, "")
    context = {"review": review, "one": one, "about": about, "form": form, "theirs": theirs}
    return render(request, "reviews/comment_read.html", context, status=409 if theirs else 200)


@requires(Ability.KEEP_REVIEWS)
def review_respond(request: MemberRequest, year: int) -> HttpResponse:
    """Write what the town answers to those who commented."""
    review = find_published(request, year)
    if review.state != State.PUBLISHED:
        raise Http404("It is closed.")
    initial = {"version": review.version, "response": review.response}
    form = ResponseForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"review": review, "form": form}
    if form.is_valid():
        try:
            respond(by=request.user, review=review, **form.cleaned_data)
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, Review), "A review was read."
            context["clash"] = make_clash(
                form, now={"response": now.response}, one=now, kind=KIND, subject=str(year),
                town=request.town.slug,
            )  # fmt: skip
        else:
            messages.success(request, _("The response is public."))
            return redirect("review_detail", year=year)
    return render(request, "reviews/response.html", context, status=409 if "clash" in context else 200)
