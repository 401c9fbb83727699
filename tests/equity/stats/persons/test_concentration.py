import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import stdtrit

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.persons import concentration_index
from tests.equity.stats.persons.strategies import (
    error_of,
    jackknife_error,
    numbers,
    persons,
    plain_index,
)
from tests.reference.persons import INDIA_BIRTHS, INDIA_INDEX, INDIA_RATES

RANDOM = np.random.default_rng(7)
OUTCOME, INCOME, WEIGHTS = RANDOM.gamma(2, 1, 400), RANDOM.integers(0, 40, 400), RANDOM.uniform(0.2, 3, 400)


def test_world_bank_example_of_deaths_among_children_in_india():
    # A fifth is a block of equals, and a weight of so many births.
    found = concentration_index(INDIA_RATES, [1, 2, 3, 4, 5], weights=INDIA_BIRTHS)

    assert found.value == pytest.approx(INDIA_INDEX, abs=5e-5)


def test_all_for_the_best_off_of_four():
    found = concentration_index([0, 0, 0, 8], [1, 2, 3, 4])

    assert found.value == pytest.approx(1 - 1 / 4)
    assert found.count == 4
    assert found.method == "relative concentration index; t limits by Taylor linearisation"


@given(persons)
def test_it_is_twice_the_covariance_with_the_mid_rank_over_the_mean(drawn):
    outcome, rank_by, weights = drawn

    found = concentration_index(outcome, rank_by, weights=weights)

    assert found.value == pytest.approx(plain_index(outcome, rank_by, weights), abs=1e-12)


@given(persons, st.permutations(range(12)))
def test_the_order_of_rows_does_not_matter_even_among_equals(drawn, order):
    order = [place for place in order if place < len(drawn[0])]
    outcome, rank_by, weights = (column[order] for column in drawn)

    before = concentration_index(drawn[0], drawn[1], weights=drawn[2])

    assert numbers(concentration_index(outcome, rank_by, weights=weights)) == pytest.approx(
        numbers(before), abs=1e-9
    )


@given(persons, st.floats(0.1, 100))
def test_scale_of_outcome_and_weights_leaves_it(drawn, factor):
    outcome, rank_by, weights = drawn
    found = concentration_index(outcome, rank_by, weights=weights)

    scaled = concentration_index(outcome * factor, rank_by, weights=weights * factor)

    assert numbers(scaled) == pytest.approx(numbers(found), abs=1e-9)


@given(persons)
def test_only_the_order_of_the_ranking_counts_and_turning_it_turns_the_sign(drawn):
    outcome, rank_by, weights = drawn
    value, lower, upper = numbers(concentration_index(outcome, rank_by, weights=weights))

    same = concentration_index(outcome, np.exp(rank_by), weights=weights)
    turned = concentration_index(outcome, -rank_by, weights=weights)

    assert numbers(same) == pytest.approx((value, lower, upper), abs=1e-12)
    assert numbers(turned) == pytest.approx((-value, -upper, -lower), abs=1e-9)


@given(persons)
def test_splitting_a_person_in_two_halves_changes_nothing(drawn):
    outcome, rank_by, weights = drawn
    halves = np.append(weights, weights[0] / 2)
    halves[0] /= 2

    split = concentration_index(
        np.append(outcome, outcome[0]), np.append(rank_by, rank_by[0]), weights=halves
    )

    assert split.value == pytest.approx(
        concentration_index(outcome, rank_by, weights=weights).value, abs=1e-12
    )


@given(persons, st.integers(1, 100))
def test_shift_leaves_the_generalised_and_the_erreygers_index(drawn, shift):
    outcome, rank_by, weights = drawn
    for kind, bounds in (("generalised", (0, 40)), ("erreygers", (0, 40))):
        moved = tuple(bound + shift for bound in bounds)
        before = concentration_index(outcome, rank_by, weights=weights, kind=kind, bounds=bounds)
        after = concentration_index(outcome + shift, rank_by, weights=weights, kind=kind, bounds=moved)
        assert numbers(after) == pytest.approx(numbers(before), abs=1e-9)


