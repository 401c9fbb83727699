import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import CANNOT_TELL, Estimate, NotComputable, compare, difference_between, proportion
from tests.reference.proportions import NEWCOMBE

FIVE = Estimate(5, 4, 6)


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("high", ["better", "similar", "worse"]),
        ("low", ["worse", "similar", "better"]),
        ("none", ["higher", "similar", "lower"]),
    ],
)
def test_a_benchmark_outside_the_interval_makes_a_difference(polarity, words):
    assert [compare(FIVE, benchmark, polarity) for benchmark in (3, 4, 7)] == words


def test_two_intervals_differ_when_they_do_not_overlap():
    assert compare(FIVE, Estimate(8, 6.5, 9)) == "lower"
    assert compare(FIVE, Estimate(8, 6, 9)) == "similar"
    assert compare(FIVE, Estimate(8)) == "lower"


def test_without_an_interval_nothing_can_be_told():
    assert compare(Estimate(5), 100) == CANNOT_TELL
    assert compare(Estimate(np.array([5.0, 6])), 100).tolist() == [CANNOT_TELL] * 2


def test_many_places_are_compared_at_once():
    many = Estimate(np.array([1.0, 5, 9, 5]), np.array([0.0, 4, 8, np.nan]), np.array([2.0, 6, 10, np.nan]))

    assert compare(many, 5, "low").tolist() == ["better", "similar", "worse", CANNOT_TELL]


def test_an_unknown_polarity_is_refused():
    with pytest.raises(NotComputable, match="polarity"):
        compare(FIVE, 5, "up")


@pytest.mark.parametrize(("x", "n", "y", "m", "lower", "upper"), NEWCOMBE)
def test_the_difference_of_two_proportions_has_newcombes_limits(x, n, y, m, lower, upper):
    found = difference_between(proportion(x, n), proportion(y, m))

    assert (found.value, found.lower, found.upper) == pytest.approx((x / n - y / m, lower, upper), abs=6e-5)


@given(st.floats(-100, 100), st.floats(-100, 100), st.floats(0, 10), st.floats(0, 10))
def test_the_difference_of_symmetric_estimates_is_the_normal_one(first, second, reach, other_reach):
    found = difference_between(
        Estimate(first, first - reach, first + reach),
        Estimate(second, second - other_reach, second + other_reach),
    )

    assert found.upper - found.value == pytest.approx(np.hypot(reach, other_reach), abs=1e-9)
    assert found.value - found.lower == pytest.approx(np.hypot(reach, other_reach), abs=1e-9)


def test_the_difference_turned_round_changes_only_its_sign():
    one, other = proportion(3, 20), proportion(9, 30)
    there, back = difference_between(one, other), difference_between(other, one)

    assert (there.value, there.lower, there.upper) == pytest.approx((-back.value, -back.upper, -back.lower))


def test_a_difference_with_something_unsure_has_no_interval():
    found = difference_between(FIVE, Estimate(3))

    assert (found.value, found.has_interval) == (2, False)


def test_intervals_of_different_confidence_are_not_mixed():
    with pytest.raises(NotComputable, match="different confidence"):
        difference_between(FIVE, Estimate(5, 4, 6, confidence=0.998))
