"""Every record of a review says what it is."""

import pytest

from tests.factories import make_comment, make_measure, make_person, make_review, make_seat, make_town

pytestmark = pytest.mark.django_db


def test_records_say_what_they_are():
    town = make_town()
    make_measure(town)
    review = make_review(town)
    one = review.assessments.get()
    seat = make_seat(review, "Chair", make_person("Chen"))
    signature = seat.signatures.create(review=review, name="Chen", digest="a" * 64)

    assert str(one) == "Jobs in Annual review 2026"
    assert str(one.challenges.create(text="Is it so?")) == "Jobs in Annual review 2026: Is it so?"
    assert str(seat) == "Chair: Chen"
    assert str(signature) == f"Chair, {signature.at:%Y-%m-%d}"
    assert str(make_comment(review)) == "Annual review 2026: More trees, please."
