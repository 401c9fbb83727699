"""Opening a review, its seats, its days and words."""

from datetime import date

import pytest
from django.utils import timezone

from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.reviews.models import Review, Seat
from fairplace.town.reviews.operations.holding import NotReady, ReviewRefused
from fairplace.town.reviews.operations.review import SeatEntry, change_review, open_review, save_seats
from fairplace.town.reviews.operations.signature import sign_review
from fairplace.town.reviews.operations.step import move_on, reopen_review
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.review import get_previous, list_reviews
from fairplace.town.reviews.queries.seat import propose_seats
from tests.factories import make_group, make_measure, make_person, make_review, make_seat
from tests.town.reviews.conftest import seat_chair

pytestmark = pytest.mark.django_db
WORDS = {"title": "Annual review 2026", "foreword": "A year.", "looking_ahead": "", "days": {}}


def test_a_review_opens_with_every_measure_that_is_watched(reviewed_town, ada):
    make_measure(reviewed_town, "old", retired_on=date(2025, 1, 1))

    review = open_review(
        by=ada, town=reviewed_town, year=2026, days={"evidence": date(2026, 3, 1)}, seats=[SeatEntry("Chair")]
    )

    assert [one.measure.slug for one in review.assessments.all()] == ["jobs", "wages", "air"]
    assert (review.title, review.days) == ("Annual review 2026", {"evidence": "2026-03-01"})
    assert [one.title for one in review.seats.all()] == ["Chair"]
    assert AuditEvent.objects.get(kind="review").verb == "opened"


def test_a_year_is_reviewed_once_and_one_review_after_the_other(reviewed_town, ada):
    make_review(reviewed_town, 2025)

    for year, sentence in ((2025, "There is a review"), (2026, "Annual review 2025 is not frozen")):
        with pytest.raises(ReviewRefused, match=sentence):
            open_review(by=ada, town=reviewed_town, year=year)
    Review.objects.update(state="closed")
    assert open_review(by=ada, town=reviewed_town, year=2026).year == 2026


def test_usual_seats_are_chairs_director_and_the_chair_of_the_board(reviewed_town, ada, dee, chair):
    homes = make_group(reviewed_town, "homes")
    board = make_group(reviewed_town, "board")
    homes.kind = "priority group"
    homes.save()
    seat_chair(homes, chair)

    proposed = propose_seats(reviewed_town)

    assert [(one.title, one.group, one.person) for one in proposed] == [
        ("Chair of Homes", homes, chair),
        ("Director of public health", None, dee),
        ("Chair of Board", board, None),
    ]


def test_seats_of_the_last_review_come_again_with_whoever_chairs_now(reviewed_town, ada, dee, chair):
    group, last = make_group(reviewed_town), make_review(reviewed_town, 2025, "closed")
    make_seat(last, "Chair of homes", dee, group=group, is_required=False)
    gone = make_seat(last, "Elder", make_person("Eve", is_active=False))
    seat_chair(group, chair)

    proposed = propose_seats(reviewed_town)

    assert [(one.title, one.person, one.is_required) for one in proposed] == [
        ("Chair of homes", chair, False),
        (gone.title, None, True),
    ]


def test_seats_can_change_places_and_names(reviewed_town, ada, dee, chair):
    review = make_review(reviewed_town)
    one, two = make_seat(review, "One", dee), make_seat(review, "Two", chair)

    save_seats(
        by=ada, review=review, version=1,
        seats=[SeatEntry("One", chair, pk=two.pk), SeatEntry("Two", dee, pk=one.pk), SeatEntry("Three")],
    )  # fmt: skip

    found = Seat.objects.filter(review=review).order_by("position")
    assert [(seat.title, seat.person) for seat in found] == [("One", chair), ("Two", dee), ("Three", None)]
    assert list(found.values_list("pk", flat=True))[:2] == [two.pk, one.pk]
    with pytest.raises(ChangedMeanwhile):
        save_seats(by=ada, review=review, version=1, seats=[])


def test_two_seats_of_one_name_are_refused_and_empty_changes_write_nothing(reviewed_town, ada):
    review = make_review(reviewed_town)
    seat = make_seat(review, "One")

    with pytest.raises(ReviewRefused, match="same name"):
        save_seats(by=ada, review=review, version=1, seats=[SeatEntry("One"), SeatEntry("one ")])
    save_seats(by=ada, review=review, version=1, seats=[SeatEntry("One", pk=seat.pk)])
    assert not AuditEvent.objects.exists()


