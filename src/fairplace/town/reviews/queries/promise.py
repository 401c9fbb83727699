"""Reads the promises of past reviews: measures for which it was too early, and the day they come back."""

from dataclasses import dataclass
from datetime import date

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.rules.step import OPEN_STATES


@dataclass(frozen=True)
class Promise:
    """A measure that was too early to judge, in which review, and the day on which it comes back."""

    measure: ImpactMeasure
    year: int
    due_on: date
    is_demonstration: bool


def list_promises(town: Town) -> list[Promise]:
    """Return what comes back and when: what the newest frozen review said of each measure that is watched."""
    rows = Assessment.objects.filter(review__town=town, measure__retired_on=None)
    frozen = rows.exclude(review__state__in=OPEN_STATES).select_related("measure__owner", "review")
    newest: dict[int, Assessment] = {}
    for one in frozen.order_by("review__year"):
        newest[one.measure_id] = one
    return [
        Promise(one.measure, one.review.year, one.comes_back_on, one.review.is_demonstration)
        for one in sorted(newest.values(), key=lambda one: one.measure.position)
        if one.rating == Assessment.Rating.TOO_EARLY and one.comes_back_on
    ]
