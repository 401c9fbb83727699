from collections.abc import Iterable

from django.db.models import Count, QuerySet

from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Comment, Review
from fairplace.town.reviews.rules.step import PUBLIC_STATES, State


def list_comments(review: Review, *, state: str = "") -> QuerySet[Comment]:
    """Return the comments on a review, all or those of one state, as they came."""
    found = Comment.objects.filter(review=review).select_related("settled_by")
    return found.filter(state=state) if state else found


def list_shown(review: Review) -> list[Comment]:
    """Return the comments that everybody may read, with their answers."""
    return list(Comment.objects.filter(review=review, state=Comment.State.SHOWN))


def get_comment(review: Review, pk: int) -> Comment | None:
    return Comment.objects.filter(review=review, pk=pk).select_related("review__town", "settled_by").first()


def count_waiting(*, town: Town) -> int:
    """Return how many comments on published reviews wait to be read."""
    found = Comment.objects.filter(review__town=town, review__state__in=PUBLIC_STATES)
    return found.filter(state=Comment.State.WAITING).count()


def count_waiting_by_review(reviews: Iterable[Review]) -> dict[int, int]:
    """Return by the key of a published review how many comments wait to be read, where any do."""
    published = [one.pk for one in reviews if one.state == State.PUBLISHED]
    found = Comment.objects.filter(review__in=published, state=Comment.State.WAITING)
    return dict(found.order_by().values_list("review").annotate(Count("pk")))


def list_measures_reviewed(review: Review) -> list[tuple[str, str]]:
    """Return the measures that a review speaks of, by slug and name, in the town's order."""
    found = review.assessments.order_by("measure__position")
    return list(found.values_list("measure__slug", "measure__name"))
