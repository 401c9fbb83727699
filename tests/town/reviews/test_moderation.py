"""Evidence, challenges and ratings."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fairplace.town.framework.models import Recommendation
from fairplace.town.governance.rules.digest import is_intact
from fairplace.town.letters.models import Letter
from fairplace.town.people.models import AuditEvent
from fairplace.town.places.operations.saving import ChangedMeanwhile
from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.operations.challenge import (
    AnsweredMeanwhile,
    answer_challenge,
    challenge_assessment,
)
from fairplace.town.reviews.operations.evidence import begins_on, gather_evidence
from fairplace.town.reviews.operations.holding import ReviewRefused
from fairplace.town.reviews.operations.moderation import WordsRefused, moderate
from fairplace.town.reviews.operations.signature import sign_review
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.doing import list_doings
from fairplace.town.reviews.queries.early import list_early
from fairplace.town.reviews.queries.standing import get_words
from fairplace.town.reviews.rules.assessment import Early, Words
from fairplace.town.reviews.rules.draft import Doings
from fairplace.town.workstreams.models import Workstream
from tests.factories import (
    make_action,
    make_alignment,
    make_decision,
    make_group,
    make_logic_model,
    make_review,
    make_workstream,
)
from tests.factories.logicmodels import put_link, put_step

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def of(review, slug="jobs") -> Assessment:
    return review.assessments.select_related("measure", "review__town").get(measure__slug=slug)


def test_evidence_is_sealed_and_says_what_the_tests_say(reviewed_town, ada):
    review = make_review(reviewed_town)

    gather_evidence(by=ada, review=review)

    assert is_intact(of(review).evidence)
    tested = list(review.assessments.order_by("measure__position").values_list("tested", flat=True))
    assert tested == ["getting worse", "getting worse", "cannot tell"]
    assert set(AuditEvent.objects.get(verb="gathered evidence for").after) == {"jobs", "wages", "air"}


def test_what_people_edited_stays_when_evidence_is_gathered_again(reviewed_town, ada):
    review = make_review(reviewed_town)
    work = make_workstream(reviewed_town, "W1")
    make_alignment(Recommendation.objects.get(code="R1"), work)
    gather_evidence(by=ada, review=review)
    assert of(review).did == "Work under way:\n- W1: Work W1"
    words = Words(did="We held job fairs.", rating="on course")
    moderate(by=ada, assessment=of(review), version=2, words=words)

    Workstream.objects.update(name="Many job fairs")
    gather_evidence(by=ada, review=review)

    assert (of(review).did, of(review).rating) == ("We held job fairs.", "")
    assert of(review, "wages").did == "Work under way:\n- W1: Many job fairs"


def test_evidence_comes_in_while_its_step_lasts_and_for_something(reviewed_town, ada):
    review = make_review(reviewed_town, state="challenge")
    with pytest.raises(ReviewRefused, match="stands at: Open to challenge"):
        gather_evidence(by=ada, review=review)

    Review.objects.update(state="evidence")
    review.assessments.all().delete()
    reviewed_town.measures.all().delete()
    with pytest.raises(ReviewRefused, match="no measure"):
        gather_evidence(by=ada, review=review)


def test_doings_count_from_the_opening_of_the_last_review(reviewed_town):
    last = make_review(reviewed_town, 2025, "closed")
    now = make_review(reviewed_town, 2026)

    assert begins_on(now, until=TODAY) == timezone.localdate(last.opened_at)
    assert begins_on(last, until=TODAY) == TODAY - timedelta(days=365)


def test_what_was_done_in_the_year_and_is_public_is_named(reviewed_town):
    group = make_group(reviewed_town)
    for number, title, restricted in ((1, "Fairs", False), (2, "Secret", True)):
        decision = make_decision(
            group, number, title=title, state="decided", decided_at=timezone.now(), is_restricted=restricted
        )
        decision.subjects.create(kind="measure", code="jobs")
    done, open_one = make_action(group, 1, state="done"), make_action(group, 2)
    for action in (done, open_one):
        action.subjects.create(kind="measure", code="jobs")
        action.updates.create(note="So", state_before="under way", state=action.state)
    changes = [put_step("a", "output"), put_step("b", "long", measure="jobs"), put_link("a", "b")]
    model = make_logic_model(reviewed_town, "jobs", changes, is_illustrative=True)
    claim = {"thread": "00000000-0000-0000-0000-000000000001", "link": "a-b", "strength": "some"}
    model.claims.create(claim="Fairs brought jobs.", **claim)

    found = list_doings(town=reviewed_town, slugs=["jobs"], since=TODAY - timedelta(days=1), until=TODAY)
    before = list_doings(
        town=reviewed_town,
        slugs=["jobs", "none"],
        since=TODAY - timedelta(days=9),
        until=TODAY - timedelta(days=2),
    )

    assert found["jobs"] == Doings(
        (),
        ("A1: Action 1 (Children)",),
        ("D1: Fairs (Children)",),
        ("Fairs brought jobs. (evidence: some)",),
    )
    assert before == {"jobs": Doings(), "none": Doings()}


def test_everybody_inside_may_doubt_and_gets_an_answer(reviewed_town, ada, chair):
    review = make_review(reviewed_town, state="challenge")

    made = challenge_assessment(by=chair, assessment=of(review), text=" Is it so? ")
    answered = answer_challenge(by=ada, challenge=made, answer="It is.", seen="")

    assert (made.text, answered.answer, answered.answered_by) == ("Is it so?", "It is.", ada)
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["ada@example.org", "chen@example.org"]
    with pytest.raises(AnsweredMeanwhile):
        answer_challenge(by=ada, challenge=made, answer="It is not.", seen="")
    with pytest.raises(ReviewRefused, match="Write the answer"):
        answer_challenge(by=ada, challenge=made, answer=" ", seen="It is.")


def test_doubts_have_words_and_a_time(reviewed_town, ada):
    review = make_review(reviewed_town, state="challenge")
    with pytest.raises(ReviewRefused, match="Say what you doubt"):
        challenge_assessment(by=ada, assessment=of(review), text=" ")

    Review.objects.update(state="moderation")
    with pytest.raises(ReviewRefused, match="stands at"):
        challenge_assessment(by=ada, assessment=of(review), text="Late")


def test_a_rating_that_differs_from_the_tests_needs_a_reason(reviewed_town, ada):
    review = make_review(reviewed_town, state="moderation")
    review.assessments.update(tested="getting worse")

    with pytest.raises(WordsRefused) as refused:
        moderate(by=ada, assessment=of(review), version=1, words=Words("on course", decision="keep"))
    assert set(refused.value.faults) == {"rating_because", "decision_because"}

    words = Words("on course", "New figures of our own.", " Better soon. ")
    now = moderate(by=ada, assessment=of(review), version=1, words=words)
    assert (now.rating, now.statement, now.moderated_by, now.version) == ("on course", "Better soon.", ada, 2)
    assert moderate(by=ada, assessment=of(review), version=2, words=words).version == 2
    with pytest.raises(ChangedMeanwhile):
        moderate(by=ada, assessment=of(review), version=1, words=Words())


def test_too_early_is_said_with_a_ground_and_a_day_and_taken_back_with_the_day(reviewed_town, ada):
    review = make_review(reviewed_town, state="moderation")
    review.assessments.update(tested="cannot tell")
    day = date(TODAY.year + 3, 1, 1)
    words = Words("too early", "Work began in spring.", comes_back_on=day)
    with pytest.raises(WordsRefused, match="Nothing says that it is too early"):
        moderate(by=ada, assessment=of(review), version=1, words=words)

    reviewed_town.measures.update(judged_from=TODAY.year + 3)
    early = moderate(by=ada, assessment=of(review), version=1, words=words)
    told = moderate(by=ada, assessment=of(review), version=2, words=Words("cannot tell", comes_back_on=day))

    assert (early.comes_back_on, told.comes_back_on) == (day, None)


def test_early_signs_of_logic_models_say_until_when_it_is_too_early(reviewed_town):
    changes = [put_step("a", "long", measure="jobs", lag=36), put_step("b", "long", measure="")]
    make_logic_model(reviewed_town, "jobs", changes)
    jobs, air = (reviewed_town.measures.get(slug=slug) for slug in ("jobs", "air"))

    found = list_early(town=reviewed_town, measures=[jobs, air])

    assert list(found) == ["jobs"]
    assert isinstance(found["jobs"], Early)
    assert found["jobs"].until > TODAY


def test_a_change_while_people_sign_makes_signatures_void_and_asks_again_once(signing, ada, dee):
    sign_review(by=dee, seat=signing.seats.get(title="Director"), digest=get_digest(signing))
    one = of(signing)
    said = {"statement": "It did change.", "confidence": "medium", "decision": "keep"}
    words = Words("cannot tell", decision_because="It still matters.", **said)

    moderate(by=ada, assessment=one, version=1, words=words)
    moderate(by=ada, assessment=one, version=2, words=Words("cannot tell", **{**said, "decision": ""}))

    [letter] = Letter.objects.filter(to="dee@example.org")
    assert "changed" in letter.subject
    assert f"/reviews/{signing.year}/sign/" in letter.body


def test_a_form_that_is_saved_untouched_changes_nothing_that_was_signed(signing, ada, dee):
    signing.assessments.update(did="Work under way:\n- W1: Job fairs")
    sign_review(by=dee, seat=signing.seats.get(title="Director"), digest=get_digest(signing))
    one = of(signing)
    # As a browser sends it.
    words = replace(get_words(one), did=one.did.replace("\n", "\r\n"))

    now = moderate(by=ada, assessment=one, version=1, words=words)

    assert (now.version, Letter.objects.filter(to="dee@example.org").exists()) == (1, False)
