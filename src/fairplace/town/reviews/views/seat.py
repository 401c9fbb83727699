from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fairplace.town.partners.queries import list_groups
from fairplace.town.people.access import requires
from fairplace.town.people.rules import Ability
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.places.requests import MemberRequest
from fairplace.town.reviews.forms.seat import SeatFormSet, get_seats
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.review import save_seats
from fairplace.town.reviews.queries.seat import list_signers
from fairplace.town.reviews.views.reading import comes_late, find_review


@requires(Ability.KEEP_REVIEWS)
def review_seats(request: MemberRequest, year: int) -> HttpResponse:
    """Say who sits in which seat, and which seats must sign."""
    review = find_review(request, year)
    if comes_late(request, review):
        return redirect("review_detail", year=year)
    held = list(review.seats.select_related("person", "group").order_by("position"))
    seats = SeatFormSet(
        request.POST or None,
        initial=get_seats(held),
        prefix="seats",
        people=_list_people(request, held),
        groups=list_groups(town=request.town),
        seats=[one.pk for one in held],
    )
    context: dict[str, Any] = {"review": review, "seats": seats, "version": review.version}
    if request.method == "POST" and seats.is_valid():
        asked = request.POST.get("version", "")
        version = int(asked) if asked.isdecimal() else 0
        try:
            save_seats(by=request.user, review=review, version=version, seats=seats.entries)
        except ReviewRefused as refused:
            context["refused"] = str(refused)
        except ChangedMeanwhile as changed:
            context |= {"meanwhile": held, "version": changed.now.version}
        else:
            messages.success(request, _("The seats are saved."))
            return redirect("review_detail", year=year)
    return render(
        request, "reviews/review_seats.html", context, status=409 if "meanwhile" in context else 200
    )


def _list_people(request: MemberRequest, held: list[Any]) -> list[Any]:
    """Return who may sit in a seat, with those who sit there although they may not any more."""
    found = {one.pk: one for one in list_signers(request.town)}
    found |= {seat.person.pk: seat.person for seat in held if seat.person}
    return list(found.values())
