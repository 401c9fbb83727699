"""Exact limits where chance is large: a few events a subgroup, one that steers all, bottoms near zero."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity import Breakdown, relative_index, slope_index
from fairplace.equity.stats.slope.chance import chance_of
from fairplace.equity.stats.slope.line import fit_line
from fairplace.equity.stats.slope.roots import rising_root

DRAWS, SEED, SHARES = 1_000_000, 20_401_231, (0.025, 0.975)


def of_rates(values, lowers, uppers, people=None):
    names = tuple(str(at) for at in range(len(values)))
    people = people or [100] * len(values)
    return Breakdown(names, values, people, lowers=lowers, uppers=uppers, kind="rate")


WIDE = {
    "a single event in every subgroup": of_rates(
        [10, 8, 6, 4, 2], [0.25, 0.2, 0.15, 0.1, 0.05], [55.7, 44.6, 33.4, 22.3, 11.1]
    ),
    "one subgroup of a single person": of_rates(
        [10, 8, 6, 4, 2], [0.25, 7, 5, 3, 1], [55.7, 9, 7, 5, 3], [1, 1000, 1000, 1000, 1000]
    ),
    "all people in one subgroup but four": of_rates(
        [10, 8, 6, 4, 2], [9, 7, 5, 3, 1], [11, 9, 7, 5, 3], [1_000_000, 1, 1, 1, 1]
    ),
    "twenty subgroups of a few events": of_rates(
        list(range(20, 0, -1)), [v * 0.02 for v in range(20, 0, -1)], [v * 5.6 for v in range(20, 0, -1)]
    ),
    "three subgroups": of_rates([9, 5, 4], [2, 1, 0.6], [26, 14, 12]),
    "shares of very few people": Breakdown(
        tuple("abcde"), [0.5, 0.02, 0.9, 0.3, 0.99], [10] * 5, kind="proportion",
        lowers=[0.01, 0.001, 0.1, 0.01, 0.4], uppers=[0.99, 0.4, 0.999, 0.95, 0.9999],
    ),
}  # fmt: skip


def draw(breakdown):
    """Return the slope and the ratio of many drawn sets of values, by the plainest way there is."""
    chance, _ = chance_of(breakdown)
    line = fit_line(breakdown)
    errors = np.random.default_rng(SEED).standard_normal((DRAWS, len(breakdown.values)))
    drawn = chance.back(chance.centres + chance.errors * errors)
    return drawn @ line.slope, (drawn @ line.top) / (drawn @ line.bottom)


@pytest.mark.parametrize("case", WIDE)
def test_they_are_where_a_simulation_of_a_million_converges(case):
    slopes, ratios = draw(WIDE[case])
    error = np.sqrt(0.025 * 0.975 / DRAWS)

    for drawn, found in ((slopes, slope_index(WIDE[case])), (ratios, relative_index(WIDE[case]))):
        for limit, share in zip((found.lower, found.upper), SHARES, strict=True):
            assert (drawn < limit).mean() == pytest.approx(share, abs=5 * error)


@pytest.mark.parametrize("case", WIDE)
def test_the_fast_way_gives_place_to_the_exact_one_where_it_cannot_be_trusted(case):
    for index in (slope_index, relative_index):
        fast, exact = index(WIDE[case], method="fast"), index(WIDE[case])

        width = exact.upper - exact.lower
        assert abs(fast.lower - exact.lower) + abs(fast.upper - exact.upper) < 0.02 * width


def test_a_value_that_may_be_anything_is_not_told():
    wild = of_rates([50, 40, 30, 20, 1], [45, 36, 27, 18, 0.0001], [55, 44, 33, 22, 10_000])

    found = slope_index(wild)

    assert np.isnan([found.lower, found.upper]).all()
    assert found.note == "A value is so uncertain that the limits cannot be told."


def test_values_without_any_error_have_limits_without_width():
    sure = Breakdown(tuple("abcde"), [9, 8, 7, 5, 4], [1] * 5, kind="rate", standard_errors=[0] * 5)

    for index in (slope_index, relative_index):
        found = index(sure)
        assert [found.lower, found.upper] == pytest.approx([found.value] * 2)


def test_a_place_gets_the_same_whoever_stands_beside_it():
    places = [
        WIDE[name] for name in ("a single event in every subgroup", "all people in one subgroup but four")
    ]
    parts = {name: np.array([getattr(one, name) for one in places]) for name in ("values", "populations")}
    limits = [np.array([one.limits[end] for one in places]) for end in (0, 1)]
    both = Breakdown(tuple("01234"), **parts, lowers=limits[0], uppers=limits[1], kind="rate")

    for index in (slope_index, relative_index):
        together, alone = index(both), [index(one) for one in places]
        assert list(together.lower) == pytest.approx([one.lower for one in alone], rel=1e-8)
        assert list(together.upper) == pytest.approx([one.upper for one in alone], rel=1e-8)


@settings(max_examples=40)
@given(
    st.lists(st.floats(0.5, 50), min_size=3, max_size=8),
    st.floats(0.05, 1.2),
    st.sampled_from([0.9, 0.95, 0.998]),
)
def test_limits_lie_on_both_sides_widen_with_confidence_and_warn_of_nothing(values, error, confidence):
    spread = np.exp(1.96 * error)
    breakdown = of_rates(values, [v / spread for v in values], [v * spread for v in values])

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, wider = slope_index(breakdown, confidence=confidence), slope_index(breakdown, confidence=0.999)

    assert wider.lower < found.lower < found.upper < wider.upper


def test_roots_are_found_of_functions_flat_steep_and_far_away():
    wanted = np.array([3.0, -400.0, 1e-6, 0.0])

    found = rising_root(
        lambda points, at: np.arctan((points - wanted[at]) * np.array([50, 0.1, 1, 1e-3])[at]),
        np.zeros(4),
        np.ones(4),
    )

    assert list(found) == pytest.approx(list(wanted), abs=1e-5)


def test_a_function_that_never_crosses_zero_has_no_root():
    assert np.isnan(rising_root(lambda points, at: np.full(points.shape, 1.0), np.zeros(2), np.ones(2))).all()
