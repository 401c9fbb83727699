from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import life_expectancy, life_expectancy_gap
from fairplace.equity.stats.lifetables.arriaga import effects, effects_by_cause
from fairplace.equity.stats.lifetables.expectancy import TOO_WIDE
from fairplace.equity.stats.lifetables.table import LifeTable
from tests.equity.stats.lifetables.places import DEATHS, PEOPLE, RATES
from tests.reference import lifetables as published

POOR, RICH = (DEATHS * 1.2, PEOPLE), (DEATHS * 0.8, PEOPLE * 0.9)
ways = st.booleans()


def test_decomposition_of_the_women_of_the_united_states_is_as_printed():
    pair = _printed(published.WOMEN_1935), _printed(published.WOMEN_1995)

    direct, indirect, interaction = effects(pair, symmetric=True)

    found = np.column_stack([direct, indirect, interaction, direct + indirect + interaction])
    np.testing.assert_allclose(found, published.WOMEN_BOTH_WAYS, atol=1e-7)
    assert found[:, 3].sum() == pytest.approx(79.00 - 63.32)


def test_one_way_is_arriagas_formula_of_1984():
    pair = _printed(published.WOMEN_1935), _printed(published.WOMEN_1995)
    (reach, ahead), (other, later) = (
        np.array(rows).T for rows in (published.WOMEN_1935, published.WOMEN_1995)
    )

    direct, indirect, interaction = effects(pair)

    saved = reach[:-1] * other[1:] / other[:-1] - reach[1:]
    np.testing.assert_allclose(indirect[:-1], saved * ahead[1:])
    np.testing.assert_allclose(interaction[:-1], saved * (later - ahead)[1:])
    np.testing.assert_allclose(direct, reach * (pair[1].lived - pair[0].lived))


def _printed(rows):
    """Return what a printed table tells: the share that reaches each age, and the years ahead there."""
    reaching, ahead = np.array(rows).T
    passing = reaching[1:] / reaching[:-1]
    lived = np.append(ahead[:-1] - passing * ahead[1:], ahead[-1])
    return SimpleNamespace(lived=lived, passing=passing, expectancy=ahead, surviving=reaching)


def test_gap_between_india_and_china_is_as_published_by_age_and_cause():
    people = np.full(7, 1e7)
    rates = np.array(published.INDIA_RATES), np.array(published.CHINA_RATES)
    causes = published.INDIA_SHARES * rates[0], published.CHINA_SHARES * rates[1]
    tables = tuple(
        LifeTable(rate * people, people, np.array(published.CHINA_STARTS, float)) for rate in rates
    )
    both = tuple((table.deaths, table.people) for table in tables)

    by_age = life_expectancy_gap(*both, starts=published.CHINA_STARTS).by_age
    by_cause = effects_by_cause(tables, causes)

    # Printed with one decimal, from rates printed with four.
    np.testing.assert_allclose(by_age, published.CHINA_BY_AGE, atol=0.065)
    np.testing.assert_allclose(
        by_cause / by_age * published.CHINA_BY_AGE, published.CHINA_BY_CAUSE, atol=1e-6
    )


def test_gap_is_the_difference_of_two_life_expectancies_with_both_errors():
    found = life_expectancy_gap(POOR, RICH).gap
    poor, rich = life_expectancy(*POOR, at=0), life_expectancy(*RICH, at=0)
    reach = np.hypot(poor.upper - poor.value, rich.upper - rich.value)

    assert found.value == pytest.approx(rich.value - poor.value)
    assert (found.lower, found.upper) == pytest.approx((found.value - reach, found.value + reach))
    assert found.note == ""


@given(RATES, RATES, ways)
def test_ages_add_up_to_the_gap(rates, others, symmetric):
    found = life_expectancy_gap((rates * PEOPLE, PEOPLE), (others * PEOPLE, PEOPLE), symmetric=symmetric)

    if not np.isnan(found.gap.value):
        assert found.by_age.sum() == pytest.approx(found.gap.value, abs=1e-9)
        np.testing.assert_array_equal(found.by_age, found.direct + found.indirect + found.interaction)


