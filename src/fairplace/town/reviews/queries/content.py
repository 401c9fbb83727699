"""What is signed: everything that a review says, as plain values, the same as long as nobody changes it."""

from collections.abc import Iterable
from typing import Any

from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.queries.review import list_assessments
from fairplace.town.reviews.rules.signing import digest_content

WORDS = (
    "tested", "rating", "rating_because", "statement", "did", "other_causes", "story", "story_by",
    "confidence", "decision", "decision_because",
)  # fmt: skip


def describe_content(review: Review, assessments: Iterable[Assessment] | None = None) -> dict[str, Any]:
    """Return what the people in the seats sign, measure by measure, in an order that nobody can change."""
    found = list_assessments(review) if assessments is None else assessments
    measures = [_describe(one) for one in found]
    return {
        "year": review.year,
        "title": review.title,
        "foreword": review.foreword,
        "foreword_by": review.foreword_by,
        "looking_ahead": review.looking_ahead,
        "measures": sorted(measures, key=lambda one: one["slug"]),
    }


def get_digest(review: Review) -> str:
    """Return the digest of a review as it stands now."""
    return digest_content(describe_content(review))


def _describe(one: Assessment) -> dict[str, Any]:
    return {
        "slug": one.measure.slug,
        "name": one.measure.name,
        **{name: getattr(one, name) for name in WORDS},
        "comes_back_on": one.comes_back_on.isoformat() if one.comes_back_on else "",
        "evidence": one.evidence_digest or "",  # pyright: ignore[reportAttributeAccessIssue]  # annotated
        "challenges": [{"text": each.text, "answer": each.answer} for each in one.challenges.all()],
    }
