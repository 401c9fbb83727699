from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.people.operations import record
from fairplace.town.places.operations.saving import lock
from fairplace.town.reviews.models import Comment, Review
from fairplace.town.reviews.operations.holding import COMMENT_KIND, ReviewRefused, hold, write_down
from fairplace.town.reviews.operations.letter import write_to_commenter, write_to_keepers
from fairplace.town.reviews.rules.step import State
from fairplace.town.reviews.rules.words import tidy


class SettledMeanwhile(Exception):
    """Somebody else decided on a comment since it was read: `now` is how it stands."""

    def __init__(self, now: Comment) -> None:
        super().__init__("Somebody else decided on this meanwhile.")
        self.now = now


@transaction.atomic
def comment_on_review(
    *, review: Review, text: str, name: str = "", email: str = "", measure: str = ""
) -> Comment:
    """Keep what somebody says to a published review until the team has read it. No account is needed.

    What is sent twice, as by two clicks, is kept once.
    """
    now = hold(review, State.PUBLISHED)
    said = {"text": tidy(text), "name": name.strip(), "email": email, "measure": measure}
    there = Comment.objects.filter(review=now, state=Comment.State.WAITING, **said).first()
    if there:
        return there
    one = Comment.objects.create(review=now, **said)
    # The record outlives the answer, so neither the name nor the address is written into it.
    _record(None, "was told", now, one)
    key, what = f"comments {timezone.localdate()}", _("comments wait to be read")
    write_to_keepers(now, by=None, key=key, what=what, page="comment_list")
    return one


@transaction.atomic
def settle_comment(
    *, by: Person | None, comment: Comment, seen: str, is_shown: bool, answer: str = "", because: str = ""
) -> Comment:
    """Show a comment, with an answer or without, or decline it with the reason; whoever made it is told.

    `seen` is the moment it was last settled, as it was read: somebody may settle it meanwhile.
    """
    now = hold(comment.review, State.PUBLISHED, State.CLOSED)
    one = Comment.objects.select_for_update(of=("self",)).select_related("settled_by").get(pk=comment.pk)
    if say_settled(one) != seen:
        if _describe(one) == _settled(is_shown, answer, because):
            return one
        raise SettledMeanwhile(one)
    if not is_shown and not because.strip():
        raise ReviewRefused(_("Say why it is not shown."), "because")
    before = _describe(one)
    for name, value in _settled(is_shown, answer, because).items():
        setattr(one, name, value)
    one.settled_by, one.settled_at = by, timezone.now()
    email = one.email
    # The address was left for this answer only, and is not kept longer than needed.
    one.email = ""
    one.save()
    _record(by, "showed" if is_shown else "declined", now, one, before=before, after=_describe(one))
    if email:
        write_to_commenter(now, one, email)
    return one


def say_settled(one: Comment) -> str:
    """Return when a comment was last decided on, for a form to bring back."""
    return one.settled_at.isoformat() if one.settled_at else ""


@transaction.atomic
def respond(*, by: Person | None, review: Review, version: int, response: str) -> Review:
    """Set the town's response to the comments on a published review. Raises ChangedMeanwhile."""
    hold(review, State.PUBLISHED)
    now = lock(review, version=version)
    if not response.strip():
        raise ReviewRefused(_("Write the response."), "response")
    before = {"response": now.response}
    if now.response == tidy(response):
        return now
    now.response, now.response_by, now.response_at = tidy(response), by, timezone.now()
    now.version += 1
    now.save()
    write_down(by, "responded to comments on", now, before=before, after={"response": now.response})
    return now


def _describe(one: Comment) -> dict[str, Any]:
    return {"state": one.state, "answer": one.answer, "because": one.because}


def _settled(is_shown: bool, answer: str, because: str) -> dict[str, Any]:
    state = Comment.State.SHOWN if is_shown else Comment.State.DECLINED
    return {"state": state, "answer": tidy(answer), "because": "" if is_shown else tidy(because)}


def _record(
    by: Person | None,
    verb: str,
    review: Review,
    one: Comment,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        by=by, verb=verb, kind=COMMENT_KIND, subject=f"{review.year} {one.pk}",
        town=review.town.slug, before=before, after=after,
    )  # fmt: skip
