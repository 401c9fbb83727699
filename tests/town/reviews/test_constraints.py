"""What must always be true of reviews: each rule of the database is broken once here."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from tests.factories import make_assessment, make_measure, make_review, make_seat, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    town = make_town()
    make_measure(town)
    return make_review(town)


@pytest.fixture
def refused():
    def check(make):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()

    return check


def test_a_town_reviews_a_year_once(review, refused):
    refused(lambda: make_review(review.town))


def test_a_measure_is_assessed_once_a_review(review, refused):
    refused(lambda: make_assessment(review, review.assessments.get().measure))


def test_too_early_says_when_it_comes_back(review, refused):
    refused(lambda: review.assessments.update(rating="too early"))


def test_a_role_sits_once_and_in_order(review, refused):
    make_seat(review, "Chair")

    refused(lambda: make_seat(review, "Chair"))
    refused(lambda: review.seats.create(title="Other", position=1))


def test_a_seat_signs_a_version_once_unless_it_was_taken_back(review, refused):
    seat = make_seat(review)
    signed = {"review": review, "name": "Dee", "digest": "a" * 64}
    first = seat.signatures.create(**signed)

    refused(lambda: seat.signatures.create(**signed))
    first.withdrawn_at = timezone.now()
    first.save()
    assert seat.signatures.create(**signed)


def test_a_seat_that_was_signed_and_a_measure_that_was_judged_stay(review):
    seat = make_seat(review)
    seat.signatures.create(review=review, name="Dee", digest="a" * 64)

    for one in (seat, review.assessments.get().measure):
        with pytest.raises(ProtectedError):
            one.delete()
