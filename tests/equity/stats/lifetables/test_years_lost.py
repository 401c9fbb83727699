import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import life_expectancy, years_of_life_lost
from fairplace.equity.stats.lifetables.years_lost import MISSING
from tests.equity.stats.lifetables.places import DEATHS, PEOPLE
from tests.reference.lifetables import YEARS_TAKEN

BEFORE_15 = {"before": 15, "starts": [0, 5, 15, 65]}
counts = arrays(float, 20, elements=st.integers(0, 500))


@pytest.mark.parametrize(("before", "start", "end", "years"), YEARS_TAKEN)
def test_a_death_takes_the_years_that_are_published(before, start, end, years):
    starts = sorted({0, start, end, before})

    found = years_of_life_lost([float(age == start) for age in starts], before=before, starts=starts)

    assert found.value == years


def test_a_death_takes_the_years_from_the_middle_of_its_band():
    found = years_of_life_lost([4, 20, 7, 900], **BEFORE_15)

    assert found.value == 4 * 12.5 + 20 * 5
    assert found.count == 24


def test_limits_are_dobsons():
    found = years_of_life_lost([4, 20, 7, 900], **BEFORE_15)
    lower, upper = count_limits(24)
    step = np.sqrt((4 * 12.5**2 + 20 * 5**2) / 24)

    assert found.lower == pytest.approx(150 + step * (lower - 24))
    assert found.upper == pytest.approx(150 + step * (upper - 24))
    assert found.method == "deaths weighed by the years each took; Dobson's limits"


def test_rate_counts_only_people_of_the_ages_that_count():
    found = years_of_life_lost([4, 20, 7, 900], populations=[1000, 3000, 50_000, 9000], **BEFORE_15)

    assert found.value == pytest.approx(150 / 4000 * 100_000)
    assert found.denominator == 4000


def test_standardised_rate_is_a_weighted_mean_of_the_bands_rates():
    found = years_of_life_lost(
        [4, 20, 7, 900],
        populations=[1000, 3000, 50_000, 9000],
        weights=[5000, 11_000, 60_000, 24_000],
        **BEFORE_15,
    )

    assert found.value == pytest.approx((5 * 4 * 12.5 / 1000 + 11 * 20 * 5 / 3000) / 16 * 100_000)


def test_standardising_to_its_own_people_is_the_crude_rate():
    crude = years_of_life_lost(DEATHS, before=75, populations=PEOPLE)
    own = years_of_life_lost(DEATHS, before=75, populations=PEOPLE, weights=PEOPLE)

    for name in ("value", "lower", "upper"):
        assert getattr(own, name) == pytest.approx(getattr(crude, name))


def test_years_against_a_life_table_are_its_expectancies():
    ahead = life_expectancy(DEATHS, PEOPLE).value

    assert years_of_life_lost(DEATHS, expectancy=ahead).value == pytest.approx((DEATHS * ahead).sum())


@given(counts, st.floats(0.1, 50))
def test_years_grow_with_the_years_each_death_takes(deaths, times):
    ahead = np.linspace(80, 4, 20)
    one, more = (years_of_life_lost(deaths, expectancy=ahead * by) for by in (1, times))

    for name in ("value", "lower", "upper"):
        assert getattr(more, name) == pytest.approx(getattr(one, name) * times)


@given(counts, counts)
def test_years_of_two_places_add_up(deaths, others):
    together = years_of_life_lost(deaths + others, before=75).value

    assert (
        together == years_of_life_lost(deaths, before=75).value + years_of_life_lost(others, before=75).value
    )


@given(counts)
def test_limits_hold_the_value(deaths):
    found = years_of_life_lost(deaths, before=75, populations=PEOPLE)

    assert 0 <= found.lower <= found.value <= found.upper


