"""Reads what a review says, who signed it and who dissents, as plain values that everybody may read."""

from typing import Any

from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.queries.seat import SeatLine
from fairplace.town.reviews.queries.standing import Standing

SAID = (
    "tested", "rating", "rating_because", "statement", "did", "other_causes", "story", "story_by",
    "story_is_demonstration", "confidence", "decision", "decision_because",
)  # fmt: skip


def describe_review(standing: Standing) -> dict[str, Any]:
    """Return a review as it stands: what was said of each measure, and the names under it.

    Challenges are counted, not told: they were said inside.
    """
    review = standing.review
    return {
        "year": review.year,
        "title": review.title,
        "foreword": review.foreword,
        "foreword_by": review.foreword_by,
        "foreword_on": review.foreword_on.isoformat() if review.foreword_on else None,
        "looking_ahead": review.looking_ahead,
        "is_demonstration": review.is_demonstration,
        "signed_digest": standing.digest,
        "assessments": [_describe_assessment(one) for one in standing.assessments],
        "seats": [_describe_seat(one) for one in standing.seats],
    }


def _describe_assessment(one: Assessment) -> dict[str, Any]:
    challenges = list(one.challenges.all())
    return {
        "measure": one.measure.slug,
        "name": one.measure.name,
        **{name: getattr(one, name) for name in SAID},
        "comes_back_on": one.comes_back_on.isoformat() if one.comes_back_on else None,
        "story_on": one.story_on.isoformat() if one.story_on else None,
        "evidence_digest": one.evidence.get("digest", ""),
        "gathered_at": one.gathered_at.isoformat() if one.gathered_at else None,
        "challenges": len(challenges),
        "challenges_answered": sum(bool(each.answer) for each in challenges),
    }


def _describe_seat(line: SeatLine) -> dict[str, Any]:
    """Return a seat with its signature where that holds. Who sits in it and did not sign is not told."""
    signature = line.signature if line.is_valid else None
    return {
        "title": line.seat.title,
        "group": line.seat.group.name if line.seat.group else "",
        "is_required": line.seat.is_required,
        "signature": {
            "name": signature.name,
            "at": signature.at.isoformat(),
            "digest": signature.digest,
            "dissent": signature.dissent,
        }
        if signature
        else None,
    }
