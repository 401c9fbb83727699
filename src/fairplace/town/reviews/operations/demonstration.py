"""An invented review for a demonstration: real evidence, and words, seats and challenges that are marked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Challenge, Review
from fairplace.town.reviews.operations.challenge import challenge_assessment
from fairplace.town.reviews.operations.evidence import gather_evidence
from fairplace.town.reviews.operations.review import SeatEntry, open_review
from fairplace.town.reviews.operations.step import move_on
from fairplace.town.reviews.rules.step import State

Entry = Mapping[str, Any]
WORDS = ("statement", "did", "other_causes")


@transaction.atomic
def save_demonstration_reviews(*, town: Town, reviews: Iterable[Entry]) -> None:
    """Add an invented review of this year, open to challenge; a review that there is stays as it is."""
    today = timezone.localdate()
    for entry in reviews:
        if not Review.objects.filter(town=town, year=today.year).exists():
            _add(town, entry, today)


def _add(town: Town, entry: Entry, today: date) -> None:
    people = {one.email: one for one in Person.objects.filter(is_demonstration=True)}
    groups = {one.slug: one for one in Group.objects.filter(town=town)}
    seats = [
        SeatEntry(one["title"], people.get(one["person"]), groups.get(one["group"]), one["required"])
        for one in entry["seats"]
    ]
    days = {step: today + timedelta(days=ahead) for step, ahead in entry["days"].items()}
    review = open_review(
        by=None, town=town, year=today.year, title=f"{entry['title']} {today.year}", days=days, seats=seats,
        is_demonstration=True,
    )  # fmt: skip
    review.foreword = entry["foreword"]
    review.opened_at = timezone.now() + timedelta(days=entry["opened"])
    review.save()
    gather_evidence(by=None, review=review)
    _write(review, entry["assessments"])
    move_on(by=None, review=review, seen=State.EVIDENCE)
    for one in entry["challenges"]:
        _challenge(review, one, people)


def _write(review: Review, entries: Iterable[Entry]) -> None:
    """Put invented words beside the evidence; what was done stays as the records drafted it unless said."""
    for one in entries:
        said = {name: one[name] for name in WORDS if one[name]}
        review.assessments.filter(measure__slug=one["measure"]).update(**said)


def _challenge(review: Review, entry: Entry, people: Mapping[str, Person]) -> None:
    assessment = review.assessments.select_related("measure", "review").get(measure__slug=entry["measure"])
    made = challenge_assessment(
        by=people[entry["by"]], assessment=assessment, text=entry["text"], is_demonstration=True
    )
    at = timezone.now() + timedelta(days=entry["day"])
    said: dict[str, Any] = {"at": at}
    if entry["answer"]:
        said |= {
            "answer": entry["answer"],
            "answered_by": people.get(entry["answered_by"]),
            "answered_at": at,
        }
    Challenge.objects.filter(pk=made.pk).update(**said)
