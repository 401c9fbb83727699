"""The pages of the ceremony, as each of the three people meets them."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairplace.town.people.models import AuditEvent
from fairplace.town.reviews.models import Assessment, Comment, Review, Signature
from fairplace.town.reviews.operations.evidence import gather_evidence
from fairplace.town.reviews.operations.moderation import moderate
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.standing import get_words
from tests.factories import (
    make_assessment,
    make_comment,
    make_group,
    make_indicator,
    make_judged,
    make_measure,
    make_observations,
    make_person,
    make_review,
    make_seat,
)
from tests.factories.logicmodels import make_history, note, put_step
from tests.town.reviews.conftest import seat_chair

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_ada(ada):
    return sign_in(ada)


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client


def main_of(response):
    """Return the words of a page, without what stands around them."""
    text = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def of(review, slug="jobs"):
    return review.assessments.get(measure__slug=slug)


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


def test_the_direction_by_test_stands_apart_from_how_a_measure_stands_on_its_path(reviewed_town, ada, as_ada):
    review = make_review(reviewed_town)
    gather_evidence(by=ada, review=review)

    page = main_of(as_ada.get("/reviews/2026/"))

    assert "Measure Direction, by test On its path Rating Decision Challenges" in page
    assert "Jobs Getting worse No path agreed" in page
    assert "Air No number yet No path agreed" in page


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


def test_the_nine_questions_stand_on_the_figures(reviewed_town, ada, as_ada):
    review = make_review(reviewed_town)
    empty = main_of(as_ada.get("/reviews/2026/jobs/"))
    assert empty.count("No evidence has come in yet.") == 5
    gather_evidence(by=ada, review=review)

    page = main_of(as_ada.get("/reviews/2026/jobs/"))

    assert "This is the first review of it, so everything is new." in page
    assert "The latest number is 46.0% (likely between 45.0% and 47.0%), for 2021." in page
    assert "We cannot tell it from England: the likely ranges meet. (2021)" in page
    assert "No gap inside the town is published for it." in page
    assert page.count("Not answered yet.") == 4
    assert "No number of another place" in main_of(as_ada.get("/reviews/2026/air/"))
    assert as_ada.get("/reviews/2026/none/").status_code == 404


def test_news_and_revisions_since_the_last_review_are_told(reviewed_town, ada, as_ada):
    last = make_review(reviewed_town, 2025)
    gather_evidence(by=ada, review=last)
    Review.objects.update(state="closed")
    make_judged(last, statement="It was worse.", rating="too early", comes_back_on="2026-12-01")
    indicator = of(last).measure.indicator
    make_observations(indicator, reviewed_town.place, [45], first=2022)
    indicator.observations.filter(place=reviewed_town.place, period__lt="2020").update(
        value=1, lower=1, upper=1
    )
    review = make_review(reviewed_town, 2026)
    gather_evidence(by=ada, review=review)

    page = main_of(as_ada.get("/reviews/2026/jobs/"))

    assert "Yes: 2022, since Annual review 2025." in page
    assert "2014: it was 60.0%, and is 1.0% now." in page
    assert "And 1 more." in page
    assert "to come back on 1 December 2026" in page
    wages = main_of(as_ada.get("/reviews/2026/wages/"))
    assert "No. The numbers are those of the last review." in wages
    assert "No: every number that was signed off stands as it was." in wages


def test_altered_evidence_is_told(reviewed_town, ada, as_ada):
    review = make_review(reviewed_town)
    gather_evidence(by=ada, review=review)
    one = of(review)
    one.evidence["verdict"] = "better"
    one.save()

    assert "altered after it was sealed" in main_of(as_ada.get("/reviews/2026/jobs/"))


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


def said():
    return {
        "rating": "cannot tell", "statement": "It did not change much.", "confidence": "medium",
        "decision": "keep", "decision_because": "It still matters.",
    }  # fmt: skip


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


def test_who_signs_again_finds_the_dissent_that_was_given(signing, ada, chair):
    client, seat = sign_in(chair), signing.seats.get(title="Chair")
    posted = {"seat": seat.pk, "digest": get_digest(signing), "dissent": "I see it darker."}
    client.post("/reviews/2026/sign/", posted)
    words = get_words(Assessment(**{**said(), "statement": "Other words."}))
    moderate(by=ada, assessment=of(signing), version=1, words=words)

    again = client.get("/reviews/2026/sign/").content.decode()

    assert re.search(r"<textarea[^>]*name=\"dissent\"[^>]*>I see it darker.</textarea>", again)


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


def test_early_signs_are_judged_beside_the_numbers(signing, as_ada):
    sign = put_step(
        "a", "long", "More people in work", measure="jobs", lag=60, early=["More people at fairs"]
    )
    other = put_step("b", "long", "Cleaner air", measure="air", lag=60)
    seen = note("a", "early sign", "Seen", at="2024-02-01T12:00:00+00:00", reason="Fairs were full.")
    make_history(signing.town, "work", [(*sign, "2022-01-05T12:00:00+00:00", "Ada"), other, seen])

    for address in ("/reviews/2026/jobs/", "/reviews/2026/jobs/moderate/"):
        page = main_of(as_ada.get(address))
        assert "Early signs" in page
        assert "More people at fairs" in page
        assert "Noted on 1 February 2024: Seen. Fairs were full." in page
        assert "“More people in work”" in page, "When it is looked at next stands there."
        assert "Cleaner air" not in page
    assert "names no early signs" in main_of(as_ada.get("/reviews/2026/air/"))
    assert "Early signs" not in main_of(as_ada.get("/reviews/2026/wages/"))
