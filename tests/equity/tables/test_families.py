"""The statistics of tables are those of arrays, whatever the order of the rows."""

import numpy as np
import pytest

import fairplace.equity as eq
from fairplace.equity import EUROPEAN_2013, NotComputable, by_group

FIVES = [f"{age}-{age + 4}" for age in range(0, 90, 5)] + ["90+"]
BANDS = ["<1", "1-4", *FIVES[1:]]
RANDOM = np.random.default_rng(7)


def table_of(bands, deaths, people, **more):
    """Return two areas as rows in a muddled order."""
    rows = {
        "area": np.repeat(["a", "b"], len(bands)),
        "age_band": np.tile(bands, 2),
        "deaths": deaths.ravel(),
        "pop": people.ravel(),
        **{name: np.tile(column, 2) for name, column in more.items()},
    }
    order = np.random.default_rng(1).permutation(2 * len(bands))
    return {name: np.asarray(column)[order] for name, column in rows.items()}


DEATHS = RANDOM.integers(20, 60, (2, 19))
PEOPLE = RANDOM.integers(900, 5_000, (2, 19))


def test_standardised_rates_are_those_of_arrays():
    expected = eq.direct_rate(DEATHS, PEOPLE)

    found = by_group("direct_rate", table_of(FIVES, DEATHS, PEOPLE), by=["area"])

    assert list(found["value"]) == pytest.approx(list(expected.value), rel=1e-12)
    assert list(found["upper"]) == pytest.approx(list(expected.upper), rel=1e-12)
    assert list(found["events"]) == list(DEATHS.sum(axis=1))


def test_a_standard_population_of_ones_own_is_a_column():
    found = by_group("direct_rate", table_of(FIVES, DEATHS, PEOPLE, stdpop=EUROPEAN_2013), by=["area"])

    assert list(found["value"]) == pytest.approx(list(eq.direct_rate(DEATHS, PEOPLE).value), rel=1e-12)


def test_indirect_ratios_are_those_of_arrays():
    reference = {"x_ref": np.arange(1, 20), "n_ref": np.full(19, 1000)}
    expected = eq.indirect_ratio(DEATHS.sum(axis=1), PEOPLE, np.arange(1, 20), np.full(19, 1000))

    found = by_group("indirect_ratio", table_of(FIVES, DEATHS, PEOPLE, **reference), by=["area"])

    # The reference is added up like any other count, and is the same for both areas.
    assert list(found["value"]) == pytest.approx(list(expected.value), rel=1e-12)


def test_life_expectancy_has_a_row_for_every_age():
    deaths, people = np.column_stack([DEATHS, [70, 80]]), np.column_stack([PEOPLE, [400, 500]])
    expected = eq.life_expectancy(deaths, people)

    found = by_group("life_expectancy", table_of(BANDS, deaths, people), by=["area"])

    assert list(found["age_band"][:20]) == BANDS
    assert list(found["value"]) == pytest.approx(list(expected.value.ravel()), rel=1e-12)


def test_life_expectancy_at_one_age_has_a_row_for_every_area():
    deaths, people = np.column_stack([DEATHS, [70, 80]]), np.column_stack([PEOPLE, [400, 500]])

    found = by_group("life_expectancy", table_of(BANDS, deaths, people), by=["area"], at=65)

    assert list(found["value"]) == pytest.approx(list(eq.life_expectancy(deaths, people, at=65).value))


def test_healthy_life_expectancy_is_that_of_arrays():
    deaths, people = np.column_stack([DEATHS, [70, 80]]), np.column_stack([PEOPLE, [400, 500]])
    healthy, asked = np.linspace(0.95, 0.4, 20), np.full(20, 300)
    expected = eq.healthy_life_expectancy(deaths, people, healthy, asked, at=0)

    table = table_of(BANDS, deaths, people, prevalence=healthy, survey_n=asked)
    found = by_group("healthy_life_expectancy", table, by=["area"], at=0)

    assert list(found["value"]) == pytest.approx(list(expected.value))
    assert list(found["upper"]) == pytest.approx(list(expected.upper))


def test_years_lost_are_those_of_arrays():
    expected = eq.years_of_life_lost(DEATHS, before=75, populations=PEOPLE, starts=range(0, 91, 5))

    found = by_group("years_of_life_lost", table_of(FIVES, DEATHS, PEOPLE), by=["area"])

    assert list(found["value"]) == pytest.approx(list(expected.value), rel=1e-12)


