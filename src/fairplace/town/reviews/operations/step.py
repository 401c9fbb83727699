"""Moves a review from step to step: on when nothing is missing, back with a reason, never past a freeze."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.operations.holding import NotReady, ReviewRefused, hold, move, write_down
from fairplace.town.reviews.operations.letter import write_to_challengers, write_to_keepers, write_to_seat
from fairplace.town.reviews.queries.standing import Standing, get_standing
from fairplace.town.reviews.rules.step import State, get_step, list_earlier, next_state

# Freezing, publishing and closing do more than move, and are operations of their own.
MOVED = (State.EVIDENCE, State.CHALLENGE, State.MODERATION)


@transaction.atomic
def move_on(*, by: Person | None, review: Review, seen: str) -> Review:
    """Take a review to its next step, from the one the reader saw. Refused while anything is missing."""
    now = hold(review)
    check_seen(now, seen)
    if now.state not in MOVED:
        raise ReviewRefused(_("This step ends in another way."))
    standing = get_standing(now)
    if standing.lacks:
        raise NotReady(standing.lacks)
    then, onward = now.state, next_state(now.state)
    assert onward, "These steps have one after them."
    move(now, onward)
    write_down(by, "moved on", now, before={"step": then}, after={"step": now.state})
    _tell(now, standing, by)
    return now


def check_seen(now: Review, seen: str) -> None:
    """Refuse when somebody else moved the review since it was read."""
    if now.state != seen:
        sentence = _("Somebody moved the review meanwhile. It stands at: %(step)s.")
        raise ReviewRefused(sentence % {"step": get_step(now.state).name})


def _tell(now: Review, standing: Standing, by: Person | None) -> None:
    if now.is_demonstration:
        return
    if now.state == State.CHALLENGE:
        write_to_challengers(now, _list_asked(standing))
    elif now.state == State.MODERATION:
        key = f"moderation {now.version}"
        write_to_keepers(now, by=by, key=key, what=_("ratings can be moderated"), page="review_detail")
    else:
        for line in standing.seats:
            if not line.is_valid:
                write_to_seat(now, line.seat, digest=standing.digest)


def _list_asked(standing: Standing) -> Iterable[Person]:
    """Return whose view is asked for: those in the seats, and those who own a measure."""
    seats = [line.seat.person for line in standing.seats]
    owners = [one.measure.owner for one in standing.review.assessments.select_related("measure__owner")]
    return {one.pk: one for one in (*seats, *owners) if one}.values()


@transaction.atomic
def reopen_review(*, by: Person | None, review: Review, seen: str, to: str, because: str) -> Review:
    """Take a review back to an earlier step, with the reason, as long as nothing is frozen.

    Signatures stay; they count again when the same words stand there.
    """
    now = hold(review)
    check_seen(now, seen)
    if to not in list_earlier(now.state):
        raise ReviewRefused(_("A review cannot be taken back to this step."), "to")
    if not because.strip():
        raise ReviewRefused(_("Say why it is taken back."), "because")
    then = now.state
    move(now, State(to))
    write_down(
        by, "reopened", now, before={"step": then}, after={"step": now.state, "because": because.strip()}
    )
    if not now.is_demonstration:
        what = _("it was taken back a step")
        write_to_keepers(now, by=by, key=f"reopened {now.version}", what=what, page="review_detail")
    return now