def test_a_seat_that_was_signed_stays(signing, ada, dee):
    director = signing.seats.get(title="Director")
    sign_review(by=dee, seat=director, digest=get_digest(signing))

    with pytest.raises(ReviewRefused, match="Director"):
        save_seats(by=ada, review=signing, version=1, seats=[SeatEntry("Chair")])
    assert signing.seats.count() == 2


def test_changed_words_are_written_down_and_make_signatures_void(signing, ada, dee):
    sign_review(by=dee, seat=signing.seats.get(title="Director"), digest=get_digest(signing))

    change_review(by=ada, review=signing, version=1, values=WORDS)

    assert AuditEvent.objects.get(verb="changed").after["foreword"] == "A year."
    assert Letter.objects.get(to="dee@example.org").subject.endswith("changed since you signed")
    with pytest.raises(ChangedMeanwhile):
        change_review(by=ada, review=signing, version=1, values={**WORDS, "foreword": "Another."})


def test_changed_days_leave_signatures_alone(signing, ada, dee):
    sign_review(by=dee, seat=signing.seats.get(title="Director"), digest=get_digest(signing))
    words = {**WORDS, "foreword": "", "days": {"sign-off": date(2026, 12, 24), "evidence": None}}

    now = change_review(by=ada, review=signing, version=1, values=words)
    again = change_review(by=ada, review=signing, version=2, values=words)

    assert (now.days, again.version) == ({"sign-off": "2026-12-24"}, 2)
    assert not Letter.objects.filter(to="dee@example.org").exists()


def test_a_frozen_review_is_not_changed(reviewed_town, ada):
    review = make_review(reviewed_town, state="frozen")

    with pytest.raises(ReviewRefused, match="stands at: Frozen"):
        change_review(by=ada, review=review, version=1, values=WORDS)


def test_a_review_moves_on_when_nothing_is_missing_and_tells_those_who_act_next(signing, ada, dee, chair):
    Review.objects.update(state="challenge")
    signing.seats.create(title="Board", position=9, is_required=False)
    with pytest.raises(ReviewRefused, match="moved the review meanwhile"):
        move_on(by=ada, review=signing, seen="evidence")

    move_on(by=ada, review=signing, seen="challenge")
    move_on(by=ada, review=signing, seen="moderation")

    signing.refresh_from_db()
    assert signing.state == "sign-off"
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["chen@example.org", "dee@example.org"]
    with pytest.raises(ReviewRefused, match="another way"):
        move_on(by=ada, review=signing, seen="sign-off")


def test_a_review_stays_while_something_is_missing(reviewed_town, ada):
    review = make_review(reviewed_town)

    with pytest.raises(NotReady, match="Three measures have no evidence yet: Jobs, Wages and Air"):
        move_on(by=ada, review=review, seen="evidence")


def test_challengers_are_those_in_seats_and_owners_of_measures(reviewed_town, ada, dee, chair):
    review = make_review(reviewed_town)
    review.assessments.update(gathered_at=timezone.now())
    make_seat(review, "Director", dee)
    reviewed_town.measures.filter(slug="jobs").update(owner=chair)

    move_on(by=ada, review=review, seen="evidence")

    assert sorted(Letter.objects.values_list("to", flat=True)) == ["chen@example.org", "dee@example.org"]


def test_a_review_goes_back_with_a_reason_and_signatures_wait(signing, ada, dee):
    sign_review(by=dee, seat=signing.seats.get(title="Director"), digest=get_digest(signing))
    for to, because, sentence in (("frozen", "So.", "cannot be taken back"), ("evidence", " ", "Say why")):
        with pytest.raises(ReviewRefused, match=sentence):
            reopen_review(by=ada, review=signing, seen="sign-off", to=to, because=because)

    reopen_review(by=ada, review=signing, seen="sign-off", to="evidence", because="New figures are out.")

    signing.refresh_from_db()
    assert (signing.state, signing.signatures.count()) == ("evidence", 1)
    assert AuditEvent.objects.get(verb="reopened").after["because"] == "New figures are out."


def test_the_public_lists_what_is_published_and_the_year_before_is_a_frozen_one(reviewed_town):
    made = {
        year: make_review(reviewed_town, year, state) for year, state in ((2024, "closed"), (2025, "frozen"))
    }
    now = make_review(reviewed_town, 2026)

    assert list_reviews(town=reviewed_town, public=True) == [made[2024]]
    assert get_previous(now) == made[2025]
