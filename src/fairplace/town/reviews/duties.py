"""Joins the annual review to the duties: the open step, signatures that are missing, what comes back."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.governance.rules.duty import Duty, Source, register_duties
from fairplace.town.people.rules import Ability
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.queries.promise import list_promises
from fairplace.town.reviews.queries.review import get_open_review
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.step import State, get_step

STEP, SIGNATURE, PROMISE = "review step", "review signature", "review promise"


def _list_steps(town: Town) -> Iterator[Duty]:
    """Return the step that each review stands at, where it has a last day: the programme team's."""
    for review in Review.objects.filter(town=town).exclude(state__in=(State.FROZEN, State.CLOSED)):
        day = review.days.get(review.state)
        if day:
            page = ("review_detail", {"year": review.year})
            yield Duty(
                STEP,
                f"{review.title}: {get_step(review.state).name}",
                date.fromisoformat(day),
                owner=_("Programme team"),
                page=page,
                do_page=page,
                is_demonstration=review.is_demonstration,
            )


def _list_signatures(town: Town) -> Iterator[Duty]:
    """Return the signatures that are missing, each with whoever sits in the seat."""
    review = get_open_review(town=town)
    if review is None or review.state != State.SIGN_OFF:
        return
    day = review.days.get(State.SIGN_OFF)
    due_on = date.fromisoformat(day) if day else timezone.localdate()
    for line in get_standing(review).seats:
        seat = line.seat
        if seat.is_required and seat.person and not line.is_valid:
            yield Duty(
                SIGNATURE,
                _("%(review)s, as %(seat)s") % {"review": review, "seat": seat.title},
                due_on,
                group=seat.group.slug if seat.group else "",
                group_name=seat.group.name if seat.group else "",
                owner=str(seat.person),
                person=seat.person.pk,
                page=("review_detail", {"year": review.year}),
                do_page=("review_sign", {"year": review.year}),
                is_demonstration=review.is_demonstration,
            )


def _list_promised(town: Town) -> Iterator[Duty]:
    """Return the measures that come back, on the day that was promised when it was too early."""
    review = get_open_review(town=town)
    for one in list_promises(town):
        slug, owner = one.measure.slug, one.measure.owner
        page = (
            ("assessment_detail", {"year": review.year, "slug": slug})
            if review
            else ("measure_detail", {"slug": slug})
        )
        yield Duty(
            PROMISE,
            _("%(measure)s: was too early to judge in %(year)s") % {"measure": one.measure, "year": one.year},
            one.due_on,
            owner=str(owner) if owner else _("Programme team"),
            person=owner.pk if owner else None,
            page=page,
            do_page=page,
            is_demonstration=one.is_demonstration,
        )


register_duties(STEP, gettext_lazy("Step of the annual review"), Source(_list_steps, Ability.KEEP_REVIEWS))
register_duties(SIGNATURE, gettext_lazy("Signature under the annual review"), Source(_list_signatures))
register_duties(
    PROMISE,
    gettext_lazy("Measure that comes back to the review"),
    Source(_list_promised, Ability.KEEP_REVIEWS),
)
