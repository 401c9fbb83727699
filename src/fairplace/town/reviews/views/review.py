from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.partners.queries import list_groups
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest, TownRequest
from fairplace.town.places.views.clash import make_clash
from fairplace.town.reviews.forms.review import OpenForm, ReviewForm, get_initial
from fairplace.town.reviews.forms.seat import SeatFormSet, get_proposed
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.holding import KIND, ReviewRefused
from fairplace.town.reviews.operations.letter import last_day
from fairplace.town.reviews.operations.review import change_review, open_review
from fairplace.town.reviews.queries.comment import count_waiting_by_review, list_shown
from fairplace.town.reviews.queries.restatement import list_restated
from fairplace.town.reviews.queries.review import get_open_review, list_reviews
from fairplace.town.reviews.queries.seat import list_signers, propose_seats
from fairplace.town.reviews.queries.standing import Standing, get_standing
from fairplace.town.reviews.rules.step import MODERATED, PUBLIC_STATES, State, get_step, is_open
from fairplace.town.reviews.showing import show_review
from fairplace.town.reviews.telling import say_on_path
from fairplace.town.reviews.to_do import Task, list_last_tasks, list_steps, list_tasks
from fairplace.town.reviews.views.frozen import refuses_changed
from fairplace.town.reviews.views.reading import comes_late, find_review
from fairplace.town.ui.navigation import find_address

OWN = ("title", "foreword", "foreword_by", "looking_ahead")


@require_safe
def review_list(request: TownRequest) -> HttpResponse:
    """List the reviews of all years: the published ones to everybody."""
    is_inside, keeps = may(request, Ability.SEE_DESK), may(request, Ability.KEEP_REVIEWS)
    unfinished = get_open_review(town=request.town) if is_inside else None
    reviews = list_reviews(town=request.town, public=not is_inside)
    waiting: list[tuple[Review, list[Task]]] = []
    if unfinished:
        standing = get_standing(unfinished)
        waiting.append((unfinished, list_tasks(standing, person=request.user.pk or 0, keeps=keeps)))
    if keeps:
        comments = count_waiting_by_review(reviews)
        late = [(one, list(list_last_tasks(one, comments.get(one.pk, 0)))) for one in reviews]
        waiting += [(one, tasks) for one, tasks in late if tasks]
    context: dict[str, Any] = {
        "reviews": reviews,
        "is_inside": is_inside,
        "may_open": keeps and unfinished is None,
        "waiting": [
            {"review": one, "here": get_step(one.state), "until": last_day(one, one.state), "tasks": tasks}
            for one, tasks in waiting
        ],
    }
    return render(request, "reviews/review_list.html", context)


@require_safe
@refuses_changed
def review_detail(request: TownRequest, year: int) -> HttpResponse:
    """Show a review: to those inside where it is and what is missing; to everybody what was published."""
    review = find_review(request, year)
    is_inside, is_public = may(request, Ability.SEE_DESK), review.state in PUBLIC_STATES
    context: dict[str, Any] = {
        "review": review,
        "is_inside": is_inside,
        "is_public": is_public,
        "may_keep": may(request, Ability.KEEP_REVIEWS),
        "may_comment": review.state == State.PUBLISHED,
        "comments": list_shown(review) if is_public else [],
        "comments_until": last_day(review, State.PUBLISHED) if review.state == State.PUBLISHED else None,
    }
    if is_inside:
        context |= _ceremony(request, get_standing(review))
    elif is_public:
        context |= _frozen(review)
    return render(request, "reviews/review_detail.html", context)


def _frozen(review: Review) -> dict[str, Any]:
    """Return what was frozen, as it was then, and which of its figures changed since."""
    frozen = show_review(review)
    return {"frozen": frozen, "restated": list_restated(frozen.snapshot)} if frozen else {}


def _ceremony(request: TownRequest, standing: Standing) -> dict[str, Any]:
    """Return where a review is, what is missing, who must act, and what the reader can do now."""
    review, keeps = standing.review, may(request, Ability.KEEP_REVIEWS)
    year = {"year": review.year}
    lacks = [
        (
            lack.sentence,
            find_address(lack.page, **year, **({"slug": lack.slug} if lack.slug else {})) if keeps else "",
        )
        for lack in standing.lacks
    ]
    return {
        "standing": standing,
        "steps": list_steps(review, timezone.localdate()),
        "here": get_step(review.state),
        "lacks": lacks,
        "tasks": list_tasks(standing, person=request.user.pk or 0, keeps=keeps),
        "lines": [
            (one, fact, say_on_path(one.status or {}) or one.get_tested_display())  # pyright: ignore[reportAttributeAccessIssue]
            for one, fact in zip(standing.assessments, standing.facts.measures, strict=True)
        ],
        "is_open": is_open(review.state),
        "is_rated": review.state in MODERATED,
        "gathers": review.state == State.EVIDENCE,
        "is_signed": review.state not in (State.EVIDENCE, State.CHALLENGE),
        "snapshot": getattr(review, "snapshot", None),
    }


@requires(Ability.KEEP_REVIEWS)
def review_open(request: MemberRequest) -> HttpResponse:
    """Open the review of a year: its days, and who sits in which seat, proposed from the last one."""
    year = timezone.localdate().year
    initial = {"year": year, "title": _("Annual review %(year)s") % {"year": year}}
    form = OpenForm(request.POST or None, initial=initial)
    proposed = propose_seats(request.town)
    people = {one.pk: one for one in list_signers(request.town)}
    people |= {one.person.pk: one.person for one in proposed if one.person}
    seats = SeatFormSet(
        request.POST or None,
        initial=get_proposed(proposed),
        prefix="seats",
        people=people.values(),
        groups=list_groups(town=request.town),
    )
    if request.method == "POST" and form.is_valid() and seats.is_valid():
        told = form.cleaned_data
        try:
            review = open_review(
                by=request.user, town=request.town, year=told["year"], title=told["title"],
                days={step: day for step, day in form.days.items() if day}, seats=seats.entries,
            )  # fmt: skip
        except ReviewRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The review is open. Bring the evidence in next."))
            return redirect("review_detail", year=review.year)
    return render(request, "reviews/review_open.html", {"form": form, "seats": seats})


@requires(Ability.KEEP_REVIEWS)
def review_change(request: MemberRequest, year: int) -> HttpResponse:
    """Change the days, the foreword and what is said of the year to come."""
    review = find_review(request, year)
    if comes_late(request, review):
        return redirect("review_detail", year=year)
    form = ReviewForm(request.POST or None, initial=get_initial(review))
    context: dict[str, Any] = {"review": review, "form": form}
    if form.is_valid():
        told = form.cleaned_data
        values = {**{name: told[name] for name in OWN}, "days": form.days}
        try:
            change_review(by=request.user, review=review, version=told["version"], values=values)
        except ReviewRefused as refused:
            form.add_error(None, str(refused))
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, Review), "A review was read."
            context["clash"] = make_clash(
                form, now=get_initial(now), one=now, kind=KIND, subject=str(year), town=request.town.slug
            )
        else:
            messages.success(request, _("The review is saved."))
            return redirect("review_detail", year=year)
    return render(request, "reviews/review_change.html", context, status=409 if "clash" in context else 200)
