import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincinv

from fairplace.equity import NotComputable, count_limits
from tests.reference.counts import EXACT


@pytest.mark.parametrize(("count", "lower", "upper"), EXACT)
def test_limits_of_few_events_are_the_published_exact_ones(count, lower, upper):
    assert count_limits(count) == pytest.approx((lower, upper), abs=6e-4)


@given(st.floats(10, 1e7))
def test_byar_lies_within_a_fifth_of_a_per_cent_of_the_exact_limits(count):
    # The accuracy that England's guidance claims for it at 95%.
    exact = gammaincinv(count, 0.025), gammaincinv(count + 1, 0.975)

    assert count_limits(count) == pytest.approx(exact, rel=2e-3)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_many_counts_are_answered_as_one_by_one(counts):
    one_by_one = np.array([count_limits(count) for count in counts]).T

    assert np.array(count_limits(counts)) == pytest.approx(one_by_one, rel=1e-12)


def test_the_threshold_of_ten_takes_fractions_as_they_stand():
    lower, upper = count_limits([9.5, 10])

    # Byar's differs from the exact limits in the fourth digit, so the equality tells them apart.
    assert upper[0] == pytest.approx(gammaincinv(10.5, 0.975), rel=1e-12)
    assert upper[1] != pytest.approx(gammaincinv(11, 0.975), rel=1e-6)
    assert lower[1] != pytest.approx(gammaincinv(10, 0.025), rel=1e-6)


def test_certainty_leaves_nothing_out():
    assert np.array(count_limits([0, 5, 50], 1)).tolist() == [[0, 0, 0], [np.inf] * 3]


def test_hardly_any_event_has_a_lower_limit_of_zero():
    assert count_limits([1e-310, 1e-9, 9e-4])[0].tolist() == [0, 0, 0]


def test_a_missing_count_has_missing_limits():
    assert np.isnan(count_limits([None, 3])).tolist() == [[True, False], [True, False]]


def test_a_negative_count_is_refused():
    with pytest.raises(NotComputable, match="below zero"):
        count_limits([3, -1])