@pytest.mark.parametrize("kind", ["wagstaff", "erreygers"])
def test_health_and_its_lack_mirror_each_other_within_bounds(kind):
    ill = (OUTCOME > 2).astype(float)
    value, lower, upper = numbers(concentration_index(ill, INCOME, weights=WEIGHTS, kind=kind))

    well = concentration_index(1 - ill, INCOME, weights=WEIGHTS, kind=kind)

    assert numbers(well) == pytest.approx((-value, -upper, -lower))


def test_the_kinds_are_the_same_covariance_on_four_scales():
    ill = (OUTCOME > 2).astype(float)
    mean = np.average(ill, weights=WEIGHTS)
    relative = concentration_index(ill, INCOME, weights=WEIGHTS).value

    found = [
        concentration_index(ill, INCOME, weights=WEIGHTS, kind=kind).value
        for kind in ("generalised", "wagstaff", "erreygers")
    ]

    assert found == pytest.approx([relative * mean, relative / (1 - mean), 4 * mean * relative])


@pytest.mark.parametrize("kind", ["relative", "generalised", "wagstaff", "erreygers"])
def test_the_linearised_error_is_the_jackknifes(kind):
    outcome = np.clip(OUTCOME / 10, 0, 1)
    found = concentration_index(outcome, INCOME, weights=WEIGHTS, kind=kind)

    def measure(outcome, income, weights):
        return concentration_index(outcome, income, weights=weights, kind=kind).value

    expected = jackknife_error(measure, (outcome, INCOME, WEIGHTS), range(400))
    assert error_of(found, stdtrit(399, 0.975)) == pytest.approx(expected, rel=0.01)


def test_the_linearised_error_of_clusters_is_the_jackknifes():
    clusters = np.arange(400) % 40
    found = concentration_index(OUTCOME, INCOME, weights=WEIGHTS, clusters=clusters)

    def measure(outcome, income, weights):
        return concentration_index(outcome, income, weights=weights).value

    expected = jackknife_error(measure, (OUTCOME, INCOME, WEIGHTS), clusters)
    assert error_of(found, stdtrit(39, 0.975)) == pytest.approx(expected, rel=0.05)


def test_limits_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(3)
    income = random.random((1500, 80))
    # With outcome 1 + income the index is 1/9: the covariance 1/12, twice, over the mean 3/2.
    found = concentration_index(random.gamma(2, (1 + income) / 2), income)

    inside = ((found.lower <= 1 / 9) & (found.upper >= 1 / 9)).mean()

    assert 0.93 < inside < 0.965


def test_regression_errors_are_those_of_the_regression_spelled_out():
    ranks = (np.argsort(np.argsort(OUTCOME)) + 0.5) / 400
    left = 2 * ranks.var() * OUTCOME / OUTCOME.mean()
    line, covariance = np.polyfit(ranks, left, 1, cov=True)

    found = concentration_index(OUTCOME, OUTCOME, error="regression")

    assert found.value == pytest.approx(line[0])
    assert error_of(found, stdtrit(398, 0.975)) == pytest.approx(np.sqrt(covariance[0, 0]))


def test_the_delta_error_adds_that_of_the_mean():
    plain, delta = (concentration_index(OUTCOME, INCOME, error=error) for error in ("regression", "delta"))

    assert delta.value == plain.value
    assert delta.upper > plain.upper


def test_many_places_are_one_call_and_a_bad_one_stops_none():
    outcome = np.array([[1.0, 2, 3, 4], [0, 0, 0, 0], [1, np.nan, np.nan, np.nan], [4, 3, 2, np.nan]])
    income = np.array([[1, 2, 3, 4]] * 4)

    found = concentration_index(outcome, income)

    assert found.value == pytest.approx(
        [0.25, np.nan, np.nan, concentration_index([4, 3, 2], [1, 2, 3]).value], nan_ok=True
    )
    assert found.note.tolist() == [
        "",
        "The outcome is zero for everybody, so its shares cannot be told.",
        "Two or more persons are needed.",
        "",
    ]
    assert found.count.tolist() == [4, 4, 1, 3]


