"""A decision says who gains and who loses along deprivation and each protected characteristic."""

import pytest

from fairplace.town.governance.rules.equity import ALONG, Expectation, missing, summarise

WHOLE = [Expectation(along, "same") for along in ALONG]


def test_it_is_asked_along_deprivation_and_the_nine_protected_characteristics():
    assert list(ALONG) == [
        "deprivation", "age", "disability", "gender-reassignment", "marriage", "pregnancy", "race", "religion",
        "sex", "sexual-orientation",
    ]  # fmt: skip


def test_nothing_said_names_every_characteristic_in_order():
    assert list(missing([])) == list(ALONG)
    assert missing([])["age"] == "Age: say who gains and who loses."


def test_no_difference_needs_no_more_words():
    assert missing(WHOLE) == {}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("gains",), "Race: say who, and how."),
        (("loses", "  "), "Race: say who, and how."),
        (("both", "New arrivals, by interpreters"), "Race: say how sure you are."),
        (("unknown",), "Race: say how it will be found out."),
        (("unknown", "We ask at the desk"), "Race: say how sure you are."),
        (("",), "Race: say who gains and who loses."),
    ],
)
def test_an_answer_that_is_not_whole_says_what_it_lacks(said, sentence):
    others = [one for one in WHOLE if one.along != "race"]

    assert missing([*others, Expectation("race", *said)]) == {"race": sentence}


def test_a_whole_answer_lacks_nothing():
    others = [one for one in WHOLE if one.along != "race"]

    assert missing([*others, Expectation("race", "gains", "New arrivals", "low")]) == {}


def test_what_is_expected_is_told_in_sentences():
    said = [
        Expectation("deprivation", "gains"),
        Expectation("age", "both"),
        Expectation("sex", "same"),
        Expectation("race", "unknown"),
    ]

    assert summarise(said) == [
        "Some are expected to gain, along: deprivation, age.",
        "Some are expected to lose, along: age.",
        "No difference is expected along: sex.",
        "Not known yet along: race.",
    ]