@given(RATES, RATES, st.integers(0, 2**32 - 1), ways)
def test_causes_add_up_to_their_age_band(rates, others, seed, symmetric):
    shares = np.random.default_rng(seed).dirichlet(np.ones(4), size=(2, 20)).transpose(0, 2, 1)
    first, second = (rates * PEOPLE, PEOPLE), (others * PEOPLE, PEOPLE)
    causes = shares[0] * first[0], shares[1] * second[0]

    found = life_expectancy_gap(first, second, causes=causes, symmetric=symmetric)

    np.testing.assert_allclose(found.by_cause.sum(axis=-2), found.by_age, atol=1e-9)


@given(RATES, RATES)
def test_both_ways_the_parts_turn_round_with_the_places(rates, others):
    first, second = (rates * PEOPLE, PEOPLE), (others * PEOPLE, PEOPLE)

    there = life_expectancy_gap(first, second, symmetric=True)
    back = life_expectancy_gap(second, first, symmetric=True)
    mean = (life_expectancy_gap(first, second).by_age - life_expectancy_gap(second, first).by_age) / 2

    np.testing.assert_allclose(there.by_age, -back.by_age, atol=1e-9)
    np.testing.assert_allclose(there.by_age, mean, atol=1e-9)


def test_one_way_the_parts_depend_on_who_comes_first():
    there, back = life_expectancy_gap(POOR, RICH), life_expectancy_gap(RICH, POOR)

    assert there.gap.value == -back.gap.value
    assert np.abs(there.by_age + back.by_age).max() > 0.01


def test_a_place_has_no_gap_to_itself():
    found = life_expectancy_gap(POOR, POOR, causes=([POOR[0]], [POOR[0]]))

    assert found.gap.value == 0
    assert not found.by_age.any()
    assert not found.by_cause.any()


def test_only_the_age_that_differs_adds():
    saved = DEATHS.copy()
    saved[10] = 1

    by_age = life_expectancy_gap((DEATHS, PEOPLE), (saved, PEOPLE)).by_age

    assert by_age[10] > 0
    np.testing.assert_allclose(np.delete(by_age, 10), 0, atol=1e-12)