def test_whoever_lacks_a_number_or_weighs_nothing_is_left_out():
    plain = concentration_index([1, 2, 3, 5], [1, 2, 4, 3], weights=[1, 2, 1, 1])

    found = concentration_index([1, 9, 2, 3, 5, 7], [1, None, 2, 4, 3, 9], weights=[1, 1, 2, 1, 1, 0])

    assert (found.value, found.count) == (pytest.approx(plain.value), 4)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": [1, -2, 3]}, "The relative concentration index needs outcomes of zero or above."),
        ({"outcome": [0, 0, 0]}, "The outcome is zero for everybody, so its shares cannot be told."),
        ({"outcome": [1]}, "Rank by must hold one number for every person."),
        ({"outcome": 1}, "Outcome must hold one number for every person."),
        ({"outcome": ["a", "b", "c"]}, "Outcome must be numbers."),
        ({"outcome": [1, 2, np.inf]}, "Outcome must be finite numbers."),
        ({"outcome": [1, None, None]}, "Two or more persons are needed."),
        ({"rank_by": [1, 1, 1]}, "Everybody shares one rank, so there is no order to look along."),
        ({"weights": [1, -1, 1]}, "A weight cannot be below zero."),
        ({"weights": [1, 1]}, "Weights must hold one number for every person."),
        ({"weights": [0, 0, 0]}, "Two or more persons are needed."),
        (
            {"kind": "concave"},
            "The kind of concentration index is one of relative, generalised, wagstaff, erreygers.",
        ),
        ({"kind": "wagstaff"}, "An outcome lies outside its bounds."),
        ({"kind": "erreygers", "bounds": (3, 3)}, "The lower bound must lie below the upper bound."),
        (
            {"kind": "wagstaff", "outcome": [1, 1, 1]},
            "Everybody stands at a bound, so the index cannot be told.",
        ),
        ({"error": "hope"}, "The error of a concentration index is one of linearised, regression, delta."),
        ({"error": "regression", "strata": [1, 1, 1]}, "Strata and clusters need the linearised error."),
        (
            {"error": "delta", "kind": "generalised"},
            "The delta error belongs to the relative index, which divides by the mean.",
        ),
        ({"confidence": 0.5}, "The confidence must lie between 90% and 100%."),
    ],
)
def test_what_has_no_index_is_refused_in_a_sentence(changes, sentence):
    given = {"outcome": [1, 2, 3], "rank_by": [1, 2, 3]} | changes

    with pytest.raises(NotComputable, match="^" + sentence.replace(".", r"\.") + "$"):
        concentration_index(**given)


def test_everybody_at_one_rank_is_missing_among_many_by_any_error():
    outcome, ranks = [[1, 2, 3], [1, 2, 4]], [[5, 5, 5], [1, 2, 3]]

    for error in ("linearised", "regression", "delta"):
        found = concentration_index(outcome, ranks, error=error)
        assert np.isnan(numbers(found)).tolist() == [[True, False]] * 3


def test_two_persons_leave_a_regression_no_limits():
    found = concentration_index([1, 2], [1, 2], error="regression")

    assert found.value == pytest.approx(1 / 6)
    assert not found.has_interval


def test_certainty_reaches_everywhere_unless_there_is_no_error():
    sure = concentration_index([1, 2, 4], [1, 2, 3], confidence=100)
    level = concentration_index([2, 2, 2], [1, 2, 3], confidence=100, kind="generalised")

    assert (sure.lower, sure.upper) == (-np.inf, np.inf)
    assert level.value == 0


def test_the_callers_arrays_stay_as_they_were():
    columns = [np.array([3.0, 1, np.nan, 2]), np.array([2.0, 1, 1, 3]), np.array([1.0, 2, 1, 1])]
    copies = [column.copy() for column in columns]

    concentration_index(columns[0], columns[1], weights=columns[2])

    for column, copy in zip(columns, copies, strict=True):
        np.testing.assert_array_equal(column, copy)