def test_an_area_that_cannot_have_one_says_why_and_stops_no_other():
    few = DEATHS.copy()
    few[1] = 0

    found = by_group("direct_rate", table_of(FIVES, few, PEOPLE), by=["area"])

    assert np.isnan(list(found["value"])).tolist() == [False, True]
    assert "Fewer than 10 events" in found["note"][1]


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        (["old", *FIVES[1:]], "The age band “old” cannot be read"),
        (["5+", *FIVES[1:]], "begin at the same age"),
    ],
)
def test_age_bands_that_make_no_sense_are_refused(bands, why):
    with pytest.raises(NotComputable, match=why):
        by_group("direct_rate", table_of(bands, DEATHS, PEOPLE), by=["area"])


@pytest.mark.parametrize("name", ["life_expectancy", "years_of_life_lost"])
def test_a_life_with_a_band_missing_is_refused(name):
    table = table_of(BANDS, np.full((2, 20), 30), np.full((2, 20), 900))
    without = {column: values[table["age_band"] != "45-49"] for column, values in table.items()}

    with pytest.raises(NotComputable, match="missing between “40-44” and “50-54”"):
        by_group(name, without, by=["area"])


def test_means_are_those_of_the_rows_of_each_group():
    found = by_group("mean", {"area": ["a", "b", "a"], "value": [1, 5, 3]}, by=["area"])

    assert list(found["value"]) == [2, 5]
    assert list(found["count"]) == [2, 1]
    assert np.isnan(found["lower"][1])


def test_a_series_may_stand_in_any_order_and_one_too_short_says_so():
    years = [2020, 2018, 2019, 2022, 2021, 2020]
    table = {"area": [*"aaaaab"], "year": years, "value": [3, 1, 2.1, 5, 4, 9]}

    found = by_group("yearly_change", table, by=["area"], polarity="high")

    expected = eq.yearly_change(range(2018, 2023), [1, 2.1, 3, 4, 5])
    assert found["value"][0] == pytest.approx(expected.value)
    assert list(found["verdict"]) == ["better", ""]
    assert "five" in found["note"][1] or "5" in found["note"][1]


def test_places_in_a_funnel_keep_their_rows():
    table = {"area": ["c", "a", "b"], "deaths": [100, 300, 90], "pop": [1000, 1000, 1000]}

    found = by_group("place_in_funnel", table)

    assert list(found["area"]) == ["c", "a", "b"]
    assert list(found["place"]) == ["far below", "far above", "far below"]
    assert found["baseline"][0] == pytest.approx(0.16333333)


REPEATS = np.array([[700, 90, 9], [800, 70, 12], [400, 60, 30]])
OF_AGES = {"age_band": np.repeat(["0-39", "40-69", "70+"], 3), "frequency": np.tile([1, 2, 3], 3)}
AMONG, STANDARD = np.array([20_000, 18_000, 7_000]), np.array([50_000, 35_000, 15_000])


def test_rates_of_repeated_events_are_those_of_arrays():
    crude = {"area": list("aabb"), "frequency": [1, 2, 1, 3], "people": [30, 4, 20, 6], "pop": [900] * 4}
    standard = {"stdpop": np.repeat(STANDARD, 3), "pop": np.repeat(AMONG, 3), "people": REPEATS.ravel()}
    one, two = eq.rate_of_repeats([30, 4], [1, 2], 900), eq.rate_of_repeats([20, 6], [1, 3], 900)

    rates = by_group("rate_of_repeats", crude, by=["area"])
    direct = by_group("direct_rate_of_repeats", {**OF_AGES, **standard})

    assert list(rates["upper"]) == pytest.approx([one.upper, two.upper])
    assert direct["lower"][0] == pytest.approx(
        eq.direct_rate_of_repeats(REPEATS, [1, 2, 3], AMONG, STANDARD).lower
    )


def test_people_of_repeated_events_are_counted_once():
    table = {"frequency": [1, 2], "people": [30, 4], "pop": [900, 901]}

    found = by_group("rate_of_repeats", table)

    assert found["note"][0] == "The column population must be the same in every row of the same people."
