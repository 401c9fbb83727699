"""What a group said is counted by its method; nothing here decides."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.governance.rules.tally import (
    count_consent,
    count_ranks,
    count_scores,
    count_votes,
    read_tally,
)

ABC = {"a": "Ash", "b": "Beech", "c": "Cedar"}
YES_NO = {"yes": "Agreed", "no": "Not agreed"}
SCORES = st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)), max_size=8)
ORDERS = st.lists(
    st.permutations("abc").flatmap(lambda all_: st.integers(0, 3).map(lambda n: all_[:n])), max_size=9
)


def test_consent_is_taken_when_nobody_objects():
    tally = count_consent(["agree", "agree", "abstain"], YES_NO)

    assert tally.winners == ("yes",)
    assert tally.sentence == "Nobody objects, so it is taken."
    assert tally.rows == (("Agree", 2), ("Object", 0), ("Abstain", 1))


def test_one_objection_is_enough_against_consent():
    tally = count_consent(["agree"] * 9 + ["object"], YES_NO)

    assert (tally.winners, tally.sentence) == (
        ("no",),
        "One member objects, so it is not taken as it stands.",
    )


@pytest.mark.parametrize("said", [[], ["abstain"]])
def test_silence_is_no_consent(said):
    assert count_consent(said, YES_NO).winners == ()


def test_most_votes_win_without_a_majority():
    tally = count_votes(["a", "a", "b", "c", "abstain"], ABC)

    assert tally.winners == ("a",)
    assert tally.sentence == "“Ash” has the most votes."
    assert tally.rows == (("Ash", 2), ("Beech", 1), ("Cedar", 1), ("Abstain", 1))


def test_a_tie_of_votes_names_all_and_is_left_to_the_chair():
    tally = count_votes(["a", "b"], ABC)

    assert tally.winners == ("a", "b")
    assert (
        tally.sentence
        == "“Ash”, “Beech” have the most votes, equally. It is a tie, which is left to the chair."
    )


@pytest.mark.parametrize("count", [count_votes, count_scores, count_ranks])
def test_nobody_wins_where_nobody_said_anything(count):
    tally = count([], ABC)

    assert (tally.winners, tally.sentence) == ((), "Nobody has said anything that can be counted.")


def test_a_mean_is_over_those_who_scored_and_says_how_many():
    tally = count_scores([{"a": 5, "b": 3}, {"a": 2}], ABC)

    assert tally.winners == ("a",)
    assert tally.rows == (("Ash", "3.50", 2), ("Beech", "3.00", 1), ("Cedar", "–", 0))
    assert tally.notes


def test_means_are_compared_exactly():
    # 1/3 + 1/3 + 1/3 of floats is not always one: ties must be ties.
    tally = count_scores([{"a": 1, "b": 0}, {"a": 0, "b": 1}, {"a": 0, "b": 0}], ABC)

    assert tally.winners == ("a", "b")


def test_in_a_run_off_second_choices_count_once_the_first_fell_out():
    tally = count_ranks([["a"], ["a"], ["b", "c"], ["c", "b"], ["c", "b"], ["b", "c"], ["b", "c"]], ABC)

    assert tally.columns == ("Option", "Round 1", "Round 2")
    assert tally.winners == ("b",)
    assert tally.notes == (
        "In round 1 these had the fewest, equally: “Ash”, “Cedar”. Whichever falls out first, the outcome is the same.",
    )


def test_rounds_show_who_fell_out_and_which_ballots_have_no_choice_left():
    tally = count_ranks([["a"], ["b", "a"], ["b"], ["c"], ["a"], ["b"], ["a"]], ABC)

    assert tally.rows == (
        ("Ash", "3", "3"),
        ("Beech", "3", "3"),
        ("Cedar", "1", "–"),
        ("No choice left", "0", "1"),
    )
    assert tally.winners == ("a", "b")


def test_a_tie_for_last_that_decides_is_left_to_the_chair_with_all_who_may_win():
    # If Beech falls out, Cedar wins; if Cedar does, Ash does.
    tally = count_ranks([["a"]] * 4 + [["b", "c"]] * 3 + [["c", "a"]] * 3, ABC)

    assert tally.winners == ("a", "c")
    assert tally.notes == (
        "In round 1 these had the fewest, equally: “Beech”, “Cedar”. "
        "Who wins depends on which of them falls out, so it is left to the chair.",
    )
    assert "left to the chair" in tally.sentence


def run_off_slowly(ballots, left):
    """Return who can win, by trying every way of breaking ties for last, without remembering anything."""
    firsts = [next((code for code in ballot if code in left), None) for ballot in ballots]
    counts = {code: firsts.count(code) for code in left}
    for code in left:
        if counts[code] > sum(counts.values()) - counts[code]:
            return {code}
    if len(left) == 1:
        return set(left)
    last = [code for code in left if counts[code] == min(counts.values())]
    return set().union(*(run_off_slowly(ballots, [one for one in left if one != code]) for code in last))


@given(ORDERS)
def test_the_run_off_agrees_with_its_slow_twin(said):
    spoken = [one for one in said if one]
    expected = run_off_slowly(spoken, list(ABC)) if spoken else set()

    assert set(count_ranks(said, ABC).winners) == expected


@given(ORDERS)
def test_whoever_has_more_than_half_of_the_first_places_wins_the_run_off(said):
    firsts = [one[0] for one in said if one]
    majority = {code for code in ABC if 2 * firsts.count(code) > len(firsts)}

    assert not majority or set(count_ranks(said, ABC).winners) == majority


@given(ORDERS, st.sampled_from(list(permutations("abc"))), st.randoms())
def test_neither_names_nor_the_order_of_ballots_steer_a_run_off(said, names, random):
    renamed = dict(zip("abc", names, strict=True))
    shuffled = [[renamed[code] for code in one] for one in said]
    random.shuffle(shuffled)

    winners = {renamed[code] for code in count_ranks(said, ABC).winners}

    assert set(count_ranks(shuffled, ABC).winners) == winners


@given(st.lists(st.sampled_from(["a", "b", "c", "abstain"]), max_size=12))
def test_votes_add_up_and_the_winners_have_the_most(said):
    tally = count_votes(said, ABC)
    counts = {code: said.count(code) for code in ABC}

    assert sum(row[1] for row in tally.rows) == len(said)
    assert set(tally.winners) == {
        code for code in ABC if counts[code] and counts[code] == max(counts.values())
    }


@given(SCORES)
def test_nobody_has_a_higher_mean_than_a_winner(said):
    means = {}
    for code in ABC:
        own = [scores[code] for scores in said if code in scores]
        if own:
            means[code] = Fraction(sum(own), len(own))

    winners = count_scores(said, ABC).winners

    assert set(winners) == {code for code, mean in means.items() if mean == max(means.values())}


@given(SCORES)
def test_a_tally_that_was_kept_reads_back_the_same(said):
    tally = count_scores(said, ABC)

    assert read_tally(tally.keep()) == tally
