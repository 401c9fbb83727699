from django.utils import timezone

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.reviews.models import Assessment, Comment, Review, Seat


def make_review(town, year=2026, state="evidence", **fields) -> Review:
    """Make a review with an assessment of every measure that there is."""
    review = Review.objects.create(
        town=town, year=year, state=state, **{"title": f"Annual review {year}", **fields}
    )
    for measure in ImpactMeasure.objects.filter(town=town, retired_on=None):
        make_assessment(review, measure)
    return review


def make_assessment(review, measure, **fields) -> Assessment:
    return Assessment.objects.create(review=review, measure=measure, **fields)


def make_judged(review, **fields) -> None:
    """Let every measure of a review be judged, as far as signatures ask for it."""
    said = {
        "gathered_at": timezone.now(),
        "tested": "cannot tell",
        "rating": "cannot tell",
        "statement": "It did not change much.",
        "confidence": "medium",
        "decision": "keep",
        "decision_because": "It still matters.",
        **fields,
    }
    review.assessments.update(**said)


def make_seat(review, title="Director of public health", person=None, **fields) -> Seat:
    position = review.seats.count() + 1
    return Seat.objects.create(review=review, title=title, person=person, position=position, **fields)


def make_comment(review, text="More trees, please.", **fields) -> Comment:
    return Comment.objects.create(review=review, text=text, **fields)
