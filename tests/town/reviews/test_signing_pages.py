"""A review is signed on one page, and a signature can be taken back."""

import re

import pytest

from fairplace.town.reviews.models import Assessment, Review, Signature
from fairplace.town.reviews.operations.moderation import moderate
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.standing import get_words
from tests.town.reviews.conftest import main_of, of, said, sign_in

pytestmark = pytest.mark.django_db


def test_a_chair_signs_on_one_page_with_dissent(signing, chair):
    client, seat = sign_in(chair), signing.seats.get(title="Chair")
    page = client.get("/reviews/2026/sign/")
    assert "It still matters." in main_of(page)
    assert get_digest(signing) in page.content.decode()

    posted = {"seat": seat.pk, "digest": get_digest(signing), "dissent": "I see it darker."}
    done = client.post("/reviews/2026/sign/", posted, follow=True)

    assert "You have signed. Thank you." in main_of(done)
    assert "Dissent: I see it darker." in main_of(done)
    signed = main_of(client.get("/reviews/2026/sign/"))
    assert "nothing has changed since" in signed
    twice = client.post("/reviews/2026/sign/", posted, follow=True)
    assert "You have signed. Thank you." in main_of(twice), "A second click on the button is no fault."
    other = main_of(client.post("/reviews/2026/sign/", {**posted, "dissent": "Or so."}))
    assert "signed this already" in other
    assert "Or so." in other
    assert Signature.objects.count() == 1


def test_what_changed_while_reading_is_shown_and_the_dissent_is_kept(signing, ada, dee):
    client, seat, seen = sign_in(dee), signing.seats.get(title="Director"), get_digest(signing)
    words = get_words(Assessment(**{**said(), "statement": "Other words."}))
    moderate(by=ada, assessment=of(signing), version=1, words=words)

    refused = client.post("/reviews/2026/sign/", {"seat": seat.pk, "digest": seen, "dissent": "A doubt."})

    assert refused.status_code == 409
    assert "Something was changed while you read." in main_of(refused)
    assert "A doubt." in main_of(refused)
    again = {"seat": seat.pk, "digest": get_digest(signing), "dissent": "A doubt."}
    client.post("/reviews/2026/sign/", again)
    assert Signature.objects.get().dissent == "A doubt."


def test_a_void_signature_says_what_changed_and_a_signature_can_be_taken_back(signing, ada, dee, as_ada):
    client, seat = sign_in(dee), signing.seats.get(title="Director")
    client.post("/reviews/2026/sign/", {"seat": seat.pk, "digest": get_digest(signing)})
    words = get_words(Assessment(**{**said(), "statement": "Other words."}))
    moderate(by=ada, assessment=of(signing), version=1, words=words)

    page = main_of(client.get("/reviews/2026/sign/"))
    assert "Changed since you signed" in page
    assert "When signed It did not change much. Now Other words." in page
    assert "1 thing changed since" in main_of(as_ada.get("/reviews/2026/"))

    client.post("/reviews/2026/sign/", {"seat": seat.pk, "digest": get_digest(signing)})
    newest = Signature.objects.order_by("-pk")[0]
    back = client.post("/reviews/2026/sign/withdraw/", {"signature": newest.pk}, follow=True)
    assert "Your signature is taken back." in main_of(back)
    twice = client.post("/reviews/2026/sign/withdraw/", {"signature": newest.pk}, follow=True)
    assert "taken back already" in main_of(twice)
    assert client.post("/reviews/2026/sign/withdraw/", {"signature": "x"}).status_code == 404
    assert as_ada.post("/reviews/2026/sign/withdraw/", {"signature": newest.pk}).status_code == 404


def test_who_holds_no_seat_signs_nothing_and_before_its_time_nobody_does(signing, as_ada, dee):
    assert as_ada.get("/reviews/2026/sign/").status_code == 404

    Review.objects.update(state="moderation")
    assert "not open for signatures now" in main_of(sign_in(dee).get("/reviews/2026/sign/"))
    posted = {"seat": signing.seats.get(title="Director").pk, "digest": get_digest(signing)}
    late = sign_in(dee).post("/reviews/2026/sign/", {**posted, "dissent": "A long doubt."})
    assert "was not saved. Here it is: A long doubt." in main_of(late)


def test_who_signs_again_finds_the_dissent_that_was_given(signing, ada, chair):
    client, seat = sign_in(chair), signing.seats.get(title="Chair")
    posted = {"seat": seat.pk, "digest": get_digest(signing), "dissent": "I see it darker."}
    client.post("/reviews/2026/sign/", posted)
    words = get_words(Assessment(**{**said(), "statement": "Other words."}))
    moderate(by=ada, assessment=of(signing), version=1, words=words)

    again = client.get("/reviews/2026/sign/").content.decode()

    assert re.search(r"<textarea[^>]*name=\"dissent\"[^>]*>I see it darker.</textarea>", again)
