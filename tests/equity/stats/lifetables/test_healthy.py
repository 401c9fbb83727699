import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import (
    disability_free_life_expectancy,
    healthy_life_expectancy,
    life_expectancy,
)
from fairplace.equity.stats.lifetables.healthy import UNSURVEYED, healthy_years
from tests.equity.stats.lifetables.places import DEATHS, PEOPLE, STARTS, textbook
from tests.equity.vectors import by_case, needs_vectors, number, read
from tests.reference import lifetables as published

SHARES = np.linspace(0.97, 0.35, 20)
SIZES = np.full(20, 150.0)
Z = 1.959963984540054
any_shares = arrays(float, 20, elements=st.floats(0, 1))


def test_disability_free_years_and_their_errors_are_those_of_the_sullivan_guide():
    reaching, lived = np.array(published.FRANCE_REACHING), np.array(published.FRANCE_LIVED)

    years, variances = healthy_years(
        lived / reaching,
        reaching[1:] / reaching[:-1],
        np.array(published.FRANCE_FREE),
        np.array(published.FRANCE_VARIANCES),
    )

    assert tuple(np.round(years, 1)) == published.FRANCE_FREE_AHEAD
    assert tuple(np.round(np.sqrt(variances), 2)) == published.FRANCE_ERRORS


def test_healthy_years_of_a_place():
    found = healthy_life_expectancy(DEATHS, PEOPLE, SHARES, SIZES, at=0)
    table = textbook(DEATHS, PEOPLE, STARTS, SHARES)[0]

    assert found.value == pytest.approx(table[0])
    assert found.method == "Sullivan's method on an abridged life table; error of the survey alone"


def test_all_healthy_is_life_expectancy_and_nobody_is_none():
    everybody = healthy_life_expectancy(DEATHS, PEOPLE, np.ones(20), SIZES, with_mortality=True)
    nobody = healthy_life_expectancy(DEATHS, PEOPLE, np.zeros(20), SIZES, with_mortality=True)
    lives = life_expectancy(DEATHS, PEOPLE)

    for name in ("value", "lower", "upper"):
        np.testing.assert_allclose(getattr(everybody, name), getattr(lives, name))
        assert not getattr(nobody, name).any()


@given(any_shares)
def test_healthy_and_other_years_add_up_to_life_expectancy(shares):
    healthy = healthy_life_expectancy(DEATHS, PEOPLE, shares, SIZES)
    other = disability_free_life_expectancy(DEATHS, PEOPLE, shares, SIZES)

    np.testing.assert_allclose(healthy.value + other.value, life_expectancy(DEATHS, PEOPLE).value)
    # A share and its complement are as sure as each other.
    np.testing.assert_allclose(healthy.upper - healthy.value, other.upper - other.value, atol=1e-7)


@given(any_shares)
def test_variance_with_mortality_agrees_with_the_textbooks(shares):
    survey, both = (
        healthy_life_expectancy(DEATHS, PEOPLE, shares, SIZES, with_mortality=asked)
        for asked in (False, True)
    )
    variances = np.array(textbook(DEATHS, PEOPLE, STARTS, shares)[1])
    errors = [(found.upper - found.value) / Z for found in (survey, both)]

    np.testing.assert_allclose(errors[1] ** 2, errors[0] ** 2 + variances, rtol=1e-6, atol=1e-12)


@given(st.floats(0.1, 3))
def test_a_design_factor_widens_the_limits_and_moves_nothing(factor):
    plain = healthy_life_expectancy(DEATHS, PEOPLE, SHARES, SIZES)
    wider = healthy_life_expectancy(DEATHS, PEOPLE, SHARES, SIZES, design_factors=np.full(20, factor))

    np.testing.assert_array_equal(wider.value, plain.value)
    np.testing.assert_allclose(wider.upper - wider.value, factor * (plain.upper - plain.value))