def test_causes_that_differ_where_all_rates_are_alike_cancel_out():
    causes = np.stack([DEATHS * 0.4, DEATHS * 0.6]), np.stack([DEATHS * 0.6, DEATHS * 0.4])

    found = life_expectancy_gap((DEATHS, PEOPLE), (DEATHS, PEOPLE), causes=causes)
    nearly = life_expectancy_gap(
        (DEATHS, PEOPLE), (DEATHS * 0.999999, PEOPLE), causes=(causes[0], causes[1] * 0.999999)
    )

    assert (found.by_cause[0] < 0).all()
    np.testing.assert_allclose(found.by_cause.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(nearly.by_cause, found.by_cause, rtol=1e-4)


@given(st.integers(1, 9))
def test_a_cause_told_in_two_parts_adds_the_same(tenths):
    whole = [np.stack([place[0] * 0.3, place[0] * 0.7]) for place in (POOR, RICH)]
    parts = [np.stack([one[0] * tenths / 10, one[0] * (1 - tenths / 10), one[1]]) for one in whole]

    told = life_expectancy_gap(POOR, RICH, causes=tuple(whole)).by_cause
    told_in_parts = life_expectancy_gap(POOR, RICH, causes=tuple(parts)).by_cause

    np.testing.assert_allclose(told_in_parts[:2].sum(axis=0), told[0], atol=1e-12)


@pytest.mark.parametrize("symmetric", [False, True])
def test_a_band_that_nobody_leaves_alive_does_no_harm(symmetric):
    ended = np.array([*DEATHS[:18], PEOPLE[18], DEATHS[19]])
    for first, second in (
        ((ended, PEOPLE), RICH),
        (RICH, (ended, PEOPLE)),
        ((ended, PEOPLE), (ended, PEOPLE)),
    ):
        causes = np.stack([first[0] * 0.5] * 2), np.stack([second[0] * 0.1, second[0] * 0.9])

        found = life_expectancy_gap(first, second, causes=causes, symmetric=symmetric)

        assert found.by_age.sum() == pytest.approx(found.gap.value)
        np.testing.assert_allclose(found.by_cause.sum(axis=0), found.by_age, atol=1e-9)


def test_many_places_against_one_and_a_bad_one_among_them():
    deaths = np.array([POOR[0], POOR[0] * np.nan, POOR[0] * 1.5])
    causes = np.stack([deaths * 0.25, deaths * 0.75], axis=1), np.stack([RICH[0] * 0.5] * 2)

    found = life_expectancy_gap((deaths, PEOPLE), RICH, causes=causes)
    alone = life_expectancy_gap((deaths[2], PEOPLE), RICH, causes=(causes[0][2], causes[1]))

    assert found.by_cause.shape == (3, 2, 20)
    assert found.gap.note.tolist() == [
        "",
        "A life table needs deaths and people in every age band, and one is missing.",
        "",
    ]
    assert np.isnan(found.by_age).all(axis=-1).tolist() == [False, True, False]
    assert np.isnan(found.by_cause).all(axis=(-1, -2)).tolist() == [False, True, False]
    np.testing.assert_allclose(found.by_cause[2], alone.by_cause)
    assert found.gap.value[2] == pytest.approx(alone.gap.value)


def test_a_gap_to_a_place_that_is_itself_withheld_is_withheld_with_its_parts():
    vague = np.array([*[0] * 19, 1.0]), PEOPLE / PEOPLE.sum() * 5100

    found = life_expectancy_gap(vague, RICH)

    assert np.isnan(found.gap.value)
    assert found.gap.note == TOO_WIDE
    assert found.gap.upper - found.gap.lower > 20
    assert np.isnan(found.by_age).all()


@pytest.mark.parametrize(
    ("causes", "sentence"),
    [
        (
            np.stack([POOR[0] * 0.5, POOR[0] * 0.4]),
            "do not add up to all deaths in the band from 0; name the others",
        ),
        (np.stack([POOR[0] * 2, -POOR[0]]), "Deaths cannot be below zero."),
        (POOR[0], "need the causes, then one number for every age band"),
        (np.stack([POOR[0], POOR[0]])[:, :19], "need the causes, then one number for every age band"),
        (np.stack([POOR[0], POOR[0] * np.nan]), "one is missing"),
        (np.stack([POOR[0]]), "Both places need the same causes of death."),
    ],
)
def test_causes_that_do_not_fit_are_refused(causes, sentence):
    rich = np.stack([RICH[0] * 0.5, RICH[0] * 0.5])

    with pytest.raises(NotComputable, match=sentence):
        life_expectancy_gap(POOR, RICH, causes=(causes, rich))


def test_the_row_whose_causes_do_not_add_up_is_named():
    causes = np.stack([np.stack([DEATHS]), np.stack([DEATHS])])
    causes[1, 0, 3] += 1

    with pytest.raises(NotComputable, match="in the band from 10 of row 2;"):
        life_expectancy_gap(([DEATHS, DEATHS], PEOPLE), RICH, causes=(causes, RICH[0][None]))


def test_places_of_which_one_cannot_be_told_are_refused():
    with pytest.raises(NotComputable):
        life_expectancy_gap(POOR, (-DEATHS, PEOPLE))


def test_callers_arrays_stay_as_they_were():
    deaths, people = DEATHS.copy(), PEOPLE.copy()

    life_expectancy_gap((deaths, people), RICH, causes=(deaths[None], RICH[0][None]), symmetric=True)

    np.testing.assert_array_equal((deaths, people), (DEATHS, PEOPLE))
