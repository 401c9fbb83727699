import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.persons import concentration_index, gini, theil
from tests.equity.stats.persons.strategies import error_of, jackknife_error, numbers
from tests.equity.vectors import by_case, needs_vectors, number, read

RANDOM = np.random.default_rng(13)
VALUES, WEIGHTS = RANDOM.gamma(2, 1, 300), RANDOM.uniform(0.3, 3, 300)
some_values = st.lists(st.integers(0, 50), min_size=2, max_size=15).filter(any).map(np.array)


@needs_vectors
def test_gini_and_theil_equal_the_peers():
    inputs = by_case(read("gini_theil/inputs.csv"))
    for row in read("gini_theil/expected.csv"):
        values = [number(one["value"]) for one in inputs[row["case_id"]]]
        found = gini(values).value, theil(values).value
        assert found == pytest.approx((number(row["gini"]), number(row["theil_t"])), rel=1e-9, abs=1e-12)


@given(some_values)
def test_gini_is_half_the_mean_difference_of_all_pairs_over_the_mean(values):
    pairs = np.abs(values[:, None] - values).mean()

    assert gini(values).value == pytest.approx(pairs / 2 / values.mean(), abs=1e-12)


@given(some_values)
def test_counting_everybody_twice_changes_nothing_as_n_over_n_less_one_would(values):
    """The n/(n-1) of IneqPy (its issue 12) gives another number for the same shares; ours and PySAL's not."""
    twice = np.repeat(values, 2)
    other = [gini(counted).value * len(counted) / (len(counted) - 1) for counted in (values, twice)]

    assert gini(twice).value == pytest.approx(gini(values).value, abs=1e-12)
    assert theil(twice).value == pytest.approx(theil(values).value, abs=1e-12)
    assert gini(values).value == pytest.approx(0, abs=1e-12) or other[0] > other[1]


@given(some_values, st.floats(0.1, 100), st.data())
def test_scale_weights_and_order_are_as_they_should_be(values, factor, data):
    times = np.array(data.draw(st.lists(st.integers(1, 4), min_size=len(values), max_size=len(values))))
    order = data.draw(st.permutations(range(len(values))))
    for measure in (gini, theil):
        plain = measure(np.repeat(values, times)).value
        weighted = measure(values[order] * factor, weights=times[order])
        assert weighted.value == pytest.approx(plain, abs=1e-9)
        assert weighted.lower >= 0


def test_equal_shares_are_zero_and_one_holding_all_is_the_most():
    assert (gini([3] * 5).value, theil([3] * 5).value) == pytest.approx((0, 0), abs=1e-12)
    assert (gini([0] * 9 + [4]).value, theil([0] * 9 + [4]).value) == pytest.approx((0.9, np.log(10)))


def test_taking_from_the_rich_for_the_poor_lowers_both():
    before, after = [1, 2, 3, 10], [2, 2, 3, 9]

    assert gini(after).value < gini(before).value
    assert theil(after).value < theil(before).value


def test_gini_is_the_concentration_index_of_values_along_themselves():
    assert numbers(gini(VALUES, weights=WEIGHTS)) == pytest.approx(
        numbers(concentration_index(VALUES, VALUES, weights=WEIGHTS))
    )


@pytest.mark.parametrize("measure", [gini, theil])
def test_errors_are_the_jackknifes(measure):
    found = measure(VALUES, weights=WEIGHTS)

    def value(values, weights):
        return measure(values, weights=weights).value

    expected = jackknife_error(value, (VALUES, WEIGHTS), range(300))
    assert error_of(found, stdtrit(299, 0.975)) == pytest.approx(expected, rel=0.03)


def test_theil_is_made_of_between_and_within():
    groups = np.arange(300) % 3
    whole = VALUES.sum()
    shares = np.array([VALUES[groups == group].sum() / whole for group in range(3)])
    within = sum(share * theil(VALUES[groups == group]).value for group, share in enumerate(shares))
    between = (shares * np.log(shares * 3)).sum()

    assert theil(VALUES).value == pytest.approx(within + between)


def test_many_places_in_two_dimensions_are_each_their_own():
    """PySAL took two dimensions for one until January 2025 (its issue 16)."""
    table = np.array([[1.0, 2, 3], [0, 0, 0], [np.nan, 4, 8], [np.nan, np.nan, 4]])

    found = gini(table)

    assert found.value == pytest.approx([2 / 9, np.nan, 1 / 6, np.nan], nan_ok=True)
    assert found.note.tolist() == [
        "",
        "Nobody holds anything, so no shares can be told.",
        "",
        "Two or more persons are needed.",
    ]


@pytest.mark.parametrize("measure", [gini, theil])
@pytest.mark.parametrize("values", [[1, -1, 3], [0, 0], [5], 5, [], ["much", "little"], [1, np.inf]])
def test_what_cannot_be_shared_is_refused(measure, values):
    with pytest.raises(NotComputable):
        measure(values)


def test_the_callers_values_stay_as_they_were():
    values = np.array([3.0, np.nan, 1.0])

    gini(values)
    theil(values)

    np.testing.assert_array_equal(values, [3.0, np.nan, 1.0])
