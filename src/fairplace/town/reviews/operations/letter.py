"""Letters to those who must do the next thing: one a person and step, with the page where it is done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.letters.operations import write_letter
from fairplace.town.people.models import Person
from fairplace.town.places.addresses import write_address
from fairplace.town.reviews.models import Challenge, Comment, Review, Seat, Signature
from fairplace.town.reviews.queries.seat import list_keepers

KIND = "annual review"


def _write(review: Review, person: Person, *, key: str, template: str, subject: str, **context: Any) -> None:
    if not person.email or not person.is_active:
        return
    write_letter(
        key=f"review {review.pk} {key} {person.pk}",
        kind=KIND,
        town=review.town.slug,
        to=person.email,
        person=person,
        subject=subject,
        template=f"reviews/mail/{template}.txt",
        review=review,
        town_name=review.town.name,
        **context,
    )


def last_day(review: Review, step: str) -> date | None:
    """Return the agreed last day of a step."""
    day = review.days.get(step)
    return date.fromisoformat(day) if day else None


def write_to_challengers(review: Review, people: Iterable[Person]) -> None:
    """Tell those whose view is asked for that the review is open to challenge."""
    subject = _("%(review)s: is this right?") % {"review": review}
    address = write_address(review.town, "review_detail", year=review.year)
    for person in people:
        _write(
            review, person, key=f"challenge {review.version}", template="challenge", subject=subject,
            address=address, day=last_day(review, "challenge"),
        )  # fmt: skip


def write_to_keepers(review: Review, *, by: Person | None, key: str, what: str, page: str) -> None:
    """Tell the other people who run the review that something waits for them."""
    address = write_address(review.town, page, year=review.year)
    for person in list_keepers(review.town):
        if by is None or person.pk != by.pk:
            subject = f"{review}: {what}"
            _write(review, person, key=key, template="keeper", subject=subject, what=what, address=address)


def write_to_seat(review: Review, seat: Seat, *, digest: str) -> None:
    """Ask whoever holds a seat for their signature under what stands there now: once, whatever they hold."""
    if seat.person:
        subject = _("%(review)s: please sign") % {"review": review}
        _write(
            review, seat.person, key=f"sign {digest[:16]}", template="sign", subject=subject,
            seat=seat, address=write_address(review.town, "review_sign", year=review.year),
            day=last_day(review, "sign-off"),
        )  # fmt: skip


def write_to_void(review: Review, signature: Signature) -> None:
    """Tell somebody, once, that what they signed was changed since and needs their signature again."""
    seat = signature.seat
    if seat.person:
        subject = _("%(review)s: changed since you signed") % {"review": review}
        _write(
            review, seat.person, key=f"void {signature.pk}", template="void", subject=subject, seat=seat,
            address=write_address(review.town, "review_sign", year=review.year),
        )  # fmt: skip


def write_answer(review: Review, challenge: Challenge) -> None:
    """Send the answer to a challenge to whoever made it."""
    if challenge.by:
        measure = challenge.assessment.measure
        address = write_address(review.town, "assessment_detail", year=review.year, slug=measure.slug)
        subject = _("Your challenge: %(measure)s") % {"measure": measure}
        _write(
            review, challenge.by, key=f"answer {challenge.pk} {challenge.answered_at}", template="answer",
            subject=subject, challenge=challenge, measure=measure, address=address,
        )  # fmt: skip


def write_to_commenter(review: Review, comment: Comment, email: str) -> None:
    """Send what became of a comment to whoever made it, at the address they left for that."""
    write_letter(
        key=f"review {review.pk} comment {comment.pk} {comment.settled_at}",
        kind=KIND,
        town=review.town.slug,
        to=email,
        subject=_("Your comment on %(review)s") % {"review": review},
        template="reviews/mail/comment.txt",
        review=review,
        town_name=review.town.name,
        comment=comment,
        address=write_address(review.town, "review_detail", year=review.year),
    )
