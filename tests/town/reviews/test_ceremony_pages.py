"""A review is opened, and its page says where it stands, as each of the three people meets it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairplace.town.reviews.models import Review
from tests.factories import (
    make_assessment,
    make_comment,
    make_group,
    make_indicator,
    make_measure,
    make_observations,
    make_person,
    make_review,
    make_seat,
)
from tests.town.reviews.conftest import main_of, of, seat_chair, sign_in

pytestmark = pytest.mark.django_db


def test_an_empty_list_says_what_a_review_is_and_who_opens_one(reviewed_town, as_ada, chair):
    assert "Open the first one" in main_of(as_ada.get("/reviews/"))
    assert "The programme team opens one each year." in main_of(sign_in(chair).get("/reviews/"))
    assert "No review is published yet" in main_of(Client().get("/reviews/"))


def test_a_review_is_opened_on_one_page_with_proposed_seats(reviewed_town, as_ada, dee, chair):
    seat_chair(make_group(reviewed_town, "homes"), chair)
    page = main_of(as_ada.get("/reviews/open/"))
    assert "Director of public health" in page
    posted = {
        "year": "2026", "title": "Annual review 2026", "evidence": "2026-12-10", "challenge": "2026-12-20",
        "seats-TOTAL_FORMS": "3", "seats-INITIAL_FORMS": "2", "seats-0-title": "Director of public health",
        "seats-0-person": str(dee.pk), "seats-0-is_required": "on", "seats-1-title": "", "seats-2-title": "Elder",
    }  # fmt: skip

    response = as_ada.post("/reviews/open/", posted, follow=True)

    review = Review.objects.get()
    assert response.redirect_chain == [("/reviews/2026/", 302)]
    assert review.days == {"evidence": "2026-12-10", "challenge": "2026-12-20"}
    seats = review.seats.order_by("position").values_list("title", "person", "is_required")
    assert list(seats) == [("Director of public health", dee.pk, True), ("Elder", None, False)]
    assert "This year" not in main_of(as_ada.post("/reviews/open/", posted))
    assert "There is a review of this year already." in main_of(as_ada.post("/reviews/open/", posted))


def test_faults_of_the_opening_are_named_and_nothing_typed_is_lost(reviewed_town, as_ada):
    posted = {
        "year": "2026", "title": "T", "evidence": "2026-12-10", "challenge": "2026-12-01",
        "seats-TOTAL_FORMS": "2", "seats-INITIAL_FORMS": "0", "seats-0-title": "Elder", "seats-1-title": "elder",
    }  # fmt: skip

    response = as_ada.post("/reviews/open/", posted)
    page = main_of(response)

    assert "This day lies before that of an earlier step." in page
    assert "Two seats have the same name." in page
    assert 'value="Elder"' in response.content.decode()
    empty = {**posted, "seats-0-title": "", "seats-1-title": ""}
    assert "Name at least one seat." in main_of(as_ada.post("/reviews/open/", empty))


def test_the_public_does_not_see_a_review_before_it_is_published(reviewed_town):
    make_review(reviewed_town)

    assert Client().get("/reviews/2026/").status_code == 404
    assert Client().get("/reviews/2025/").status_code == 404


def test_the_ceremony_says_where_it_is_what_is_missing_and_who_acts(reviewed_town, as_ada, chair):
    review = make_review(reviewed_town, days={"evidence": "2020-01-01"})
    page = main_of(as_ada.get("/reviews/2026/"))
    assert "Three measures have no evidence yet: Jobs, Wages and Air." in page
    assert "by 1 Jan overdue" in page
    assert "No seats yet" in page

    refused = main_of(as_ada.post("/reviews/2026/go-on/", {"seen": "evidence"}, follow=True))
    assert "It cannot go on yet. Three measures have no evidence yet" in refused
    gathered = as_ada.post("/reviews/2026/gather/", follow=True)
    assert "The evidence is in" in main_of(gathered)
    moved = as_ada.post("/reviews/2026/go-on/", {"seen": "evidence"}, follow=True)
    assert "The review stands at: Open to challenge." in main_of(moved)
    assert "stands at: Open to challenge" in main_of(as_ada.post("/reviews/2026/gather/", follow=True))
    again = as_ada.post("/reviews/2026/go-on/", {"seen": "evidence"}, follow=True)
    assert "Somebody moved the review meanwhile." in main_of(again)
    assert as_ada.post("/reviews/2026/go-on/", {"seen": "closed"}).status_code == 404
    assert "Open a measure and say what you doubt" in main_of(sign_in(chair).get("/reviews/2026/"))
    assert review.assessments.exclude(gathered_at=None).count() == 3


def test_a_town_without_measures_has_an_empty_ceremony(reviewed_town, as_ada, chair):
    make_review(reviewed_town).assessments.all().delete()

    assert "The town watches no measure yet" in main_of(as_ada.get("/reviews/2026/"))
    assert "The programme team says who must sign." in main_of(sign_in(chair).get("/reviews/2026/"))


def test_what_waits_for_the_reader_comes_first(signing, ada, dee, as_ada):
    of(signing).challenges.create(text="Is it so?")
    signing.assessments.filter(measure__slug="air").update(rating="")
    Review.objects.update(state="moderation")
    page = main_of(as_ada.get("/reviews/2026/"))
    assert "Answer 1 challenge" in page
    assert "Rate 1 measure, from Air on" in page

    Review.objects.update(state="challenge")
    signing.town.measures.filter(slug="jobs").update(owner=dee)
    assert "doubt about your measure: Jobs" in main_of(sign_in(dee).get("/reviews/2026/"))
    Review.objects.update(state="sign-off")
    assert "Read it and sign as Director about 2 minutes" in main_of(sign_in(dee).get("/reviews/2026/"))


def test_words_of_the_review_are_changed_with_their_clash(signing, as_ada):
    posted = {"version": "1", "title": "Annual review 2026", "foreword": "Mine.", "sign_off": "2026-12-24"}
    assert "The review is saved." in main_of(as_ada.post("/reviews/2026/change/", posted, follow=True))

    clash = as_ada.post("/reviews/2026/change/", {**posted, "foreword": "Later."})

    assert clash.status_code == 409
    assert "Mine." in main_of(clash)
    assert 'value="2026-12-24"' in as_ada.get("/reviews/2026/change/").content.decode()
    Review.objects.update(state="frozen")
    assert "stands at: Frozen" in main_of(as_ada.post("/reviews/2026/change/", {**posted, "version": "2"}))


def test_seats_are_changed_with_their_clash(signing, as_ada, ada, dee):
    first, second = signing.seats.order_by("position")
    posted = {
        "version": "1", "seats-TOTAL_FORMS": "3", "seats-INITIAL_FORMS": "2", "seats-0-pk": first.pk,
        "seats-0-title": "Director", "seats-0-person": str(ada.pk), "seats-0-is_required": "on",
        "seats-1-pk": second.pk, "seats-1-title": "", "seats-2-title": "Elder",
    }  # fmt: skip
    assert "The seats are saved." in main_of(as_ada.post("/reviews/2026/seats/", posted, follow=True))
    seats = signing.seats.order_by("position").values_list("pk", "title", "person")
    assert seats[0] == (first.pk, "Director", ada.pk)
    assert [title for _pk, title, _person in seats] == ["Director", "Elder"]

    clash = as_ada.post("/reviews/2026/seats/", posted)

    assert (clash.status_code, "Director: Ada" in main_of(clash)) == (409, True)
    Review.objects.update(state="frozen")
    assert "stands at: Frozen" in main_of(as_ada.post("/reviews/2026/seats/", {**posted, "version": "x"}))


def test_a_review_is_taken_back_on_its_page(signing, as_ada):
    posted = {"seen": "sign-off", "to": "moderation", "because": ""}
    assert "Say why it is taken back." in main_of(as_ada.post("/reviews/2026/reopen/", posted))

    as_ada.post("/reviews/2026/reopen/", {**posted, "because": "A figure was wrong."})

    signing.refresh_from_db()
    assert signing.state == "moderation"
    Review.objects.update(state="frozen")
    assert as_ada.get("/reviews/2026/reopen/").status_code == 404


def fill(review, numbers):
    """Add a measure with figures, two challenges, a seat that signed, and a comment for each number."""
    for n in numbers:
        indicator = make_indicator(f"more-{n}")
        make_observations(indicator, review.town.place, [1 + year for year in range(6)])
        one = make_assessment(review, make_measure(review.town, f"more-{n}", indicator))
        person = make_person(f"Person{n}", review.town, "group-chair")
        for _ in range(2):
            one.challenges.create(text="Is it so?", by=person, answer="It is.", answered_by=person)
        seat = make_seat(review, f"Seat {n}", person, group=make_group(review.town, f"g{n}"))
        review.signatures.create(seat=seat, by=person, name=str(person), digest="0" * 64)
        make_comment(review, state="shown", settled_by=person)


@pytest.mark.parametrize(
    ("state", "address"),
    [
        ("sign-off", "/reviews/2026/"),
        ("published", "/reviews/2026/"),
        ("published", "/reviews/2026/comments/?state=all"),
        ("sign-off", "/reviews/2026/sign/"),
        ("sign-off", "/reviews/2026/seats/"),
        ("sign-off", "/reviews/2026/jobs/"),
        ("sign-off", "/reviews/2026/jobs/moderate/"),
        ("sign-off", "/duties/"),
        ("sign-off", "/reviews/open/"),
        ("sign-off", "/reviews/"),
    ],
)
def test_the_number_of_questions_does_not_grow_with_a_review(reviewed_town, ada, as_ada, state, address):
    review = make_review(reviewed_town, state=state)
    make_seat(review, "Team", ada)
    fill(review, [1])
    as_ada.get(address)

    with CaptureQueriesContext(connection) as one:
        as_ada.get(address)
    fill(review, [2, 3])
    with CaptureQueriesContext(connection) as three:
        assert as_ada.get(address).status_code == 200

    assert len(three) == len(one)
