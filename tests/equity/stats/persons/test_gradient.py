import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from fairplace.equity import Breakdown, relative_index, slope_index
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.persons import relative_index_of_persons, slope_index_of_persons
from tests.equity.stats.persons.strategies import error_of, jackknife_error, numbers, persons

RANDOM = np.random.default_rng(9)
INCOME, WEIGHTS = RANDOM.integers(0, 30, 300), RANDOM.uniform(0.3, 3, 300)
OUTCOME = 5 + INCOME / 10 + RANDOM.gamma(2, 1, 300)


def test_ten_persons_on_a_straight_line():
    # Their ranks are 0.05 to 0.95, so the line runs from 1 at rank 0 to 3 at rank 1.
    values = 1 + 2 * (np.arange(10) + 0.5) / 10

    gap, ratio = slope_index_of_persons(values, range(10)), relative_index_of_persons(values, range(10))

    assert (gap.value, ratio.value) == pytest.approx((2, 3))
    assert gap.count == 10


def test_persons_in_fifths_have_the_index_of_the_fifths():
    sizes, values = (20, 30, 10, 25, 15), (70, 72, 77, 76, 80)
    fifths = Breakdown(("1", "2", "3", "4", "5"), values, sizes)
    people, ranks = np.repeat(values, sizes), np.repeat(range(5), sizes)

    assert slope_index_of_persons(people, ranks).value == pytest.approx(slope_index(fifths).value)
    assert relative_index_of_persons(people, ranks).value == pytest.approx(relative_index(fifths).value)


@given(persons, st.floats(-50, 50), st.floats(0.1, 10))
def test_the_gap_moves_with_scale_not_with_shift(drawn, shift, factor):
    outcome, rank_by, weights = drawn
    plain = np.array(numbers(slope_index_of_persons(outcome, rank_by, weights=weights)))

    found = slope_index_of_persons(outcome * factor + shift, rank_by, weights=weights)

    assert numbers(found) == pytest.approx(plain * factor, abs=1e-7)


@given(persons)
def test_turned_round_the_gap_changes_sign_and_the_ratio_is_its_reciprocal(drawn):
    outcome, rank_by, weights = drawn
    value, lower, upper = numbers(slope_index_of_persons(outcome, rank_by, weights=weights))

    turned = slope_index_of_persons(outcome, -rank_by, weights=weights)

    assert numbers(turned) == pytest.approx((-value, -upper, -lower), abs=1e-9)
    try:
        ratio = numbers(relative_index_of_persons(outcome, rank_by, weights=weights))
    except NotComputable:
        return
    back = relative_index_of_persons(outcome, -rank_by, weights=weights)
    assert back.value == pytest.approx(1 / ratio[0], rel=1e-7)


@pytest.mark.parametrize("measure", [slope_index_of_persons, relative_index_of_persons])
def test_errors_are_the_jackknifes_ties_and_weights_and_all(measure):
    found = measure(OUTCOME, INCOME, weights=WEIGHTS)

    def transformed(outcome, income, weights):
        value = measure(outcome, income, weights=weights).value
        return np.log(value) if measure is relative_index_of_persons else value

    expected = jackknife_error(transformed, (OUTCOME, INCOME, WEIGHTS), range(300))
    error = error_of(found, stdtrit(299, 0.975))
    if measure is relative_index_of_persons:
        error = np.log(found.upper / found.value) / stdtrit(299, 0.975)
    assert error == pytest.approx(expected, rel=0.01)


def test_clusters_and_strata_count():
    clusters, strata = np.arange(300) // 10, np.arange(300) // 100

    found = slope_index_of_persons(OUTCOME, INCOME, weights=WEIGHTS, strata=strata, clusters=clusters)

    assert found.value == slope_index_of_persons(OUTCOME, INCOME, weights=WEIGHTS).value
    assert error_of(found, stdtrit(27, 0.975)) != pytest.approx(
        error_of(slope_index_of_persons(OUTCOME, INCOME, weights=WEIGHTS), stdtrit(299, 0.975)), rel=1e-6
    )


def test_a_line_through_zero_has_a_gap_but_no_ratio():
    values, ranks = [[0, 0, 0, 9], [1, 2, 3, 4]], [1, 2, 3, 4]

    assert slope_index_of_persons(values[0], ranks).value == pytest.approx(10.8)
    with pytest.raises(NotComputable, match="The line does not stay above zero at both ends"):
        relative_index_of_persons(values[0], ranks)
    both = relative_index_of_persons(values, ranks)
    assert np.isnan([both.value, both.lower]).tolist() == [[True, False]] * 2
    assert both.note[1] == ""


def test_a_bottom_next_to_zero_leaves_the_ratio_without_an_upper_limit():
    found = relative_index_of_persons([0.501, 1.5, 2.5, 3.5, 4.5], [1, 2, 3, 4, 5])

    assert found.value > 1000
    assert (found.lower, found.upper) == (0, np.inf)


@pytest.mark.parametrize("measure", [slope_index_of_persons, relative_index_of_persons])
def test_without_an_order_there_is_no_line(measure):
    with pytest.raises(NotComputable, match="Everybody shares one rank"):
        measure([1, 2, 3], [5, 5, 5])
    with pytest.raises(NotComputable, match="must hold one number for every person"):
        measure([1, 2, 3], [1, 2])
    with pytest.raises(NotComputable, match="must hold one number for every person"):
        measure(3, 1)

    found = measure([[1, 2, 3], [1, 2, 4]], [[5, 5, 5], [1, 2, 3]])
    assert np.isnan(found.value).tolist() == [True, False]
