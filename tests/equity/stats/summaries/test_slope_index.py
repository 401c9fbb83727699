import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import Breakdown, NotComputable, slope_index
from tests.equity.stats.summaries.sii_vectors import breakdown_of, read_cases, read_limits
from tests.equity.stats.summaries.strategies import breakdowns, moved, numbers, stacked, turned
from tests.equity.vectors import needs_vectors, number


def test_slope_index_of_an_even_staircase():
    years = Breakdown(("1", "2", "3", "4", "5"), (75, 76, 77, 78, 79), (100,) * 5, standard_errors=(0.1,) * 5)

    # Even fifths stand at 0.1 to 0.9: a year a step is five from bottom to top. The squared
    # distances from the middle add up to 0.4, so the error is 0.1 over their root.
    assert numbers(slope_index(years)) == pytest.approx(
        (5, 5 - 1.96 * 0.1 / 0.4**0.5, 5 + 1.96 * 0.1 / 0.4**0.5), rel=1e-4
    )


def test_slope_index_is_zero_without_a_gradient():
    level = Breakdown(("1", "2", "3"), (80, 80, 80), (5, 70, 25))

    assert slope_index(level).value == pytest.approx(0, abs=1e-12)


@given(breakdowns)
def test_slope_index_is_the_weighted_line_of_numpy(breakdown):
    slope, _ = np.polyfit(breakdown.ranks, breakdown.values, 1, w=np.sqrt(breakdown.shares))

    assert slope_index(breakdown).value == pytest.approx(slope, rel=1e-6, abs=1e-6)


@given(breakdowns, st.floats(-1000, 1000), st.floats(0.1, 100))
def test_shift_leaves_it_and_scale_scales_it(breakdown, shift, factor):
    there = numbers(slope_index(moved(breakdown, factor=factor, shift=shift)))

    assert there == pytest.approx(
        tuple(factor * np.array(numbers(slope_index(breakdown)))), rel=1e-6, abs=1e-6
    )


@given(breakdowns)
def test_turned_round_it_changes_only_its_sign(breakdown):
    value, lower, upper = numbers(slope_index(turned(breakdown)))

    assert numbers(slope_index(breakdown)) == pytest.approx((-value, -upper, -lower), rel=1e-6, abs=1e-6)


@given(breakdowns)
def test_many_places_are_answered_as_one_by_one(breakdown):
    both = slope_index(stacked(breakdown))

    assert (both.value[0], both.lower[0], both.upper[0]) == pytest.approx(numbers(slope_index(breakdown)))
    assert np.isnan([both.value[1], both.lower[1], both.upper[1]]).all()


def test_without_errors_there_are_no_limits():
    found = slope_index(Breakdown(("1", "2", "3"), (1, 2, 3), (1, 1, 1)))

    assert not found.has_interval
    assert "five" in found.note


@pytest.mark.parametrize(("values", "ordered"), [((1, 2), True), ((1, 2, 3), False), ((1, None, 3), True)])
def test_slope_index_needs_three_ordered_subgroups_without_gaps(values, ordered):
    breakdown = Breakdown(tuple("abc"[: len(values)]), values, (1,) * len(values), ordered=ordered)

    with pytest.raises(NotComputable, match="The slope index needs"):
        slope_index(breakdown)


@needs_vectors
def test_slope_index_equals_that_of_the_peer():
    # The peer refuses fewer than five subgroups; here that is a note.
    cases = [case for case in read_cases({"0", "1", "2"}) if case[3]["reason"] != "quantiles_not_5_to_100"]
    for _, rows, multiplier, expected in cases:
        if expected["status"] == "error" and rows[0]["value_type"] == "0":
            with pytest.raises(NotComputable):
                slope_index(breakdown_of(rows))
        elif expected["status"] == "ok":
            found = slope_index(breakdown_of(rows)).value * multiplier
            assert found == pytest.approx(number(expected["sii"]), rel=1e-9, abs=1e-9)


@needs_vectors
def test_limits_equal_what_the_peers_simulation_converges_to():
    for _, rows, multiplier, expected in read_limits():
        found = slope_index(breakdown_of(rows), confidence=number(expected["confidence"]))
        wanted = sorted(number(expected[name]) for name in ("sii_lower", "sii_upper"))
        assert sorted((found.lower * multiplier, found.upper * multiplier)) == pytest.approx(wanted, rel=1e-9)
