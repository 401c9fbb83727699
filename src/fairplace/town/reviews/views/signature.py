from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reviews.forms.signature import SignForm
from fairplace.town.reviews.models import Signature
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.signature import (
    ChangedWhileReading,
    SignedAlready,
    sign_review,
    withdraw_signature,
)
from fairplace.town.reviews.queries.review import group_by_objective
from fairplace.town.reviews.queries.seat import SeatLine
from fairplace.town.reviews.queries.standing import Standing, get_standing
from fairplace.town.reviews.rules.step import State
from fairplace.town.reviews.rules.words import tidy
from fairplace.town.reviews.to_do import list_unusual
from fairplace.town.reviews.views.reading import find_review


@requires(Ability.SEE_DESK)
def review_sign(request: MemberRequest, year: int) -> HttpResponse:
    """Show exactly what is signed, what changed since the last signature, and the box for dissent."""
    standing = get_standing(find_review(request, year))
    own = [line for line in standing.seats if line.seat.person_id == request.user.pk]
    if not own:
        raise Http404("Only those who hold a seat sign.")
    line = _choose(request, own)
    # Who signs again finds the dissent there: what was said once is not dropped because a word changed.
    given = line.signature.dissent if line.signature and line.signature.by_id == request.user.pk else ""
    initial = {"seat": line.seat.pk, "digest": standing.digest, "dissent": given}
    form = SignForm(request.POST or None, initial=initial)
    status = 200
    if form.is_valid():
        told = form.cleaned_data
        try:
            sign_review(by=request.user, seat=line.seat, digest=told["digest"], dissent=told["dissent"])
        except ChangedWhileReading as refused:
            form, status = _read_again(request, form, standing, str(refused)), 409
        except SignedAlready as refused:
            if refused.dissent == tidy(told["dissent"]):
                return _thank(request, year)
            form.add_error(None, str(refused))
        except ReviewRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _thank(request, year)
    return render(request, "reviews/review_sign.html", _show(standing, own, line, form), status=status)


def _thank(request: MemberRequest, year: int) -> HttpResponse:
    messages.success(request, _("You have signed. Thank you."))
    return redirect("review_detail", year=year)


def _choose(request: MemberRequest, own: list[SeatLine]) -> SeatLine:
    """Return the seat that is signed from: the one asked for, or the first that has not signed yet."""
    asked = request.POST.get("seat", "")
    found = [line for line in own if str(line.seat.pk) == asked]
    waiting = [line for line in own if not line.is_valid]
    return (found or waiting or own)[0]


def _read_again(request: MemberRequest, form: SignForm, standing: Standing, sentence: str) -> SignForm:
    """Return the form with the dissent that was typed, over what stands there now."""
    posted = request.POST.copy()
    posted["digest"] = standing.digest
    fresh = SignForm(posted)
    fresh.add_error(None, sentence)
    return fresh


def _show(standing: Standing, own: list[SeatLine], line: SeatLine, form: SignForm) -> dict[str, Any]:
    may_sign = standing.review.state == State.SIGN_OFF and not line.is_valid
    unusual = list_unusual(standing.assessments)
    why = {one.pk: words for one, words in unusual}
    return {
        "review": standing.review,
        "standing": standing,
        "line": line,
        "own": own,
        "first": unusual,
        "groups": [
            (name, [(one, why.get(one.pk, "")) for one in own])
            for name, own in group_by_objective(standing.assessments)
        ],
        "form": form,
        "may_sign": may_sign,
        # Where nothing can be signed any more, the words that were refused stand on the page all the same.
        "unsaved": "" if may_sign else form.data.get("dissent", ""),
        "may_withdraw": line.is_valid and standing.review.state == State.SIGN_OFF,
    }


@require_POST
@requires(Ability.SEE_DESK)
def signature_withdraw(request: MemberRequest, year: int) -> HttpResponse:
    """Take one's own signature back."""
    review, asked = find_review(request, year), request.POST.get("signature", "")
    own = Signature.objects.filter(review=review, by=request.user)
    signature = own.filter(pk=asked).select_related("review").first() if asked.isdecimal() else None
    if signature is None:
        raise Http404("There is no such signature of yours.")
    try:
        withdraw_signature(by=request.user, signature=signature)
        messages.success(request, _("Your signature is taken back."))
    except ReviewRefused as refused:
        messages.error(request, str(refused))
    return redirect("review_detail", year=year)
