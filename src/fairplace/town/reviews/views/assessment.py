from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fairplace.town.governance.rules.digest import is_intact
from fairplace.town.people.access import may, requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.places.views.clash import make_clash
from fairplace.town.reviews.forms.assessment import ModerationForm, get_initial
from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.operations.holding import MEASURE_KIND, ReviewRefused
from fairplace.town.reviews.operations.moderation import WordsRefused, moderate
from fairplace.town.reviews.queries.early import list_early, list_early_signs
from fairplace.town.reviews.queries.review import get_previous_assessment, list_neighbours
from fairplace.town.reviews.questions import list_questions
from fairplace.town.reviews.rules.step import MODERATED, State, is_open
from fairplace.town.reviews.views.reading import comes_late, find_assessment


@requires(Ability.SEE_DESK)
@require_safe
def assessment_detail(request: MemberRequest, year: int, slug: str) -> HttpResponse:
    """Show what a review says of one measure: the nine questions, the challenges, and the year before."""
    one = find_assessment(request, year, slug)
    context = _describe(request, one)
    return render(request, "reviews/assessment_detail.html", context)


def _describe(request: MemberRequest, one: Assessment) -> dict[str, Any]:
    previous, state = get_previous_assessment(one), one.review.state
    keeps = may(request, Ability.KEEP_REVIEWS)
    return {
        "one": one,
        "review": one.review,
        "previous": previous,
        "questions": list_questions(one, previous),
        "is_intact": not one.evidence or is_intact(one.evidence),
        "early_signs": list_early_signs(town=request.town, measure=one.measure.slug),
        "challenges": one.challenges.all(),
        "may_challenge": state == State.CHALLENGE,
        "may_answer": keeps and state in (State.CHALLENGE, State.MODERATION),
        "may_moderate": keeps and is_open(state),
        "is_rated": state in MODERATED,
        "neighbours": list_neighbours(one),
        "today": timezone.localdate(),
    }


@requires(Ability.KEEP_REVIEWS)
def assessment_moderate(request: MemberRequest, year: int, slug: str) -> HttpResponse:
    """Set the rating, the words and the decision on one measure, the evidence beside them."""
    one = find_assessment(request, year, slug)
    if comes_late(request, one.review):
        return redirect("assessment_detail", year=year, slug=slug)
    early = list_early(town=request.town, measures=[one.measure]).get(slug)
    form = ModerationForm(request.POST or None, assessment=one, early=early, state=one.review.state)
    context: dict[str, Any] = {**_describe(request, one), "form": form, "early": early}
    if form.is_valid():
        try:
            moderate(by=request.user, assessment=one, version=form.cleaned_data["version"], words=form.words)
        except WordsRefused as refused:
            for name, sentence in refused.faults.items():
                form.add_error(name if name in form.fields else None, sentence)
        except ReviewRefused as refused:
            form.add_error(None, str(refused))
        except ChangedMeanwhile as changed:
            now = changed.now
            assert isinstance(now, Assessment), "An assessment was read."
            context["clash"] = make_clash(
                form, now=get_initial(now), one=now, kind=MEASURE_KIND, subject=f"{year} {slug}",
                town=request.town.slug,
            )  # fmt: skip
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": one.measure.name})
            return redirect("assessment_detail", year=year, slug=slug)
    status = 409 if "clash" in context else 200
    return render(request, "reviews/assessment_moderate.html", context, status=status)
