import numpy as np
import pytest

from fairplace.equity import Estimate


def test_an_interval_excludes_what_lies_beyond_it():
    estimate = Estimate(5, 4, 6)

    assert [estimate.excludes(number) for number in (3.9, 4, 5, 6, 6.1)] == [True, False, False, False, True]


@pytest.mark.parametrize(
    "estimate", [Estimate(5), Estimate(5, 4), Estimate(5, None, 6), Estimate(5, np.nan, np.nan)]
)
def test_without_both_limits_there_is_no_interval_and_nothing_is_excluded(estimate):
    assert not estimate.has_interval
    assert estimate.excludes(100) is False


def test_many_estimates_are_answered_one_by_one():
    estimate = Estimate(np.array([1.0, 2, 3]), np.array([0.5, 1.5, np.nan]), np.array([1.5, 2.5, np.nan]))

    assert estimate.has_interval
    assert estimate.excludes(1).tolist() == [False, True, False]


def test_an_estimate_cannot_be_changed():
    with pytest.raises(AttributeError):
        Estimate(1).value = 2
