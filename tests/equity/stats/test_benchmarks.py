import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import (
    CANNOT_TELL,
    Estimate,
    NotComputable,
    compare_by_fifths,
    compare_in_five,
    compare_with_goal,
    compare_with_percentiles,
    proportion,
)
from fairplace.equity.stats.benchmarks import COMPARATORS, not_compared, why_not_compared


def both(count, among):
    return proportion(count, among), proportion(count, among, confidence=0.998)


@pytest.mark.parametrize(
    ("count", "polarity", "word"),
    [
        (50, "low", "similar"),
        (62, "low", "worse"),
        (80, "low", "far worse"),
        (62, "high", "better"),
        (20, "high", "far worse"),
        (38, "none", "lower"),
        (80, "none", "far higher"),
    ],
)
def test_five_grades_of_a_hundred_people_beside_a_half(count, polarity, word):
    assert compare_in_five(*both(count, 100), 0.5, polarity) == word


def test_of_many_places_each_has_its_grade():
    assert compare_in_five(*both([50, 62, 80], 100), 0.5, "low").tolist() == ["similar", "worse", "far worse"]


def test_a_benchmark_may_have_an_interval_of_its_own():
    england = proportion(50, 100)

    assert compare_in_five(*both(62, 100), england, "low") == "similar"


def test_without_an_interval_nothing_can_be_told():
    assert compare_in_five(Estimate(1, confidence=0.95), Estimate(1, confidence=0.998), 0) == CANNOT_TELL


@given(st.integers(0, 100), st.floats(0.01, 0.99))
def test_the_far_grades_are_those_beyond_both_intervals(count, benchmark):
    usual, surer = both(count, 100)

    assert compare_in_five(usual, surer, benchmark).startswith("far") == bool(surer.excludes(benchmark))


def test_fifths_of_ten_places_by_polarity():
    values = [*range(1, 11), None]

    assert compare_by_fifths(values, "high").tolist()[:2] == ["worst", "worst"]
    assert compare_by_fifths(values, "low").tolist()[8:] == ["worst", "worst", CANNOT_TELL]
    assert compare_by_fifths(values).tolist()[9] == "highest"


@pytest.mark.parametrize(
    ("value", "goal", "polarity", "word"),
    [
        (95, 95, "high", "met"),
        (94.9, 95, "high", "not met"),
        (10, 12, "low", "met"),
        (92, (90, 95), "high", "nearly met"),
        (89, (90, 95), "high", "not met"),
        (92, (90, 95), "low", "nearly met"),
        (96, (90, 95), "low", "not met"),
        (None, 95, "high", CANNOT_TELL),
    ],
)
def test_goals_and_ranges(value, goal, polarity, word):
    assert compare_with_goal(value, goal, polarity) == word


def test_percentiles_of_all_places_make_a_goal():
    places = np.arange(1, 101)

    assert compare_with_percentiles([80, 50, 10], places, (25, 75), "high").tolist() == [
        "met",
        "nearly met",
        "not met",
    ]


def test_what_is_held_against_nothing_is_not_compared():
    assert not_compared(5) == "not compared"
    assert not_compared([5, 6]).tolist() == ["not compared"] * 2


@pytest.mark.parametrize(
    ("place", "benchmark", "reason"),
    [
        (Estimate(5, 4, 6), 3, ""),
        (Estimate(5, 4, 6), Estimate(3), ""),
        (Estimate(5), None, ""),
        (Estimate(5), 3, "No likely range was published."),
        (Estimate(5, 4, np.nan), 3, "No likely range was published."),
        (Estimate(np.nan), 3, "The value is missing."),
        (Estimate(5, 4, 6), np.nan, "The benchmark has no value."),
    ],
)
def test_what_cannot_be_told_says_why(place, benchmark, reason):
    assert why_not_compared(place, benchmark) == reason


def test_of_many_places_each_has_its_reason():
    places = proportion([50, None], 100)

    assert why_not_compared(places, 0.5).tolist() == ["", "The value is missing."]


def test_there_is_a_way_for_every_comparator_of_fingertips():
    assert list(COMPARATORS) == ["overlap", "overlap in five", "fifths", "goal", "percentile goal", "none"]
    assert all(callable(way) for way in COMPARATORS.values())


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: compare_in_five(*both(1, 9)[::-1], 0.5), "surer one"),
        (lambda: compare_by_fifths(range(9), "up"), "high, low or none"),
        (lambda: compare_by_fifths([1, 2]), "too few"),
        (lambda: compare_with_goal(1, 2, "none"), "which way is better"),
        (lambda: compare_with_goal(1, (3, 2), "high"), "one number, or a range"),
        (lambda: compare_with_goal(1, (), "high"), "one number, or a range"),
        (lambda: compare_with_percentiles(1, [1, 2], 120, "high"), "between 0 and 100"),
        (lambda: compare_with_percentiles(1, [None], 50, "high"), "No place has a value"),
    ],
)
def test_what_makes_no_sense_is_refused(ask, why):
    with pytest.raises(NotComputable, match=why):
        ask()