def test_one_survey_serves_many_areas_and_many_surveys_one_area():
    areas = healthy_life_expectancy([DEATHS, DEATHS * 0.8], PEOPLE, SHARES, SIZES, at=65)
    surveys = healthy_life_expectancy(
        DEATHS, PEOPLE, [SHARES, SHARES * 0.8], SIZES, at=65, with_mortality=True
    )
    single = healthy_life_expectancy(DEATHS * 0.8, PEOPLE, SHARES, SIZES, at=65)

    assert areas.value[1] == single.value
    assert surveys.value[1] == pytest.approx(surveys.value[0] * 0.8)


def test_an_area_that_the_survey_lacks_is_refused_alone_and_noted_among_many():
    holed = np.where(np.arange(20) == 7, np.nan, SHARES)

    with pytest.raises(NotComputable, match=UNSURVEYED):
        healthy_life_expectancy(DEATHS, PEOPLE, holed, SIZES)
    many = healthy_life_expectancy(
        [DEATHS, DEATHS, -DEATHS], PEOPLE, [SHARES, holed, holed], SIZES, with_mortality=True
    )

    assert np.isnan(many.value).all(axis=1).tolist() == [False, True, True]
    assert np.isnan(many.upper).all(axis=1).tolist() == [False, True, True]
    assert many.note[:, 0].tolist() == ["", UNSURVEYED, "Deaths cannot be below zero."]
    assert many.note[1].tolist() == [UNSURVEYED] * 20


@pytest.mark.parametrize(
    "broken",
    [
        {"healthy": SHARES * 100},
        {"healthy": -SHARES},
        {"healthy": SHARES[:19]},
        {"survey_sizes": SIZES * 0},
        {"survey_sizes": 150},
        {"design_factors": -1},
        {"design_factors": None},
        {"design_factors": [1, 2, 3]},
        {"healthy": [SHARES] * 3},
    ],
)
def test_a_survey_that_cannot_be_is_refused(broken):
    with pytest.raises(NotComputable):
        healthy_life_expectancy(
            **(
                {"deaths": [DEATHS] * 2, "populations": PEOPLE, "healthy": SHARES, "survey_sizes": SIZES}
                | broken
            )
        )


def test_callers_arrays_stay_as_they_were():
    given_arrays = [DEATHS.copy(), PEOPLE.copy(), SHARES.copy(), SIZES.copy()]

    healthy_life_expectancy(*given_arrays, with_mortality=True)
    disability_free_life_expectancy(*given_arrays)

    np.testing.assert_array_equal(given_arrays, [DEATHS, PEOPLE, SHARES, SIZES])


@needs_vectors
def test_healthy_life_expectancy_equals_the_vectors():
    lives = by_case(read("healthy_life_expectancy/expected_life_table.csv"))
    expected = by_case(read("healthy_life_expectancy/expected.csv"))
    for case, rows in by_case(read("healthy_life_expectancy/inputs.csv")).items():
        deaths, people, sizes, good, factors = (
            np.array([number(row[name]) for row in rows])
            for name in ("deaths", "population", "survey_n", "survey_good_health", "deft")
        )
        found, both = (
            healthy_life_expectancy(
                deaths, people, good / sizes, sizes, design_factors=factors, with_mortality=asked
            )
            for asked in (False, True)
        )
        life = life_expectancy(deaths, people)
        wanted = {
            name: np.array([number(row[name]) for row in expected[case]])
            for name in expected[case][0]
            if name != "case_id"
        }
        table = {
            name: np.array([number(row[name]) for row in lives[case]])
            for name in lives[case][0]
            if name != "case_id"
        }
        pairs = (
            (found.value, wanted["healthy_life_expectancy"]),
            ((found.upper - found.value) / Z, wanted["se_prevalence"]),
            ((both.upper - both.value) / Z, wanted["se_prevalence_and_mortality"]),
            (found.lower, np.maximum(wanted["lower95"], 0)),
            (found.upper, wanted["upper95"]),
            (found.value / life.value, wanted["proportion_of_life_in_good_health"]),
            (life.value, table["life_expectancy"]),
            (life.lower, np.maximum(table["le_lower95"], 0)),
            (life.upper, table["le_upper95"]),
        )
        for ours, theirs in pairs:
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, err_msg=case)
