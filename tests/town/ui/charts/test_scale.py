from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx  # noqa: PT013  # reads as the sentence it is

from fairplace.town.ui.charts.scale import limits, pick, spread


def test_scale_begins_at_zero_when_zero_is_near():
    assert limits([2, 10]) == (0, approx(10.64))


def test_scale_leaves_zero_out_when_it_is_far():
    assert limits([70, 80]) == (approx(69.2), approx(80.8))


def test_scale_of_nothing_is_still_a_scale():
    assert limits([None]) == (0, 1)


def test_scale_of_one_value_has_some_height():
    assert limits([5.0]) == (approx(4.875), approx(5.125))


def test_scale_does_not_blow_up_small_differences():
    assert limits([80.2, 80.7]) == (approx(78.4325), approx(82.4675))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8), st.floats(0.1, 10))
def test_labels_stand_apart_in_their_own_order(wanted, apart):
    placed = spread(wanted, apart=apart)

    assert all(b - a >= apart - 1e-9 for a, b in pairwise(sorted(placed)))
    assert sum(placed) == approx(sum(wanted), abs=1e-6)


def test_labels_that_are_apart_already_stay():
    assert spread([1.0, 9.0, 5.0], apart=2) == [1.0, 9.0, 5.0]


def test_picked_ticks_include_the_last():
    assert pick(list(range(2011, 2025)), at_most=4) == [2012, 2016, 2020, 2024]
    assert pick([], at_most=4) == []
