"""The public comments on a published review."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from fairplace.town.people.models import AuditEvent
from fairplace.town.reviews.models import Comment, Review
from tests.factories import make_review
from tests.town.reviews.conftest import main_of, of, sign_in

pytestmark = pytest.mark.django_db


def test_the_public_comments_without_an_account_and_programs_are_not_heard(reviewed_town, as_ada):
    review = make_review(reviewed_town, state="published")
    cy = Client()
    cache.clear()
    assert "Write your comment." in main_of(cy.post("/reviews/2026/comment/", {"text": ""}))
    cy.post("/reviews/2026/comment/", {"text": "Buy now", "website": "http://spam.example"})
    assert not Comment.objects.exists()

    thanks = cy.post(
        "/reviews/2026/comment/", {"text": "More trees.", "measure": "jobs", "name": "Cy"}, follow=True
    )

    assert "Somebody reads your comment before it is shown." in main_of(thanks)
    assert "More trees." not in main_of(cy.get("/reviews/2026/"))
    comment = review.comments.get()
    assert "Jobs" in main_of(as_ada.get("/reviews/2026/comments/"))
    assert "Read and answer 1 comment" in main_of(as_ada.get("/reviews/2026/"))
    address = f"/reviews/2026/comments/{comment.pk}/"
    assert "why it is not shown" in main_of(as_ada.post(address, {"seen": "", "choice": "decline"}))
    as_ada.post(address, {"seen": "", "choice": "show", "answer": "We plant ten."})
    shown = main_of(cy.get("/reviews/2026/"))
    assert "More trees." in shown
    assert "We plant ten." in shown
    late = as_ada.post(address, {"seen": "", "choice": "decline", "because": "Rude."})
    assert (late.status_code, "Somebody else decided" in main_of(late)) == (409, True)
    assert as_ada.get("/reviews/2026/comments/999/").status_code == 404
    assert "All comments are read." in main_of(as_ada.get("/reviews/2026/comments/?state=waiting"))
    assert "More trees." in main_of(as_ada.get("/reviews/2026/comments/?state=all"))
    assert "No comment is in this state." in main_of(as_ada.get("/reviews/2026/comments/?state=declined"))


def test_comments_are_limited_in_number(reviewed_town, settings):
    make_review(reviewed_town, state="published")
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment": "1/10m/ip"}
    cache.clear()
    cy = Client()
    cy.post("/reviews/2026/comment/", {"text": "One"})

    assert cy.post("/reviews/2026/comment/", {"text": "Two"}).status_code == 429
    assert Comment.objects.count() == 1


def test_a_closed_review_takes_no_comments_and_keeps_its_response(reviewed_town, as_ada):
    review = make_review(reviewed_town, state="published")
    assert "Write the response." in main_of(as_ada.post("/reviews/2026/response/", {"version": "1"}))
    as_ada.post("/reviews/2026/response/", {"version": "1", "response": "We heard you."})
    clash = as_ada.post("/reviews/2026/response/", {"version": "1", "response": "We did not."})
    assert (clash.status_code, "We heard you." in main_of(clash)) == (409, True)

    closed = as_ada.post("/reviews/2026/go-on/", {"seen": "published"}, follow=True)

    assert "The review stands at: Closed." in main_of(closed)
    review.refresh_from_db()
    public = main_of(Client().get("/reviews/2026/"))
    assert "We heard you." in public
    assert "No comments were shown." in public
    assert Client().get("/reviews/2026/comment/").status_code == 404
    assert as_ada.get("/reviews/2026/response/").status_code == 404
    assert as_ada.get("/reviews/2026/comments/").status_code == 200


def test_what_is_sent_twice_is_kept_once(reviewed_town, as_ada, chair):
    review = make_review(reviewed_town, state="challenge")
    client, doubt = sign_in(chair), {"text": "Is it so?"}
    for _click in range(2):
        assert client.post("/reviews/2026/jobs/challenge/", doubt).status_code == 302
    challenge = of(review).challenges.get()

    for _click in range(2):
        answer = {"seen": "", "answer": "It is."}
        assert as_ada.post(f"/reviews/2026/challenges/{challenge.pk}/", answer).status_code == 302

    Review.objects.update(state="published", published_at=timezone.now())
    for _click in range(2):
        assert (
            Client().post("/reviews/2026/comment/", {"text": "Damp flats.", "name": "Cy"}).status_code == 302
        )
    comment = Comment.objects.get()

    for _click in range(2):
        settled = {"seen": "", "choice": "show", "answer": "We heard.", "because": ""}
        assert as_ada.post(f"/reviews/2026/comments/{comment.pk}/", settled).status_code == 302
    assert AuditEvent.objects.filter(verb__in=["challenged", "answered", "was told", "showed"]).count() == 4
