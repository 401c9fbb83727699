"""A measure is rated, doubted and answered on its pages."""

import pytest

from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.operations.moderation import moderate
from fairplace.town.reviews.queries.standing import get_words
from tests.factories import make_review
from tests.town.reviews.conftest import main_of, of, said, sign_in

pytestmark = pytest.mark.django_db


def test_a_measure_is_rated_on_its_page_and_faults_stand_at_their_fields(signing, as_ada):
    Review.objects.update(state="moderation")
    address = "/reviews/2026/jobs/moderate/"
    posted = {
        "version": "1", "rating": "on course", "rating_because": "", "statement": "It did not change much.",
        "confidence": "high", "decision": "keep", "decision_because": "It still matters.",
    }  # fmt: skip
    assert "Say why the rating differs." in main_of(as_ada.post(address, posted))

    response = as_ada.post(address, {**posted, "rating_because": "We counted ourselves."}, follow=True)

    assert "Jobs is saved." in main_of(response)
    one = of(signing)
    assert (one.rating, one.confidence, one.did) == ("on course", "high", "")


def test_too_early_is_offered_where_something_says_so(signing, as_ada):
    Review.objects.update(state="moderation")
    address = "/reviews/2026/jobs/moderate/"
    assert "Too early to say" not in main_of(as_ada.get(address))

    signing.town.measures.filter(slug="jobs").update(judged_from=2090)
    page = as_ada.get(address)

    assert "“Too early” may be said until 1 January 2090: It is judged from 2090 on." in main_of(page)
    assert 'value="2090-01-01"' in page.content.decode()


def test_two_moderators_see_both_texts_and_saving_again_writes_over(signing, ada, as_ada):
    one = of(signing)
    moderate(
        by=ada, assessment=one, version=1, words=get_words(Assessment(**{**said(), "statement": "Theirs."}))
    )
    posted = {**said(), "version": "1", "statement": "Mine."}

    clash = as_ada.post("/reviews/2026/jobs/moderate/", posted)

    assert clash.status_code == 409
    assert "Theirs." in main_of(clash)
    assert "Mine." in main_of(clash)
    as_ada.post("/reviews/2026/jobs/moderate/", {**posted, "version": "2"})
    assert of(signing).statement == "Mine."


def test_before_moderation_people_write_words_and_rate_nothing(reviewed_town, as_ada):
    review = make_review(reviewed_town)
    page = main_of(as_ada.get("/reviews/2026/jobs/moderate/"))
    assert "Rating" not in page

    as_ada.post("/reviews/2026/jobs/moderate/", {"version": "1", "did": "Fairs.", "rating": "on course"})

    assert (of(review).did, of(review).rating) == ("Fairs.", "")
    Review.objects.update(state="frozen")
    late = as_ada.post("/reviews/2026/jobs/moderate/", {"version": "2", "did": "Late."})
    assert "stands at: Frozen" in main_of(late)


def test_anybody_inside_doubts_and_the_answer_stands_beside(reviewed_town, as_ada, chair):
    review = make_review(reviewed_town, state="challenge")
    inside = sign_in(chair)
    assert "Say what you doubt, and why." in main_of(
        inside.post("/reviews/2026/jobs/challenge/", {"text": ""})
    )
    inside.post("/reviews/2026/jobs/challenge/", {"text": "Is it so?"})
    challenge = of(review).challenges.get()
    address = f"/reviews/2026/challenges/{challenge.pk}/"
    assert "Write the answer." in main_of(as_ada.post(address, {"seen": "", "answer": ""}))

    answered = as_ada.post(address, {"seen": "", "answer": "It is."}, follow=True)
    late = as_ada.post(address, {"seen": "", "answer": "It is not."})

    assert "It is." in main_of(answered)
    assert (late.status_code, "Somebody else answered meanwhile" in main_of(late)) == (409, True)
    assert 'value="It is."' in late.content.decode()
    assert as_ada.get("/reviews/2026/challenges/999/").status_code == 404


def test_two_clicks_on_save_are_no_clash(signing, as_ada):
    one = of(signing)
    words = {name: getattr(one, name) or "" for name in said()}
    posted = {**words, "statement": "Other words.", "version": one.version}

    for _click in range(2):
        assert as_ada.post("/reviews/2026/jobs/moderate/", posted).status_code == 302

    assert of(signing).version == one.version + 1


def test_fields_that_are_asked_for_are_not_called_optional(signing, as_ada, chair):
    for address in ("jobs/moderate/", "reopen/"):
        page = main_of(as_ada.get(f"/reviews/2026/{address}"))
        for label in ("Rating", "Statement", "How sure we are", "Decision", "Reason for the decision", "Why"):
            assert f" {label} (optional)" not in page
    Review.objects.update(state="challenge")
    assert "optional" not in main_of(sign_in(chair).get("/reviews/2026/jobs/challenge/"))
    challenge = of(signing).challenges.create(text="Is it so?")
    assert "optional" not in main_of(as_ada.get(f"/reviews/2026/challenges/{challenge.pk}/"))
    Review.objects.update(state="published")
    assert "optional" not in main_of(as_ada.get("/reviews/2026/response/"))


def test_a_frozen_review_offers_no_form_and_keeps_what_was_typed_before(signing, as_ada):
    Review.objects.update(state="frozen")

    for address in ("jobs/moderate/", "change/", "seats/"):
        page = main_of(as_ada.get(f"/reviews/2026/{address}", follow=True))
        assert "This cannot be done now. The review stands at: Frozen." in page
        assert " Save" not in page
    late = as_ada.post("/reviews/2026/jobs/moderate/", {"version": 1, "statement": "Typed before."})
    assert "Typed before." in main_of(late)
