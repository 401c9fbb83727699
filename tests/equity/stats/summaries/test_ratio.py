import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import Breakdown, NotComputable, ratio
from tests.equity.stats.summaries.strategies import breakdowns, moved, numbers, turned
from tests.reference.proportions import RELATIVE_RISK


@pytest.mark.parametrize("per", [1, 100])
def test_the_ratio_of_two_proportions_is_the_published_relative_risk(per):
    x, n, y, m, percent, lower, upper = RELATIVE_RISK
    found = ratio(
        Breakdown(("most", "least"), (x / n * per, y / m * per), (n, m), counts=(x, y), denominators=(n, m))
    )

    assert round(found.value * 100) == percent
    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=6e-5)


def test_errors_of_the_ends_give_the_error_of_the_logarithm():
    found = ratio(Breakdown(("most", "least"), (20, 10), (1, 1), standard_errors=(2, 0)))

    assert numbers(found) == pytest.approx((2, 2 / np.exp(0.196), 2 * np.exp(0.196)), rel=1e-5)


@given(breakdowns, st.floats(0.1, 100))
def test_scale_leaves_it(breakdown, factor):
    assert numbers(ratio(moved(breakdown, factor=factor))) == pytest.approx(numbers(ratio(breakdown)))


@given(breakdowns)
def test_turned_round_it_is_its_reciprocal(breakdown):
    value, lower, upper = numbers(ratio(turned(breakdown)))

    assert numbers(ratio(breakdown)) == pytest.approx((1 / value, 1 / upper, 1 / lower))


@pytest.mark.parametrize("values", [(0, 5), (5, 0), (-1, 5)])
def test_an_end_at_or_below_zero_has_no_ratio(values):
    with pytest.raises(NotComputable, match="above zero at both ends"):
        ratio(Breakdown(("most", "least"), values, (1, 1)))


def test_of_many_places_the_unusable_ones_are_missing():
    counts, among = np.array([[2, 1], [0, 1]]), np.full((2, 2), 10)
    found = ratio(Breakdown(("most", "least"), counts / among, among, counts=counts, denominators=among))

    assert found.value == pytest.approx(np.array([2, np.nan]), nan_ok=True)
    assert np.isnan(found.upper).tolist() == [False, True]


def test_without_counts_or_errors_there_are_no_limits():
    found = ratio(Breakdown(("most", "least"), (30, 10), (1, 1)))

    assert (found.value, found.has_interval) == (3, False)
