"""The exact distributions of the slope and of the ratio against the plainest quadrature, and closed forms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from fairplace.equity import Breakdown, relative_index, slope_index
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.inversion import Inversion
from fairplace.equity.stats.slope.line import fit_line
from fairplace.equity.stats.slope.moments import moments_of
from tests.equity.stats.slope.twin import Twin

# Values, their errors on the logarithm or logit, people, and whether the values are shares.
THREE = {
    "small errors": ([9, 5, 4], [0.1, 0.15, 0.2], [30, 40, 30], False),
    "a few events": ([9, 5, 4], [0.65, 0.7, 0.8], [1, 1, 1], False),
    "a single event each": ([9, 5, 4], [1.38, 1.38, 1.38], [2, 1, 3], False),
    "one wide beside two narrow": ([9, 5, 4], [1.4, 0.05, 0.05], [1, 1, 1], False),
    "the wide one at the top": ([4, 5, 9], [0.05, 0.05, 1.4], [1, 1, 1], False),
    "all people but a hair in one": ([9, 5, 4], [0.3, 0.2, 0.4], [1, 1e6, 1], False),
    "shares": ([0.1, 0.3, 0.2], [0.4, 0.3, 0.5], [1, 1, 1], True),
    "shares as wide as any": ([0.02, 0.5, 0.9], [3.0, 2.9, 2.8], [1, 2, 3], True),
    "one wide share": ([0.5, 0.02, 0.01], [2.9, 0.1, 0.1], [1, 1, 1], True),
}
RATIOS = [
    case
    for case in THREE
    if case not in {"shares as wide as any", "one wide beside two narrow", "the wide one at the top"}
]


def made(case):
    values, errors, people, shares = THREE[case]
    values, errors = np.array(values, dtype=float), np.array(errors)
    standard = errors * values * (1 - values if shares else 1)
    kind = "proportion" if shares else "rate"
    breakdown = Breakdown(("a", "b", "c"), values, people, standard_errors=standard, kind=kind)
    line = fit_line(breakdown)
    return breakdown, Twin(values, errors, line.slope, line.middle, shares=shares)


@pytest.mark.parametrize("confidence", [0.95, 0.999])
@pytest.mark.parametrize("case", THREE)
def test_below_each_limit_of_the_slope_lies_its_share(case, confidence):
    breakdown, twin = made(case)

    found = slope_index(breakdown, confidence=confidence)

    tail = (1 - confidence) / 2
    assert twin.slope_below(found.lower) == pytest.approx(tail, abs=3e-6)
    assert 1 - twin.slope_below(found.upper) == pytest.approx(tail, abs=3e-6)


@pytest.mark.parametrize("confidence", [0.95, 0.999])
@pytest.mark.parametrize("case", RATIOS)
def test_below_each_limit_of_the_ratio_lies_its_share(case, confidence):
    breakdown, twin = made(case)

    found = relative_index(breakdown, confidence=confidence)

    tail = (1 - confidence) / 2
    assert twin.ratio_below(found.lower) == pytest.approx(tail, abs=3e-6)
    assert 1 - twin.ratio_below(found.upper) == pytest.approx(tail, abs=3e-6)


@pytest.mark.parametrize("case", RATIOS)
def test_the_ratio_turned_round_is_the_distribution_of_the_reciprocal(case):
    """One over a ratio that may be of either sign is not between the reciprocals of its limits."""
    breakdown, _ = made(case)
    back = Breakdown(
        breakdown.subgroups,
        breakdown.values[::-1],
        breakdown.populations[::-1],
        standard_errors=breakdown.errors[::-1],
        kind=breakdown.kind,
    )

    by_multiplier, by_order = relative_index(breakdown, multiplier=-1), relative_index(back)

    assert by_multiplier.value == pytest.approx(by_order.value)
    assert by_multiplier.lower == pytest.approx(by_order.lower, rel=1e-6)
    assert by_multiplier.upper == pytest.approx(by_order.upper, rel=1e-6)
    assert by_multiplier.note == by_order.note


def inverted(kind, centres, errors, weights):
    chance = Chance(np.atleast_2d(centres), np.atleast_2d(errors), kind, 1.0)
    cumulants = chance.cumulants()
    moments = moments_of(np.atleast_2d(weights), cumulants)
    return Inversion(chance, np.atleast_2d(weights), cumulants, moments), moments


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 20), st.floats(-3, 3)), min_size=2, max_size=6))
def test_a_sum_of_normal_values_is_normal(rows):
    centres, errors, weights = (np.array(part) for part in zip(*rows, strict=True))
    weights = np.where(np.abs(weights) < 0.01, 1.0, weights)
    whole, _ = inverted("mean", centres, errors, weights)

    for z in (-3.0, -1.0, 0.0, 2.0):
        assert whole.below(np.array([z]))[0] == pytest.approx(ndtr(z), abs=1e-11)


@settings(max_examples=30)
@given(st.floats(-3, 3), st.floats(0.02, 1.0), st.sampled_from([-2.0, 0.5, 1.0]))
def test_one_rate_beside_others_that_hardly_err_is_lognormal(centre, error, weight):
    whole, moments = inverted("rate", [centre, 0.0], [error, 1e-9], [weight, 1.0])
    assert whole.is_settled.all()

    for z in (-2.5, -1.0, 0.5, 2.5):
        point = (weight * np.exp(centre + error * z) + 1 - moments.mean) / moments.deviation
        wanted = ndtr(z) if weight > 0 else 1 - ndtr(z)
        assert whole.below(point)[0] == pytest.approx(wanted, abs=1e-6)


def test_a_value_that_outweighs_all_others_by_far_is_not_trusted():
    whole, _ = inverted("rate", [0.0, 0.0], [3.0, 0.01], [1.0, 1.0])

    assert not whole.is_settled.any()
