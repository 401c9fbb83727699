from collections.abc import Sequence

from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import gettext as _

from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Assessment, Challenge, Review
from fairplace.town.reviews.rules.step import OPEN_STATES, PUBLIC_STATES


def list_reviews(*, town: Town, public: bool = False) -> list[Review]:
    """Return the reviews of a town, newest first; for the public those that are published."""
    found = Review.objects.filter(town=town).select_related("snapshot").defer("snapshot__body")
    return list(found.filter(state__in=PUBLIC_STATES) if public else found)


def get_review(*, town: Town, year: int) -> Review | None:
    """Return the review of a year, whoever may read it."""
    found = Review.objects.filter(town=town, year=year).select_related("town__place", "snapshot")
    return found.defer("snapshot__body").first()


def get_open_review(*, town: Town) -> Review | None:
    """Return the newest review that is not frozen yet."""
    return Review.objects.filter(town=town, state__in=OPEN_STATES).first()


def get_previous(review: Review) -> Review | None:
    """Return the newest frozen review of an earlier year."""
    earlier = Review.objects.filter(town=review.town_id, year__lt=review.year)
    return earlier.exclude(state__in=OPEN_STATES).first()


def list_assessments(review: Review) -> list[Assessment]:
    """Return the assessments of a review in the town's order, with their challenges.

    The evidence itself is large, and left where it is: `evidence_digest` is what it is sealed with,
    `verdict` and `status` are what its tests say.
    """
    challenges = Prefetch("challenges", Challenge.objects.select_related("by", "answered_by"))
    found = Assessment.objects.filter(review=review).select_related("measure", "moderated_by")
    found = found.defer("evidence").annotate(
        evidence_digest=KeyTextTransform("digest", "evidence"),
        verdict=KeyTextTransform("verdict", "evidence"),
        status=KeyTransform("status", "evidence"),
    )
    return list(found.prefetch_related(challenges).order_by("measure__position"))


def group_by_objective(assessments: Sequence[Assessment]) -> list[tuple[str, list[Assessment]]]:
    """Return assessments under the first objective of each measure, in the town's order, by one query."""
    prefetch_related_objects([one.measure for one in assessments], "objectives")
    groups: dict[str, list[Assessment]] = {}
    for one in assessments:
        own = [f"{each.code} {each.name}" for each in one.measure.objectives.all()]
        groups.setdefault(own[0] if own else _("For the whole town"), []).append(one)
    return list(groups.items())


def get_assessment(review: Review, slug: str) -> Assessment | None:
    """Return what a review says of one measure."""
    found = Assessment.objects.filter(review=review, measure__slug=slug)
    related = ("measure__indicator", "measure__owner", "measure__town", "review__town", "moderated_by")
    return (
        found.select_related(*related).prefetch_related("challenges__by", "challenges__answered_by").first()
    )


def get_previous_assessment(assessment: Assessment) -> Assessment | None:
    """Return what the newest earlier frozen review said of the same measure."""
    review = assessment.review
    earlier = Assessment.objects.filter(
        measure=assessment.measure_id, review__town=review.town_id, review__year__lt=review.year
    )
    frozen = earlier.exclude(review__state__in=OPEN_STATES)
    return frozen.select_related("review").order_by("-review__year").first()


def list_neighbours(assessment: Assessment) -> tuple[Assessment | None, Assessment | None]:
    """Return the assessments that stand before and after one in the town's order."""
    found = Assessment.objects.filter(review=assessment.review_id).defer("evidence").select_related("measure")
    position = assessment.measure.position
    before = found.filter(measure__position__lt=position).order_by("-measure__position").first()
    after = found.filter(measure__position__gt=position).order_by("measure__position").first()
    return before, after


def get_challenge(review: Review, pk: int) -> Challenge | None:
    found = Challenge.objects.filter(assessment__review=review, pk=pk).defer("assessment__evidence")
    return found.select_related(
        "assessment__measure", "assessment__review__town", "by", "answered_by"
    ).first()
