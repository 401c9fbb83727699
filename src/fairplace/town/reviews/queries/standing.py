"""Where a review is: everything that its page and its operations ask about, read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fairplace.town.reviews.models import Assessment, Comment, Review
from fairplace.town.reviews.queries.content import describe_content
from fairplace.town.reviews.queries.review import list_assessments
from fairplace.town.reviews.queries.seat import SeatLine, list_seats, list_signers
from fairplace.town.reviews.rules.assessment import Words, is_sound
from fairplace.town.reviews.rules.signing import digest_content
from fairplace.town.reviews.rules.step import Facts, Lack, Measured, Seated, State, list_lacks

SAID = (
    "rating", "rating_because", "statement", "did", "other_causes", "story", "story_by", "confidence",
    "decision", "decision_because", "comes_back_on",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A review as it stands: assessments, seats, the digest of what is signed, and what is missing."""

    review: Review
    assessments: Sequence[Assessment]
    content: Mapping[str, Any]
    digest: str
    seats: Sequence[SeatLine]
    comments_waiting: int
    signers: frozenset[int] = frozenset()

    @cached_property
    def facts(self) -> Facts:
        return Facts(
            self.review.state,
            [get_measured(one) for one in self.assessments],
            [_seated(one, self.signers) for one in self.seats],
            self.comments_waiting,
            bool(self.review.response.strip()),
        )

    @cached_property
    def lacks(self) -> list[Lack]:
        return list_lacks(self.facts)


def get_standing(review: Review) -> Standing:
    """Return how a review stands now, in the same few queries however many measures it has."""
    assessments = list_assessments(review)
    content = describe_content(review, assessments)
    digest = digest_content(content)
    waiting = (
        Comment.objects.filter(review=review, state=Comment.State.WAITING).count()
        if review.state == State.PUBLISHED
        else 0
    )
    seats = list_seats(review, content, digest)
    signers = frozenset(one.pk for one in list_signers(review.town))
    return Standing(review, assessments, content, digest, seats, waiting, signers)


def get_words(one: Assessment) -> Words:
    """Return what was said of a measure, as the rules take it."""
    return Words(**{name: getattr(one, name) for name in SAID})


def get_measured(one: Assessment) -> Measured:
    """Return what the rules ask of an assessment, whose challenges were read with it."""
    return Measured(
        one.measure.slug,
        one.measure.name,
        has_evidence=one.gathered_at is not None,
        rating=one.rating,
        has_statement=bool(one.statement.strip()),
        confidence=one.confidence,
        decision=one.decision,
        is_sound=is_sound(get_words(one), tested=one.tested),
        unanswered=sum(not each.answer for each in one.challenges.all()),
    )


def _seated(line: SeatLine, signers: frozenset[int]) -> Seated:
    seat = line.seat
    name = str(seat.person) if seat.person else ""
    return Seated(seat.title, name, seat.is_required, line.standing, seat.person_id in signers)
