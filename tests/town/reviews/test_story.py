"""A story beside each measure, and a foreword: told by somebody, on a day, signed and frozen with the review."""

import io
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document as ReadWord

from fairplace.town.reviews.models import Assessment, Review
from fairplace.town.reviews.operations.moderation import WordsRefused, moderate
from fairplace.town.reviews.operations.review import change_review
from fairplace.town.reviews.queries.content import get_digest
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.reviews.queries.standing import get_words
from fairplace.town.reviews.report import make_report
from fairplace.town.reviews.rules.difference import list_differences
from fairplace.town.reviews.showing import open_snapshot
from fairplace.town.reviews.telling import tell_measures
from tests.factories import make_review
from tests.factories.frozen import make_frozen, make_published_review

pytestmark = pytest.mark.django_db
STORY, TELLER = "Mould came back in the second winter.", "Tenants’ panel, Hatbourne"


def tell(ada, one, story=STORY, story_by=TELLER):
    words = replace(get_words(one), story=story, story_by=story_by)
    return moderate(by=ada, assessment=one, version=one.version, words=words)


@pytest.fixture
def told(reviewed_town):
    """Return the snapshot of a review with a story, invented, and a foreword with its author."""
    review = make_published_review(
        reviewed_town, foreword="We began.", foreword_by="Director of public health",
        foreword_on=timezone.localdate(),
        stories={"jobs": {"story": STORY, "story_by": TELLER, "story_is_demonstration": True}},
    )  # fmt: skip
    return review.snapshot


@pytest.mark.parametrize("state", ["evidence", "moderation"])
def test_a_story_is_told_by_somebody_on_a_day(reviewed_town, ada, state):
    review = make_review(reviewed_town, state=state)

    tell(ada, review.assessments.get(measure__slug="jobs"))

    one = review.assessments.get(measure__slug="jobs")
    assert (one.story, one.story_by, one.story_on) == (STORY, TELLER, timezone.localdate())
    assert not one.story_is_demonstration


@pytest.mark.parametrize("state", ["evidence", "moderation"])
def test_a_story_that_nobody_tells_is_refused(reviewed_town, ada, state):
    review = make_review(reviewed_town, state=state)

    with pytest.raises(WordsRefused) as refused:
        tell(ada, review.assessments.get(measure__slug="jobs"), story_by=" ")

    assert set(refused.value.faults) == {"story_by"}


def test_a_story_that_is_taken_out_takes_its_teller_along(reviewed_town, ada):
    review = make_review(reviewed_town)
    tell(ada, review.assessments.get(measure__slug="jobs"))

    tell(ada, review.assessments.get(measure__slug="jobs"), story="")

    one = review.assessments.get(measure__slug="jobs")
    assert (one.story, one.story_by, one.story_on) == ("", "", None)


def test_an_invented_story_that_somebody_rewrites_is_invented_no_more(reviewed_town, ada):
    review = make_review(reviewed_town)
    Assessment.objects.update(story="Once.", story_by="Nobody", story_is_demonstration=True)

    tell(ada, review.assessments.get(measure__slug="jobs"))

    assert not review.assessments.get(measure__slug="jobs").story_is_demonstration


def test_a_story_is_among_what_is_signed(reviewed_town, ada):
    review = make_review(reviewed_town)
    before = get_digest(review)

    tell(ada, review.assessments.get(measure__slug="jobs"))

    assert get_digest(review) != before


def test_who_signs_and_who_doubts_reads_the_story(signing, dee, client):
    signing.assessments.update(story=STORY, story_by=TELLER, story_on=timezone.localdate())
    client.force_login(dee)

    for address in ("/reviews/2026/sign/", "/reviews/2026/jobs/"):
        page = client.get(address).content.decode()
        assert STORY in page
        assert TELLER in page


def test_the_foreword_says_by_whom_and_when(reviewed_town, ada):
    review = make_review(reviewed_town)

    values = {"foreword": "We began.", "foreword_by": "Director of public health"}
    change_review(by=ada, review=review, version=review.version, values=values)

    now = Review.objects.get(pk=review.pk)
    assert (now.foreword_by, now.foreword_on) == ("Director of public health", timezone.localdate())


def test_a_day_that_is_changed_is_no_new_foreword(reviewed_town, ada):
    day = timezone.localdate().replace(year=2020)
    review = make_review(reviewed_town, foreword="We began.", foreword_by="The director", foreword_on=day)

    change_review(by=ada, review=review, version=review.version, values={"looking_ahead": "On."})

    assert Review.objects.get(pk=review.pk).foreword_on == day


def test_the_form_asks_for_story_and_teller(reviewed_town, ada, client):
    make_review(reviewed_town)
    client.force_login(ada)

    page = client.get("/reviews/2026/jobs/moderate/").content.decode()
    assert 'name="story"' in page
    refused = client.post("/reviews/2026/jobs/moderate/", {"version": 1, "story": STORY}).content.decode()
    assert STORY in refused
    assert "Say who tells this story, as it is to be printed." in refused


def test_page_and_documents_print_the_story_from_what_was_frozen(told):
    Assessment.objects.update(story="Another")

    page = Client().get(f"/frozen/{told.slug}/report/").content.decode()
    word = ReadWord(io.BytesIO(Client().get(f"/frozen/{told.slug}/report.docx").content))
    text = "\n".join(one.text for one in word.paragraphs)
    of_measure = Client().get(f"/frozen/{told.slug}/jobs/").content.decode()

    for told_so in (page, text, of_measure):
        assert STORY in told_so
        assert TELLER in told_so
        assert "Another" not in told_so
    assert "Invented for the demonstration" in text
    assert "Director of public health" in text
    assert "Demonstration" in of_measure


def test_a_story_that_came_or_went_is_a_difference(reviewed_town, told):
    before = make_frozen(reviewed_town)

    kept, none = read_body(told), read_body(before)

    found = [one for one in list_differences(none, kept) if one.what == "Jobs: story"]
    assert [(one.then, one.now) for one in found] == [("", STORY)]


def test_what_was_frozen_before_there_were_stories_still_opens(told):
    frozen = open_snapshot(told)
    body = dict(frozen.body)
    for one in body["review"]["assessments"]:
        for name in [name for name in one if name.startswith("story")]:
            del one[name]
    for name in ("foreword_by", "foreword_on"):
        del body["review"][name]

    older = replace(frozen, body=body, told=tuple(tell_measures(body)))

    assert [one.assessed.story for one in older.told] == ["", "", ""]
    assert make_report(older).blocks
