from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Assessment, Challenge
from fairplace.town.reviews.operations.holding import ReviewRefused, hold, write_down
from fairplace.town.reviews.operations.letter import write_answer, write_to_keepers
from fairplace.town.reviews.rules.step import State
from fairplace.town.reviews.rules.words import tidy


@transaction.atomic
def challenge_assessment(
    *, by: Person | None, assessment: Assessment, text: str, is_demonstration: bool = False
) -> Challenge:
    """Doubt what a review says of a measure, while it is open to challenge. Sent twice, it is kept once."""
    now = hold(assessment.review, State.CHALLENGE)
    if not text.strip():
        raise ReviewRefused(_("Say what you doubt, and why."), "text")
    there = assessment.challenges.filter(text=tidy(text), by=by, answer="").first() if by else None
    if there:
        return there
    made = Challenge.objects.create(
        assessment=assessment, text=tidy(text), by=by, is_demonstration=is_demonstration
    )
    write_down(by, "challenged", now, after={"text": made.text}, of=assessment.measure.slug)
    if not is_demonstration:
        # One letter a day says that challenges wait, however many there are.
        key = f"challenges {timezone.localdate()}"
        what = _("challenges wait for an answer")
        write_to_keepers(now, by=by, key=key, what=what, page="review_detail")
    return made


@transaction.atomic
def answer_challenge(*, by: Person | None, challenge: Challenge, answer: str, seen: str) -> Challenge:
    """Answer a challenge, or answer it anew; `seen` is the answer that was read. Whoever made it is told."""
    now = hold(challenge.assessment.review, State.CHALLENGE, State.MODERATION)
    fresh = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    if not answer.strip():
        raise ReviewRefused(_("Write the answer."), "answer")
    if fresh.answer == tidy(answer):
        return fresh
    if fresh.answer != tidy(seen):
        raise AnsweredMeanwhile(fresh)
    before = {"answer": fresh.answer}
    fresh.answer, fresh.answered_by, fresh.answered_at = tidy(answer), by, timezone.now()
    fresh.save()
    after = {"challenge": fresh.text, "answer": fresh.answer}
    write_down(by, "answered", now, before=before, after=after, of=challenge.assessment.measure.slug)
    if not fresh.is_demonstration:
        write_answer(now, fresh)
    return fresh


class AnsweredMeanwhile(Exception):
    """Somebody else answered since it was read: `now` is the challenge with their answer."""

    def __init__(self, now: Challenge) -> None:
        super().__init__("Somebody else answered meanwhile.")
        self.now = now