@given(counts)
def test_splitting_a_band_whose_deaths_take_the_same_changes_nothing(deaths):
    whole = years_of_life_lost(deaths, expectancy=np.linspace(80, 4, 20))
    split = years_of_life_lost(
        np.insert(deaths, 3, deaths[3]) / np.where(np.isin(np.arange(21), [3, 4]), 2, 1),
        expectancy=np.insert(np.linspace(80, 4, 20), 3, np.linspace(80, 4, 20)[3]),
    )

    assert (split.value, split.lower, split.upper) == pytest.approx((whole.value, whole.lower, whole.upper))


def test_nobody_dead_leaves_an_upper_limit_of_the_dearest_death():
    found = years_of_life_lost(np.zeros(20), before=75)

    assert (found.value, found.lower) == (0, 0)
    assert found.upper == pytest.approx(3.6888794541 * 74.5)


def test_deaths_that_take_nothing_do_not_count():
    ahead = [*[50.0] * 5, *[0.0] * 15]
    some, more = (years_of_life_lost([*[3] * 5, *[old] * 15], expectancy=ahead) for old in (0, 999))

    assert (some.value, some.lower, some.upper, some.count) == (
        more.value,
        more.lower,
        more.upper,
        more.count,
    )


def test_a_missing_death_is_not_none():
    holed = np.where(np.arange(20) == 3, np.nan, DEATHS)

    with pytest.raises(NotComputable, match=MISSING):
        years_of_life_lost(holed, before=75)
    many = years_of_life_lost([DEATHS, holed], before=75, populations=PEOPLE)

    assert np.isnan([many.value, many.lower, many.upper]).tolist() == [[False, True]] * 3
    assert many.note.tolist() == ["", MISSING]
    # What is missing beyond the age that is counted to is not asked for.
    assert years_of_life_lost([*DEATHS[:19], None], before=75).note == ""


def test_missing_people_leave_no_rate():
    people = np.where(np.arange(20) == 3, np.nan, PEOPLE)

    many = years_of_life_lost(DEATHS, before=75, populations=[PEOPLE, people])

    assert np.isnan(many.value).tolist() == [False, True]


def test_many_places_are_one_call():
    deaths = np.array([[DEATHS, DEATHS * 2], [DEATHS * 0, DEATHS * 3]])
    found = years_of_life_lost(deaths, before=75, populations=PEOPLE, weights=np.ones(20))

    assert found.value.shape == (2, 2)
    assert found.value[1, 1] == pytest.approx(3 * found.value[0, 0])


@pytest.mark.parametrize(
    "broken",
    [
        {"deaths": 5},
        {"deaths": -DEATHS},
        {"before": None},
        {"expectancy": np.ones(20)},
        {"before": None, "expectancy": np.ones(19)},
        {"before": None, "expectancy": [*[-1.0], *[1.0] * 19]},
        {"before": None, "expectancy": [None, *[1.0] * 19]},
        {"before": 73},
        {"before": 95},
        {"before": 0},
        {"weights": np.ones(20)},
        {"populations": PEOPLE * 0},
        {"populations": PEOPLE[:19]},
        {"populations": PEOPLE, "weights": np.ones(19)},
        {"populations": PEOPLE, "weights": -np.ones(20)},
        {"populations": PEOPLE, "weights": np.zeros(20)},
        {"populations": PEOPLE, "weights": 1},
        {"populations": [PEOPLE] * 3, "deaths": [DEATHS] * 2},
        {"deaths": DEATHS[:18]},
    ],
)
def test_what_takes_no_years_is_refused(broken):
    with pytest.raises(NotComputable):
        years_of_life_lost(**({"deaths": DEATHS, "before": 75} | broken))


def test_callers_arrays_stay_as_they_were():
    deaths, people, weights = DEATHS.copy(), PEOPLE.copy(), np.ones(20)

    years_of_life_lost(deaths, before=75, populations=people, weights=weights)

    np.testing.assert_array_equal((deaths, people, weights), (DEATHS, PEOPLE, np.ones(20)))
