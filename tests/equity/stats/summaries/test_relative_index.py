import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairplace.equity import Breakdown, NotComputable, relative_index, slope_index
from fairplace.equity.stats.slope.line import fit_line
from fairplace.equity.stats.slope.normal import SETTLED, Ends
from tests.equity.stats.summaries.sii_vectors import breakdown_of, read_cases, read_limits
from tests.equity.stats.summaries.strategies import breakdowns, moved, numbers, stacked, turned
from tests.equity.vectors import needs_vectors, number

STAIRS = Breakdown(("1", "2", "3", "4", "5"), (75, 76, 77, 78, 79), (100,) * 5, standard_errors=(0.1,) * 5)


def test_relative_index_of_an_even_staircase():
    # The line runs from 74.5 at the bottom to 79.5 at the top.
    assert relative_index(STAIRS).value == pytest.approx(79.5 / 74.5)


def test_relative_index_is_one_without_a_gradient():
    level = Breakdown(("1", "2", "3"), (80, 80, 80), (5, 70, 25))

    assert relative_index(level).value == pytest.approx(1)
    assert not relative_index(level).has_interval


@given(breakdowns)
def test_at_each_limit_top_and_bottom_are_just_beyond_chance(breakdown):
    """Check Fieller's limits by what defines them: top - limit x bottom is 1.96 errors from zero."""
    assume(Ends(fit_line(breakdown), breakdown).is_bounded(SETTLED))
    found = relative_index(breakdown)
    ends = breakdown.ranks - 0.5
    slopes = breakdown.shares * ends / (breakdown.shares * ends**2).sum()
    for limit in (found.lower, found.upper):
        contrast = (breakdown.shares + slopes / 2) - limit * (breakdown.shares - slopes / 2)
        errors = (contrast * breakdown.values).sum() / np.sqrt((contrast**2 * breakdown.errors**2).sum())
        assert abs(errors) == pytest.approx(1.959964, rel=1e-5)


@given(breakdowns, st.floats(0.1, 100))
def test_scale_leaves_it(breakdown, factor):
    try:
        plain = numbers(relative_index(breakdown))
    except NotComputable:
        return
    assert numbers(relative_index(moved(breakdown, factor=factor))) == pytest.approx(plain, rel=1e-6)


@given(st.lists(st.tuples(st.floats(70, 80), st.integers(1, 100)), min_size=5, max_size=10))
def test_turned_round_it_is_its_reciprocal(rows):
    values, populations = zip(*rows, strict=True)
    names = tuple(str(place) for place in range(len(rows)))
    breakdown = Breakdown(names, values, populations, standard_errors=(0.01,) * len(rows))
    try:
        value, lower, upper = numbers(relative_index(breakdown))
        back = numbers(relative_index(turned(breakdown)))
    except NotComputable:
        return
    if lower > 0:
        assert back == pytest.approx((1 / value, 1 / upper, 1 / lower), rel=1e-6)


def test_it_is_above_one_exactly_when_the_slope_is_above_zero():
    assert (relative_index(STAIRS).value > 1) == (slope_index(STAIRS).value > 0)
    assert (relative_index(turned(STAIRS)).value > 1) == (slope_index(turned(STAIRS)).value > 0)


@pytest.mark.parametrize("errors", [(60,) * 5, (0.3,) * 5])
def test_a_bottom_that_may_be_zero_is_not_to_be_published(errors):
    values = (75, 76, 77, 78, 79) if errors[0] > 1 else (1.2, 3, 5, 7, 9)
    breakdown = Breakdown(("1", "2", "3", "4", "5"), values, (1,) * 5, standard_errors=errors)

    found = relative_index(breakdown)

    assert "should not be published" in found.note
    assert found.lower < found.value < found.upper


def test_a_bottom_of_exactly_zero_has_no_ratio():
    with pytest.raises(NotComputable, match="is zero, so it has no ratio"):
        relative_index(Breakdown(("1", "2", "3"), (0, 0, 0), (2, 2, 2)))


def test_of_many_places_the_unusable_ones_are_missing():
    both = relative_index(stacked(STAIRS))

    assert (both.value[0], both.lower[0], both.upper[0]) == pytest.approx(numbers(relative_index(STAIRS)))
    assert np.isnan([both.value[1], both.lower[1], both.upper[1]]).all()


def test_of_many_places_a_bottom_of_exactly_zero_is_missing():
    both = relative_index(Breakdown(("1", "2", "3"), ((0, 0, 0), (10, 11, 12)), (2, 2, 2)))

    assert np.isnan(both.value).tolist() == [True, False]


def test_a_line_that_crosses_zero_is_noted():
    crossing = Breakdown(("1", "2", "3", "4", "5"), (-4, -2, 0, 2, 4), (1,) * 5, standard_errors=(0.1,) * 5)

    assert "crosses zero" in relative_index(crossing).note


@needs_vectors
def test_relative_index_equals_that_of_the_peer():
    for _, rows, options, expected in read_cases():
        if expected["status"] == "ok":
            found = relative_index(breakdown_of(rows), **options, method="fast").value
            assert found == pytest.approx(number(expected["rii"]), rel=1e-9)


@needs_vectors
def test_limits_equal_what_the_peers_simulation_converges_to():
    for case, rows, options, expected in read_limits():
        found = relative_index(breakdown_of(rows), confidence=number(expected["confidence"]), **options)
        wanted = np.array([number(expected["rii_lower"]), number(expected["rii_upper"])])
        # Where chance can carry the bottom below zero the reference counts those ratios at the wrong
        # end, and is good to the chance of it: 1e-5.
        ends = Ends(fit_line(breakdown_of(rows)), breakdown_of(rows))
        tolerance = 1e-8 if ends.is_bounded(SETTLED) else 1e-5
        apart = np.abs(np.array([found.lower, found.upper]) - wanted).max()
        assert apart <= tolerance * (wanted[1] - wanted[0]) / 2 + 1e-12, case


def test_of_rates_the_exact_limits_are_where_a_large_simulation_converges():
    breakdown = Breakdown(
        ("1", "2", "3", "4", "5"),
        (100, 85, 70, 57, 48),
        (10, 12, 9, 11, 8),
        kind="rate",
        lowers=(70, 60, 50, 40, 35),
        uppers=(130, 110, 90, 75, 62),
    )
    exact = relative_index(breakdown)

    drawn = [relative_index(breakdown, method="simulation", repetitions=400_000, seed=s) for s in range(8)]

    for ours, theirs in ((exact.lower, [d.lower for d in drawn]), (exact.upper, [d.upper for d in drawn])):
        assert abs(ours - np.mean(theirs)) < 4 * np.std(theirs, ddof=1) / np.sqrt(len(theirs))
