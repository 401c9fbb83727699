"""An invented review for a demonstration: real evidence, and words, seats and challenges that are marked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.reviews.models import Assessment, Challenge, Review
from fairplace.town.reviews.operations.challenge import challenge_assessment
from fairplace.town.reviews.operations.evidence import gather_evidence
from fairplace.town.reviews.operations.freezing import freeze_signed, publish_review
from fairplace.town.reviews.operations.review import SeatEntry, open_review
from fairplace.town.reviews.operations.signature import sign_review
from fairplace.town.reviews.operations.step import move_on
from fairplace.town.reviews.queries.standing import get_standing
from fairplace.town.reviews.rules.step import State

Entry = Mapping[str, Any]
A_YEAR = timedelta(days=365)
WORDS = ("statement", "did", "other_causes")


@transaction.atomic
def save_demonstration_reviews(*, town: Town, reviews: Iterable[Entry]) -> None:
    """Add invented reviews, published ones first, then one open to challenge; one that there is stays."""
    today = timezone.localdate()
    for entry in sorted(reviews, key=lambda one: -one["ago"]):
        if Review.objects.filter(town=town, year=today.year - entry["ago"]).exists():
            continue
        review = _open(town, entry, today)
        if entry["ago"]:
            _publish(review, entry)
        else:
            _challenge_all(review, entry)


def _list_people() -> dict[str, Person]:
    return {one.email: one for one in Person.objects.filter(is_demonstration=True)}


def _open(town: Town, entry: Entry, today: date) -> Review:
    people = _list_people()
    groups = {one.slug: one for one in Group.objects.filter(town=town)}
    seats = [
        SeatEntry(one["title"], people.get(one["person"]), groups.get(one["group"]), one["required"])
        for one in entry["seats"]
    ]
    days = {step: today + timedelta(days=ahead) for step, ahead in entry["days"].items()}
    year = today.year - entry["ago"]
    review = open_review(
        by=None, town=town, year=year, title=f"{entry['title']} {year}", days=days, seats=seats,
        is_demonstration=True,
    )  # fmt: skip
    review.foreword, review.looking_ahead = entry["foreword"].strip(), entry["looking_ahead"].strip()
    review.foreword_by = entry["foreword_by"]
    review.foreword_on = today if review.foreword else None
    review.opened_at = timezone.now() + timedelta(days=entry["opened"])
    review.save()
    gather_evidence(by=None, review=review)
    return review


def _publish(review: Review, entry: Entry) -> None:
    """Take a review through every step with the operations that people use, to its publication."""
    for seen in (State.EVIDENCE, State.CHALLENGE):
        review = move_on(by=None, review=review, seen=seen)
    own = {one["measure"]: one for one in entry["assessments"]}
    for one in review.assessments.select_related("measure"):
        said = own.get(one.measure.slug, entry["otherwise"])
        is_early = one.tested == Assessment.Rating.TOO_EARLY
        review.assessments.filter(pk=one.pk).update(
            rating=one.tested,
            comes_back_on=timezone.localdate() + A_YEAR if is_early else None,
            statement=said["statement"],
            did=said["did"],
            other_causes=said["other_causes"],
            confidence=said["confidence"],
            decision=said["decision"],
            decision_because=said["because"],
            **_tell_story(said),
        )
    review = move_on(by=None, review=review, seen=State.MODERATION)
    dissents = {one["title"]: one["dissent"] for one in entry["seats"]}
    for seat in review.seats.select_related("person", "review__town"):
        if seat.person:
            digest = get_standing(review).digest
            sign_review(by=seat.person, seat=seat, digest=digest, dissent=dissents.get(seat.title, ""))
    freeze_signed(by=None, review=review, seen=State.SIGN_OFF)
    publish_review(by=None, review=review, seen=State.FROZEN)


def _tell_story(said: Entry) -> dict[str, Any]:
    if not said["story"]:
        return {}
    return {
        "story": said["story"],
        "story_by": said["story_by"],
        "story_on": timezone.localdate(),
        "story_is_demonstration": True,
    }


def _challenge_all(review: Review, entry: Entry) -> None:
    people = _list_people()
    _write(review, entry["assessments"])
    move_on(by=None, review=review, seen=State.EVIDENCE)
    for one in entry["challenges"]:
        _challenge(review, one, people)


def _write(review: Review, entries: Iterable[Entry]) -> None:
    """Put invented words beside the evidence; what was done stays as the records drafted it unless said."""
    for one in entries:
        said = {name: one[name] for name in WORDS if one[name]} | _tell_story(one)
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
