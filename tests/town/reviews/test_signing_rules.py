"""Under what a signature stands, and what changed since."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.town.reviews.rules.signing import Change, Signed, digest_content, list_changes, stand

JOBS = {"slug": "jobs", "name": "Jobs", "rating": "on course", "evidence": "a" * 64, "challenges": []}
CONTENT = {"title": "Review", "foreword": "A good year.", "looking_ahead": "", "measures": [JOBS]}


def content(**of_jobs):
    return {**CONTENT, "measures": [{**JOBS, **of_jobs}]}


def test_the_digest_does_not_mind_the_order_of_what_is_named():
    assert digest_content(dict(reversed(CONTENT.items()))) == digest_content(CONTENT)


@settings(max_examples=30)
@given(st.sampled_from(["rating", "name", "evidence"]), st.text(min_size=1))
def test_any_other_word_has_another_digest(name, word):
    changed = content(**{name: JOBS[name] + word})

    assert digest_content(changed) != digest_content(CONTENT)


def test_what_changed_is_named_with_then_and_now():
    now = {**content(rating="off course"), "foreword": "A bad year."}

    assert list_changes(CONTENT, now) == [
        Change("", "", "Foreword", "A good year.", "A bad year."),
        Change("Jobs", "jobs", "Rating", "on course", "off course"),
    ]


def test_new_evidence_is_told_by_its_digest_and_challenges_by_their_words():
    now = content(evidence="b" * 64, challenges=[{"text": "Is it so?", "answer": "It is."}])

    assert [(one.what, one.now) for one in list_changes(CONTENT, now)] == [
        ("Challenges and answers", "Is it so? → It is."),
        ("Evidence", "digest bbbbbbbbbbbb"),
    ]


def test_a_measure_that_came_or_went_is_a_change():
    without = {**CONTENT, "measures": []}

    assert list_changes(without, CONTENT) == [
        Change("Jobs", "jobs", "The measure", "not part of it", "part of the review")
    ]
    assert list_changes(CONTENT, without)[0].now == "not part of it"


def test_a_signature_counts_under_what_stands_there_from_whoever_holds_the_seat():
    assert stand(None, holder=1, digest="a") == ""
    assert stand(Signed(1, "a"), holder=1, digest="a") == "valid"
    assert stand(Signed(1, "a"), holder=1, digest="b") == "void"
    assert stand(Signed(1, "a"), holder=2, digest="a") == "void"
    assert stand(Signed(None, "a"), holder=None, digest="a") == "void"
    assert stand(Signed(1, "a", is_withdrawn=True), holder=1, digest="a") == "withdrawn"
