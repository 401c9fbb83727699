import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import Breakdown, NotComputable, difference
from tests.equity.stats.summaries.strategies import breakdowns, moved, numbers, stacked, turned
from tests.reference.proportions import NEWCOMBE


@pytest.mark.parametrize(("x", "n", "y", "m", "lower", "upper"), NEWCOMBE)
@pytest.mark.parametrize("per", [1, 100])
def test_the_gap_of_two_proportions_has_newcombes_limits(x, n, y, m, lower, upper, per):
    values = (x / n * per, y / m * per)
    # Nothing counted anywhere leaves open what the values are given per.
    per = per if x + y else 1
    found = difference(Breakdown(("most", "least"), values, (n, m), counts=(x, y), denominators=(n, m)))

    assert numbers(found) == pytest.approx((values[0] - values[1], lower * per, upper * per), abs=6e-5 * per)


@given(breakdowns, st.floats(-1000, 1000), st.floats(0.1, 100))
def test_shift_leaves_it_and_scale_scales_it(breakdown, shift, factor):
    there = numbers(difference(moved(breakdown, factor=factor, shift=shift)))

    assert there == pytest.approx(
        tuple(factor * np.array(numbers(difference(breakdown)))), rel=1e-6, abs=1e-6
    )


@given(breakdowns)
def test_turned_round_it_changes_only_its_sign(breakdown):
    value, lower, upper = numbers(difference(turned(breakdown)))

    assert numbers(difference(breakdown)) == pytest.approx((-value, -upper, -lower), abs=1e-9)


@given(breakdowns)
def test_many_places_are_answered_as_one_by_one(breakdown):
    both = difference(stacked(breakdown))

    assert (both.value[0], both.lower[0], both.upper[0]) == pytest.approx(numbers(difference(breakdown)))
    assert np.isnan([both.value[1], both.lower[1], both.upper[1]]).all()


def test_without_counts_or_errors_there_are_no_limits():
    found = difference(Breakdown(("most", "least"), (30, 10), (1, 1)))

    assert (found.value, found.has_interval) == (20, False)
    assert "no limits" in found.method


@pytest.mark.parametrize(
    ("values", "ordered"), [((1,), True), ((1,), False), ((1, None), True), ((1, None), False)]
)
def test_the_gap_needs_two_subgroups(values, ordered):
    breakdown = Breakdown(tuple("ab"[: len(values)]), values, (1,) * len(values), ordered=ordered)

    with pytest.raises(NotComputable, match="The gap needs"):
        difference(breakdown)


@pytest.mark.parametrize(
    ("described", "gap"),
    [
        ({"ordered": True}, 10 - 30),
        ({"ordered": True, "polarity": "low"}, 10 - 30),
        ({"ordered": True, "polarity": "high"}, 30 - 10),
        ({"ordered": False}, 50 - 10),
        ({"ordered": False, "polarity": "high", "reference": "c"}, 30 - 10),
        ({"ordered": False, "polarity": "low", "reference": "c"}, 50 - 30),
    ],
)
def test_which_ends_the_gap_is_between(described, gap):
    assert difference(Breakdown(("a", "b", "c"), (10, 50, 30), (1, 1, 1), **described)).value == gap


def test_a_gap_to_a_reference_needs_to_know_which_way_is_better():
    with pytest.raises(NotComputable, match="which way is better"):
        difference(Breakdown(("a", "b"), (1, 2), (1, 1), ordered=False, reference="a"))
