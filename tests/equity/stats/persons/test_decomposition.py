import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.persons import (
    ConcentrationDecomposition,
    concentration_decomposition,
    concentration_index,
)

RANDOM = np.random.default_rng(11)
INCOME, AGE = RANDOM.gamma(3, 1, 200), RANDOM.uniform(18, 80, 200)
SMOKES, WEIGHTS = (RANDOM.random(200) < 0.3).astype(float), RANDOM.uniform(0.5, 2, 200)
HEALTH = 20 + 2 * INCOME - 0.1 * AGE - 3 * SMOKES + RANDOM.normal(0, 1, 200)
FACTORS = {"income": INCOME, "age": AGE, "smokes": SMOKES}


def _decompose(outcome=HEALTH, **changes):
    given = {"rank_by": INCOME, "factors": list(FACTORS.values()), "names": list(FACTORS), "weights": WEIGHTS}
    return concentration_decomposition(outcome, **(given | changes))


def test_an_outcome_made_of_two_factors_has_nothing_left_over():
    # Mean 3 + 2: the first factor rises with the rank (index 1/4), the second is alike for all ranks.
    first, second = np.array([0.0, 2, 4, 6]), np.array([2.0, 1, 1, 2])

    found = concentration_decomposition(
        first + 2 * second, [1, 2, 3, 4], [first, second], ["first", "second"]
    )

    assert found == ConcentrationDecomposition(
        index=pytest.approx(5 / 4 / 6),
        names=("first", "second"),
        elasticities=pytest.approx((0.5, 0.5)),
        indices=pytest.approx((5 / 4 / 3, 0)),
        contributions=pytest.approx((5 / 4 / 6, 0)),
        residual=pytest.approx(0, abs=1e-12),
    )


@pytest.mark.parametrize("kind", ["relative", "generalised", "erreygers", "wagstaff"])
def test_contributions_and_residual_sum_to_the_index(kind):
    found = _decompose(kind=kind, bounds=(0, 100))

    index = concentration_index(HEALTH, INCOME, weights=WEIGHTS, kind=kind, bounds=(0, 100)).value
    assert found.index == pytest.approx(index)
    assert sum(found.contributions) + found.residual == pytest.approx(index)


def test_a_contribution_is_elasticity_times_the_factors_own_index():
    found = _decompose()

    own = [concentration_index(factor, INCOME, weights=WEIGHTS).value for factor in FACTORS.values()]
    assert found.indices == pytest.approx(own)
    assert found.contributions == pytest.approx(np.multiply(found.elasticities, own))


def test_the_line_is_weighted_least_squares_with_an_intercept():
    columns = np.column_stack([np.ones(200), *FACTORS.values()])
    slopes = np.linalg.solve(columns.T @ (columns * WEIGHTS[:, None]), columns.T @ (WEIGHTS * HEALTH))[1:]
    means = np.average(columns[:, 1:], weights=WEIGHTS, axis=0)

    assert _decompose().elasticities == pytest.approx(
        slopes * means / np.average(HEALTH, weights=WEIGHTS), rel=1e-9
    )


@given(st.floats(0.01, 1000), st.floats(-5, 5))
def test_the_unit_and_zero_of_a_factor_do_not_change_its_contribution(unit, zero):
    before = _decompose()

    after = _decompose(factors=[INCOME * unit + zero, AGE, SMOKES])

    assert (*after.contributions, after.residual) == pytest.approx((*before.contributions, before.residual))


def test_a_factor_around_zero_contributes_without_an_index_of_its_own():
    centred = INCOME - np.average(INCOME, weights=WEIGHTS)

    found = _decompose(factors=[centred, AGE, SMOKES])

    assert np.isnan(found.indices[0])
    assert found.contributions == pytest.approx(_decompose().contributions)


def test_persons_with_a_number_missing_are_left_out():
    gone = np.where(np.arange(200) < 10, np.nan, AGE)

    found = _decompose(factors=[INCOME, gone, SMOKES])

    rest = slice(10, None)
    expected = _decompose(
        HEALTH[rest],
        rank_by=INCOME[rest],
        weights=WEIGHTS[rest],
        factors=[column[rest] for column in FACTORS.values()],
    )
    assert found.contributions == pytest.approx(expected.contributions)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"names": ["income"]}, "Every factor needs a name, and there must be one at least."),
        ({"factors": [], "names": []}, "Every factor needs a name, and there must be one at least."),
        ({"names": ["income", "age", "age"]}, "Two factors have the same name."),
        ({"factors": [INCOME, AGE, 2 * AGE + 1]}, "Some factors say the same as others, so their parts"),
        ({"factors": [INCOME, AGE, SMOKES * 0 + 1]}, "The factors must differ between persons"),
        ({"factors": [INCOME, AGE, SMOKES[:5]]}, "Factor smokes must hold one number for every person."),
        ({"rank_by": INCOME * 0}, "Everybody shares one rank, so there is no order to look along."),
        ({"outcome": -HEALTH}, "The relative concentration index needs outcomes of zero or above."),
        ({"outcome": np.stack([HEALTH, HEALTH])}, "A decomposition is of one place at a time."),
    ],
)
def test_what_cannot_be_taken_apart_is_refused_in_a_sentence(changes, sentence):
    with pytest.raises(NotComputable, match="^" + sentence):
        _decompose(**changes)


def test_generalised_parts_of_an_outcome_around_zero_have_no_elasticity():
    found = concentration_decomposition(
        [-1, 0, 0, 1], [1, 2, 3, 4], [[1, 2, 3, 5]], ["one"], kind="generalised"
    )

    assert np.isnan(found.elasticities[0])
    assert sum(found.contributions) + found.residual == pytest.approx(found.index)
