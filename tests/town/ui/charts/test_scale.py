from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx  # noqa: PT013  # reads as the sentence it is

from fairplace.town.ui.charts.scale import (
    Ends,
    limits,
    log_limits,
    log_ticks,
    pick,
    pick_step,
    round_values,
    spread,
    spread_apart,
)


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


def test_scale_of_ratios_leaves_room_and_spans_a_tenth_at_least():
    assert log_limits([1, 100, None]) == (approx(0.692, abs=0.001), approx(144.5, abs=0.1))
    low, high = log_limits([5.0])
    assert high / low > 1.1


@pytest.mark.parametrize(
    ("ends", "ticks"),
    [
        ((4.2, 9.1), [5, 6, 7, 8, 9]),
        ((0.8, 130), [1, 10, 100]),
        ((0.09, 11_000), [0.1, 1, 10, 100, 1000, 10_000]),
        ((2.1, 35), [3, 10, 30]),
        ((2.1, 19), [5, 10]),
    ],
)
def test_scale_of_ratios_has_round_ticks(ends, ticks):
    assert log_ticks(*ends) == ticks


def test_round_values_are_even_and_inside():
    assert round_values(-7.2, 11, most=5) == [-5, 0, 5, 10]
    assert round_values(0, 0.031, most=4) == [0, 0.01, 0.02, 0.03]


@pytest.mark.parametrize(("least", "step"), [(0, 1), (0.03, 0.05), (7, 10), (2, 2), (1e-7, 1e-7)])
def test_steps_are_one_two_or_five(least, step):
    assert pick_step(least) == approx(step)


def test_labels_on_a_scale_of_ratios_stand_apart_in_pixels():
    placed = Ends(1, 100, height=200, is_log=True).spread([10.0, 10.0], apart=20)

    assert placed == [approx(10 / 10**0.1), approx(10 * 10**0.1)]


@settings(max_examples=50)
@given(st.lists(st.floats(-20, 120), min_size=1, max_size=6))
def test_things_side_by_side_stay_inside_in_order_and_apart(wanted):
    placed = spread_apart(wanted, [15.0] * len(wanted), 0, 100)

    assert min(placed) >= 7.5 - 1e-9
    assert max(placed) <= 92.5 + 1e-9
    assert all(b - a >= 15 - 1e-9 for a, b in pairwise(sorted(placed)))
    assert sorted(range(len(placed)), key=lambda n: (wanted[n], n)) == sorted(
        range(len(placed)), key=lambda n: placed[n]
    )


def test_things_that_have_no_room_are_not_placed():
    assert spread_apart([1.0, 2.0], [60, 60], 0, 100) == []
