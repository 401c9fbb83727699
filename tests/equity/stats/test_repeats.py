from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import NotComputable, direct_rate_of_repeats, rate
from fairplace.equity.stats.repeats import UNKNOWN, rate_of_repeats
from tests.equity.vectors import by_case, needs_vectors, number, read

PAGE = Path(__file__).resolve().parents[3] / "docs/reference/statistics/rates.md"
several = st.lists(st.integers(0, 200), min_size=3, max_size=3).filter(lambda had: sum(had) > 0)


def test_fifty_people_with_one_two_or_three_admissions():
    # 30 + 2 x 15 + 3 x 5 = 75 events; 30 + 4 x 15 + 9 x 5 = 135 squared; the root of 135/75 is 1.342.
    found, alone = rate_of_repeats([30, 15, 5], [1, 2, 3], 1000, per=1000), rate(75, 1000, per=1000)

    assert (found.value, found.count, found.denominator) == (75, 75, 1000)
    assert 75 - found.lower == pytest.approx(1.3416408 * (75 - alone.lower))
    assert found.upper - 75 == pytest.approx(1.3416408 * (alone.upper - 75))


def test_the_page_says_what_comes_out():
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    found, alone = rate_of_repeats([30, 15, 5], [1, 2, 3], 1000, per=1000), rate(75, 1000, per=1000)

    assert f"{found.value:.1f} per 1,000 ({found.lower:.1f} to {found.upper:.1f})" in page
    assert f"would say {alone.lower:.1f} to {alone.upper:.1f}." in page


def test_of_drawn_places_as_many_intervals_hold_the_truth_as_should():
    each = np.arange(1, 13)
    shares = 0.4**each / (0.4**each).sum()
    had = np.random.default_rng(1).poisson(100 * shares, (20_000, 12))
    truth = 100 * (shares * each).sum()

    holds, holds_alone = (
        np.mean((found.lower <= truth) & (truth <= found.upper))
        for found in (rate_of_repeats(had, each, 1, per=1), rate(had @ each, 1, per=1))
    )

    assert 0.945 < holds < 0.96
    assert round(100 * holds_alone) == 81


@given(st.integers(0, 5000))
def test_events_that_each_came_alone_have_the_limits_of_a_crude_rate(events):
    found, alone = rate_of_repeats([events], [1], 10_000), rate(events, 10_000)

    assert (found.value, found.lower, found.upper) == pytest.approx((alone.value, alone.lower, alone.upper))


@given(several)
def test_events_of_the_same_people_are_never_surer(had):
    found = rate_of_repeats(had, [1, 2, 3], 500)
    alone = rate(had[0] + 2 * had[1] + 3 * had[2], 500)

    assert found.value == pytest.approx(alone.value)
    assert 0 <= found.lower <= alone.lower + 1e-9
    assert found.upper >= alone.upper - 1e-9


@given(several, st.permutations(range(3)))
def test_the_order_of_the_frequencies_does_not_matter(had, order):
    turned = rate_of_repeats(np.array(had)[list(order)], np.array([1, 2, 3])[list(order)], 500)

    assert turned.upper == pytest.approx(rate_of_repeats(had, [1, 2, 3], 500).upper)


def test_many_places_at_once_and_a_missing_number_harms_no_neighbour():
    found = rate_of_repeats([[5, 1], [np.nan, 2], [3, 4]], [1, 2], [100, 100, np.nan], per=100)

    assert found.value == pytest.approx([7, np.nan, np.nan], nan_ok=True)
    assert np.isnan([found.lower, found.upper]).tolist() == [[False, True, True]] * 2


def test_without_events_the_limits_are_those_of_none_and_the_note_says_what_that_means():
    found = rate_of_repeats([0, 0], [1, 2], 100)

    assert (found.value, found.lower, found.upper) == (0, 0, rate(0, 100).upper)
    assert found.note == UNKNOWN


@needs_vectors
def test_ten_events_or_more_have_the_limits_of_one_age_band_standardised():
    """The way that PHEindicatormethods' maintainers point to, since it has no crude rate of repeats."""
    for case, rows in by_case(read("dsr_nonindependent/inputs.csv")).items():
        each = sorted({number(row["eventfreq"]) for row in rows})
        had = [
            np.nansum([number(row["individuals"]) for row in rows if number(row["eventfreq"]) == one])
            for one in each
        ]
        people = sum({row["ageband"]: number(row["n"]) for row in rows}.values())
        found = rate_of_repeats(had, each, people)
        if found.count >= 10:
            one_band = direct_rate_of_repeats([had], each, [people], [1])
            assert (found.value, found.lower, found.upper) == pytest.approx(
                (one_band.value, one_band.lower, one_band.upper), rel=1e-12
            ), case


@pytest.mark.parametrize(
    ("persons", "frequencies", "among", "why"),
    [
        ([1, 2, 3], [1, 2], 10, "every frequency"),
        ([], [], 10, "every frequency"),
        (5, [1], 10, "every frequency"),
        ([-1, 2], [1, 2], 10, "below zero"),
        ([1, 2], [1, -2], 10, "below zero"),
        ([1, 2], [1, np.nan], 10, "below zero"),
        ([1, 2], [1, 2], 0, "denominator above zero"),
        (["many"], [1], 10, "must be numbers"),
    ],
)
def test_what_makes_no_sense_is_refused(persons, frequencies, among, why):
    with pytest.raises(NotComputable, match=why):
        rate_of_repeats(persons, frequencies, among)


def test_the_callers_arrays_are_not_changed():
    given_arrays = [np.array([3.0, 0.0]), np.array([1.0, 2.0]), np.array(9.0)]
    before = [one.copy() for one in given_arrays]

    rate_of_repeats(*given_arrays)

    assert all(np.array_equal(a, b) for a, b in zip(given_arrays, before, strict=True))
