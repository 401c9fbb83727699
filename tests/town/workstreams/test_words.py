"""Likely links come from words that a person can read, and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.workstreams.rules.words import (
    COMMON,
    Match,
    shared_words,
    split_words,
    stem,
    suggest_pairs,
)

WORDS = ("damp", "homes", "asthma", "buses", "cycling", "school", "breakfast", "debt", "advice", "parks")
texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
many = st.dictionaries(st.integers(1, 6), texts, max_size=5)


def words_of(pair):
    return [str(match) for match in pair.words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("school", "schools"),
        ("payment", "payments"),
        ("training", "trainings"),
        ("landlord", "landlords"),
        ("teacher", "teachers"),
    ],
)
def test_endings_do_not_tell_words_apart(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["bus", "used", "ring", "care", "gas"])
def test_short_words_keep_their_endings(word):
    assert stem(word) == word


def test_common_words_numbers_and_signs_say_nothing():
    assert split_words("The town should WORK with 120 people: a Plan, and more damp-proof homes!") == [
        "damp",
        "proof",
        "homes",
    ]


def test_words_with_accents_are_whole_words():
    assert split_words("Café naïve Łódź") == ["café", "naïve", "łódź"]


def test_shared_words_stand_as_each_text_spells_them():
    found = shared_words("Warm schools for children", "Each school is warmer")

    assert {str(match) for match in found} == {"schools ~ school", "warm ~ warmer"}


def test_words_spelled_nearly_alike_meet():
    assert shared_words("neighbourhood kitchens", "neighborhood kitchen") == (
        Match("neighbourhood", "neighborhood"),
        Match("kitchens", "kitchen"),
    )


def test_different_words_do_not_meet():
    assert shared_words("damp homes", "bus routes") == ()


def test_common_words_alone_suggest_nothing():
    common = " ".join(sorted(COMMON))

    assert suggest_pairs({1: common}, {1: common}) == []


def test_one_word_alone_suggests_nothing():
    assert suggest_pairs({1: "damp homes"}, {1: "damp cellars"}) == []


def test_a_pair_says_which_words_met():
    (found,) = suggest_pairs({1: "Repair damp homes"}, {7: "Buses at night", 8: "Damp home repairs"})

    assert (found.one, found.other) == (1, 8)
    assert words_of(found) == ["repair ~ repairs", "damp", "homes ~ home"]


def test_rare_words_weigh_more_than_those_that_every_text_has():
    others = {1: "health asthma damp", 2: "health children learn", 3: "health children swim"}

    found = suggest_pairs({1: "health children asthma damp"}, others)

    assert found[0].other == 1
    assert found[0].score > found[1].score > 0


def test_known_pairs_are_left_out_and_make_room_for_the_next():
    others = dict.fromkeys(range(1, 6), "damp homes")

    found = suggest_pairs({1: "damp homes"}, others, known=[(1, 1), (1, 2)], most=3)

    assert [pair.other for pair in found] == [3, 4, 5]


@pytest.mark.parametrize(("ones", "others"), [({}, {}), ({1: "damp homes"}, {}), ({}, {1: "damp homes"})])
def test_nothing_is_suggested_where_one_side_is_empty(ones, others):
    assert suggest_pairs(ones, others) == []


@pytest.mark.parametrize("empty", ["", "the and of", "12 34", "!?"])
def test_texts_that_say_nothing_are_passed_over(empty):
    found = suggest_pairs({1: "damp homes", 2: empty}, {1: empty, 2: "damp homes"})

    assert [(pair.one, pair.other) for pair in found] == [(1, 2)]


@given(many, many, st.integers(1, 3))
def test_every_suggestion_can_be_explained(ones, others, most):
    found = suggest_pairs(ones, others, most=most)

    scores = [pair.score for pair in found]
    assert scores == sorted(scores, reverse=True)
    for pair in found:
        assert pair.score > 0
        assert len(pair.words) > 1
        for match in pair.words:
            assert match.one in split_words(ones[pair.one])
            assert match.other in split_words(others[pair.other])
    assert all(sum(pair.one == key for pair in found) <= most for key in ones)


@given(texts, texts)
def test_two_texts_share_the_same_words_whichever_is_read_first(one, other):
    there = {(match.one, match.other) for match in shared_words(one, other)}
    back = {(match.other, match.one) for match in shared_words(other, one)}

    assert there == back
