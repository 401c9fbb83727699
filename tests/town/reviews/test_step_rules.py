"""What each step of a review needs, in sentences."""

import pytest

from fairplace.town.reviews.rules.step import (
    Facts,
    Measured,
    Seated,
    State,
    list_earlier,
    list_in_words,
    list_lacks,
    next_state,
)

WHOLE = {
    "has_evidence": True,
    "rating": "on course",
    "has_statement": True,
    "confidence": "high",
    "decision": "keep",
}
SIGNED = Seated("Director", "Dee", signature="valid")


def sentences(state, measures=(), seats=(SIGNED,), **fields):
    return [lack.sentence for lack in list_lacks(Facts(state, measures, seats, **fields))]


def test_three_measures_without_a_rating_are_named_in_one_sentence():
    names = ("Life expectancy", "Jobs", "Smoking")
    measures = [Measured(name.lower(), name, **{**WHOLE, "rating": ""}) for name in names]

    assert sentences(State.MODERATION, measures) == [
        "Three measures have no rating: Life expectancy, Jobs and Smoking."
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"has_evidence": False}, "One measure has no evidence yet: Jobs."),
        ({"unanswered": 2}, "Jobs: 2 challenges wait for an answer."),
        ({"has_statement": False}, "One measure has no statement: Jobs."),
        ({"confidence": ""}, "Nobody said how sure we are of one measure: Jobs."),
        ({"decision": ""}, "One measure has no decision: Jobs."),
        ({"is_sound": False}, "One measure lacks a reason that is asked for: Jobs."),
    ],
)
def test_what_one_measure_lacks_holds_up_the_signatures(change, sentence):
    assert sentences(State.MODERATION, [Measured("jobs", "Jobs", **{**WHOLE, **change})]) == [sentence]


def test_evidence_alone_is_asked_for_before_challenge():
    assert sentences(State.EVIDENCE, [Measured("jobs", "Jobs", has_evidence=True)], seats=()) == []
    assert sentences(State.EVIDENCE) == ["There is no measure to review."]


@pytest.mark.parametrize(
    ("seat", "found"),
    [
        (SIGNED, []),
        (Seated("Director", "Dee"), ["Director has not signed."]),
        (
            Seated("Director", "Dee", signature="void"),
            ["Director must sign again: something was changed since."],
        ),
        (Seated("Director", "Dee", signature="withdrawn"), ["Director has withdrawn the signature."]),
        (
            Seated("Director", "Dee", signature="valid", can_sign=False),
            ["Dee sits in the seat “Director”, and has no role to sign in with."],
        ),
        (Seated("Director"), ["Nobody sits in the seat “Director”, which must sign."]),
        (
            Seated("Director", "Dee", is_required=False),
            ["No seat must sign. Name at least one that must."],
        ),
    ],
)
def test_a_freeze_waits_for_every_seat_that_must_sign(seat, found):
    assert sentences(State.SIGN_OFF, [Measured("jobs", "Jobs", **WHOLE)], [seat]) == found


def test_closing_waits_for_comments_and_for_a_response():
    assert sentences(State.PUBLISHED, comments_waiting=2) == [
        "Two comments wait to be read.",
        "The town has not written its response.",
    ]
    assert sentences(State.PUBLISHED, has_response=True) == []


def test_a_frozen_review_needs_nothing_and_goes_back_nowhere():
    assert sentences(State.FROZEN) == []
    assert list_earlier(State.FROZEN) == []
    assert list_earlier(State.SIGN_OFF) == [State.EVIDENCE, State.CHALLENGE, State.MODERATION]


def test_after_the_last_step_comes_none():
    assert next_state(State.PUBLISHED) == State.CLOSED
    assert next_state(State.CLOSED) is None


def test_names_are_listed_as_a_sentence_lists_them():
    assert [list_in_words(names) for names in ([], ["A"], ["A", "B", "C"])] == ["", "A", "A, B and C"]
