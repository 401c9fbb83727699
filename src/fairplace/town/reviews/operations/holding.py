"""Holds a review while it is changed, so that nothing happens to it from two sides at one time."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.rules.step import Lack, State, get_step

KIND, MEASURE_KIND, COMMENT_KIND = "review", "assessment", "comment on a review"


class ReviewRefused(Exception):
    """What was asked cannot be done; `field` is what it is about in a form, and the message a sentence."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotReady(ReviewRefused):
    """A review cannot go on: `lacks` says what is missing."""

    def __init__(self, lacks: list[Lack]) -> None:
        super().__init__(" ".join(lack.sentence for lack in lacks))
        self.lacks = lacks


def hold(review: Review, *states: str) -> Review:
    """Return the review as it is now, held until the transaction ends; refuse where it is in none of these.

    Whoever moderates, signs, answers or moves a review holds its row, so that each sees what the other did.
    """
    assert transaction.get_connection().in_atomic_block, "A review is held as long as its transaction."
    found = Review.objects.select_for_update(of=("self",)).select_related("town__place")
    now = found.get(pk=review.pk)
    if states and now.state not in states:
        sentence = _("This cannot be done now. The review stands at: %(step)s.")
        raise ReviewRefused(sentence % {"step": get_step(now.state).name})
    return now


def move(now: Review, state: State) -> None:
    """Set the state of a review that is held."""
    now.state = state
    now.version += 1
    now.save()


def write_down(
    by: Person | None, verb: str, review: Review, *, before: Any = None, after: Any = None, of: str = ""
) -> None:
    """Record what was done to a review, or to what it says of one measure (`of` is its slug)."""
    record(
        by=by,
        verb=verb,
        kind=MEASURE_KIND if of else KIND,
        subject=f"{review.year} {of}" if of else str(review.year),
        town=review.town.slug,
        before=before,
        after=after,
    )
