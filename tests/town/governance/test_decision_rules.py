"""The plain rules around decisions: digests, nudges, ballots, options, what a draft lacks."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.governance.rules import ballot, options
from fairplace.town.governance.rules.digest import is_intact, seal
from fairplace.town.governance.rules.equity import ALONG, Expectation
from fairplace.town.governance.rules.nudges import choose_nudge
from fairplace.town.governance.rules.opening import Draft, list_lacks
from fairplace.town.governance.rules.standing import list_revisions, say_measure
from fairplace.town.governance.rules.workdays import is_working_day

FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip
SEALED = st.dictionaries(st.text(max_size=3), FACTS, max_size=4)


@given(SEALED)
def test_what_was_sealed_is_intact_also_after_a_database_kept_it(facts):
    assert is_intact(json.loads(json.dumps(seal(facts))))


@given(SEALED)
def test_sealing_twice_changes_nothing(facts):
    assert seal(seal(facts)) == seal(facts)


def test_a_whole_number_and_its_float_have_one_digest():
    # PostgreSQL gives 1e16 back as 10000000000000000.
    assert seal({"value": 1e16}) == {**seal({"value": 10**16}), "value": 1e16}


@pytest.mark.parametrize(
    "changed", [{"value": 5.2}, {"value": 5.1, "more": None}, {}, {"value": "5.1"}, {"value": True}]
)
def test_a_change_breaks_the_seal(changed):
    sealed = seal({"value": 5.1})

    assert not is_intact({**changed, "digest": sealed["digest"]})


def test_without_a_digest_nothing_is_intact():
    assert not is_intact({"value": 1})


# Monday 7 June 2027 to Sunday 13 June.
MONDAY = date(2027, 6, 7)


def nudge(day, deadline_on, opened_on=MONDAY - timedelta(days=20), is_working=is_working_day):
    return choose_nudge(opened_on=opened_on, deadline_on=deadline_on, day=day, is_working=is_working)


def test_they_are_reminded_three_days_before_and_on_the_last_day():
    friday = MONDAY + timedelta(days=4)

    said = [nudge(MONDAY + timedelta(days=n), friday) for n in range(6)]

    assert said == ["", "early", "early", "early", "last", ""]


def test_a_reminder_that_falls_on_a_weekend_leaves_on_the_friday_before():
    tuesday = MONDAY + timedelta(days=8)
    sunday, friday, saturday = (MONDAY + timedelta(days=n) for n in (6, 4, 5))

    assert nudge(friday, tuesday) == "early"
    assert nudge(saturday, tuesday) == ""
    assert nudge(friday, sunday) == "last"
    assert nudge(sunday, sunday) == ""


def test_a_bank_holiday_is_no_working_day():
    assert not is_working_day(date(2027, 12, 27))
    assert is_working_day(date(2027, 12, 24))
    assert not is_working_day(date(2027, 12, 25))


def test_whoever_was_just_asked_is_not_reminded():
    friday = MONDAY + timedelta(days=4)

    assert nudge(MONDAY + timedelta(days=2), friday, opened_on=MONDAY + timedelta(days=2)) == ""
    assert nudge(friday, friday, opened_on=friday) == ""
    assert nudge(friday, friday, opened_on=friday - timedelta(days=1)) == "last"


@given(st.integers(0, 400), st.integers(0, 60))
def test_nobody_is_reminded_on_a_day_off_nor_after_the_deadline(start, ahead):
    day = MONDAY + timedelta(days=start)
    deadline_on = MONDAY + timedelta(days=ahead)

    assert not nudge(day, deadline_on) or (is_working_day(day) and day <= deadline_on)


@pytest.mark.parametrize(
    ("method", "choice", "is_taken"),
    [
        ("consent", "agree", True),
        ("consent", "yes", False),
        ("vote", "a", True),
        ("vote", "abstain", True),
        ("vote", "z", False),
        ("vote", ["a"], False),
        ("score", {"a": 5}, True),
        ("score", {}, True),
        ("score", {"a": 6}, False),
        ("score", {"a": True}, False),
        ("score", {"z": 1}, False),
        ("rank", ["b", "a"], True),
        ("rank", [], True),
        ("rank", ["a", "a"], False),
        ("rank", ["z"], False),
    ],
)
def test_only_answers_that_can_be_counted_are_taken(method, choice, is_taken):
    assert (ballot.find_fault(method, choice, codes=["a", "b"], reason="") == "") is is_taken


def test_an_objection_needs_its_reason():
    assert ballot.find_fault("consent", "object", codes=[], reason=" ") != ""
    assert ballot.find_fault("consent", "object", codes=[], reason="It costs lives.") == ""


@pytest.mark.parametrize(
    ("method", "choice", "words"),
    [
        ("consent", "object", "Objects"),
        ("vote", "a", "Ash"),
        ("vote", "abstain", "Abstains"),
        ("score", {"b": 0, "a": 4}, "Ash: 4; Beech: 0"),
        ("score", {}, "Abstains"),
        ("rank", ["b", "a"], "1. Beech; 2. Ash"),
    ],
)
def test_an_answer_is_said_in_words(method, choice, words):
    assert ballot.say_choice(method, choice, {"a": "Ash", "b": "Beech"}) == words


def test_options_are_typed_one_a_line():
    assert options.read_options("Ash\n\n  Beech  tree \n", "rank") == [
        {"code": "1", "text": "Ash"},
        {"code": "2", "text": "Beech tree"},
    ]


@pytest.mark.parametrize(("text", "method"), [("Ash", "consent"), ("", "vote")])
def test_consent_and_a_vote_without_options_are_yes_or_no(text, method):
    read = options.read_options(text, method)

    assert [one["code"] for one in read] == ["yes", "no"]
    assert options.write_options(read) == ""


@pytest.mark.parametrize("text", ["Ash\nash", "\n".join(str(n) for n in range(11)), "a" * 201])
def test_options_that_cannot_be_told_apart_or_are_too_many_or_too_long_are_refused(text):
    assert options.find_fault(text) != ""


TODAY = date(2027, 6, 1)
WHOLE = Draft(
    "Shall we?", "Cold.", "Warm.", "consent", 2, TODAY, tuple(Expectation(a, "same") for a in ALONG)
)


def test_a_whole_draft_lacks_nothing_and_may_close_today():
    assert list_lacks(WHOLE, today=TODAY, voters=1) == []


def test_an_empty_draft_is_told_everything_it_lacks():
    empty = Draft("", " ", "", "rank", 1, None, ())

    lacks = list_lacks(empty, today=TODAY, voters=0)

    asked = [(one.page, one.field) for one in lacks if one.page != "equity"]
    assert asked == [
        ("change", "question"),
        ("change", "reason"),
        ("change", "expected"),
        ("change", "options"),
        ("change", "deadline_on"),
        ("", ""),
    ]
    assert [one.field for one in lacks if one.page == "equity"] == list(ALONG)


def test_a_deadline_that_has_passed_is_no_deadline():
    lacks = list_lacks(WHOLE, today=TODAY + timedelta(days=1), voters=1)

    assert [one.sentence for one in lacks] == ["The last day to answer has passed. Choose a later one."]


LINE = {
    "subgroup": "",
    "period": "2019",
    "value": 5.1,
    "lower": 4.0,
    "upper": 6.2,
    "flag": "",
    "publisher": "ONS",
}
ESTIMATES = {
    "absolute": {"value": 9.0, "lower": 8.0, "upper": 10.0},
    "relative": {"value": 1.5, "lower": None, "upper": None},
}
GAP = {**ESTIMATES, "unit": "%", "decimals": 1, "period": "2021", "edition": "IoD 2019"}
KEPT = {"unit": "%", "decimals": 1, "lines": [LINE], "gap": None}


def test_a_kept_figure_is_said_with_range_period_and_publisher():
    assert say_measure(KEPT) == ["5.1% (likely between 4.0% and 6.2%), 2019. ONS."]


def test_a_kept_gap_is_said_in_both_senses_and_a_flag_in_words():
    flagged = {**LINE, "subgroup": "Women", "flag": "carried-forward"}

    assert say_measure({**KEPT, "lines": [flagged], "gap": GAP}) == [
        "Women: 5.1% (likely between 4.0% and 6.2%), 2019 (repeats an earlier year). ONS.",
        "Gap inside the town: difference 9.0 percentage points (likely between 8.0 percentage points and "
        "10.0 percentage points); ratio 1.50; 2021.",
    ]


def test_a_measure_without_a_number_says_so():
    assert say_measure({**KEPT, "lines": []}) == ["No number."]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ({("", "2019"): (5.1, 4.0, 6.2), ("", "2020"): (9.0, None, None)}, []),
        (
            {("", "2019"): (5.3, 4.0, 6.2)},
            [
                "The figure of 2019 was revised since: from 5.1% (likely between 4.0% and 6.2%) to "
                "5.3% (likely between 4.0% and 6.2%)."
            ],
        ),
        ({}, ["The figure of 2019 is not published any more."]),
    ],
)
def test_only_a_figure_of_the_same_period_that_differs_was_revised(now, said):
    assert list_revisions(KEPT, now, None) == said


def test_a_gap_of_the_same_period_that_differs_was_revised():
    wider = {**GAP, "absolute": {**GAP["absolute"], "value": 9.5}}
    kept = {**KEPT, "lines": [], "gap": GAP}

    assert list_revisions(kept, {}, wider) == ["The gap of 2021 was revised since."]
    assert list_revisions(kept, {}, {**wider, "period": "2022"}) == []
    assert list_revisions(kept, {}, None) == []
