import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables import band_starts, life_expectancy
from fairplace.equity.stats.lifetables.expectancy import ALL_DEAD, TOO_WIDE
from tests.equity.stats.lifetables.places import DEATHS, PEOPLE, RATES, STARTS, textbook
from tests.equity.vectors import by_case, needs_vectors, number, read
from tests.reference import lifetables as published

TOO_FEW = "Too few people for a life expectancy: it needs more than 5,000."
LIMITS = {"lower95": 0.95, "upper95": 0.95, "lower99_8": 99.8, "upper99_8": 99.8}


def test_life_expectancy_of_austria_is_as_published():
    found = life_expectancy(published.AUSTRIA_DEATHS, published.AUSTRIA_PEOPLE)
    ahead = np.cumsum(published.AUSTRIA_LIVED[::-1])[::-1] / published.AUSTRIA_REACHING

    np.testing.assert_allclose(found.value, ahead, atol=0.04)
    assert round(found.value[-1], 3) == round(ahead[-1], 3) == 5.247
    # The example of the reference page.
    birth = life_expectancy(published.AUSTRIA_DEATHS, published.AUSTRIA_PEOPLE, at=0)
    assert [round(x, 2) for x in (birth.value, birth.lower, birth.upper)] == [72.85, 72.70, 73.00]
    assert (birth.count, birth.denominator, birth.note) == (38508, 3795129, "")


def test_age_at_which_is_one_column_of_all_ages():
    every = life_expectancy([DEATHS, DEATHS * 0.9], PEOPLE)

    for place, age in enumerate(STARTS):
        one = life_expectancy([DEATHS, DEATHS * 0.9], PEOPLE, at=age)
        for name in ("value", "lower", "upper", "count", "denominator"):
            np.testing.assert_array_equal(getattr(one, name), getattr(every, name)[:, place])


@given(RATES, st.sampled_from([0.9, 0.95, 0.998]))
def test_fast_table_agrees_with_the_textbooks(rates, confidence):
    deaths = rates * PEOPLE
    found = life_expectancy(deaths, PEOPLE, confidence=confidence)
    ahead, variances = textbook(deaths, PEOPLE, STARTS)
    z = {0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.998: 3.090232306167813}[confidence]
    reach = z * np.sqrt(variances)
    shown = ~np.isnan(found.value)

    np.testing.assert_allclose(found.value[shown], np.array(ahead)[shown], rtol=1e-9)
    np.testing.assert_allclose(found.lower, np.maximum(np.array(ahead) - reach, 0), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found.upper, np.array(ahead) + reach, rtol=1e-9)


@given(st.floats(1.5, 1000))
def test_more_people_at_the_same_rates_narrow_the_limits_only(times):
    one, more = life_expectancy(DEATHS, PEOPLE), life_expectancy(DEATHS * times, PEOPLE * times)

    np.testing.assert_allclose(more.value, one.value)
    np.testing.assert_allclose((more.upper - more.value) * np.sqrt(times), one.upper - one.value)


@given(st.permutations(range(5)))
def test_places_do_not_touch_each_other(order):
    deaths = np.array([DEATHS * share for share in (0.5, 0.7, 1.0, 0.0, 1.4)])

    mixed = life_expectancy(deaths[list(order)], PEOPLE, at=0).value

    np.testing.assert_array_equal(mixed, life_expectancy(deaths, PEOPLE, at=0).value[list(order)])


def test_years_and_sexes_may_be_any_leading_axes():
    deaths = np.array([[DEATHS, DEATHS * 2], [DEATHS * 0.5, DEATHS * 0.7], [DEATHS, DEATHS]])
    single = life_expectancy(deaths[1, 1], PEOPLE)

    assert life_expectancy(deaths, PEOPLE).value.shape == (3, 2, 20)
    np.testing.assert_array_equal(life_expectancy(deaths, PEOPLE).value[1, 1], single.value)


def test_same_rate_in_two_halves_of_an_open_end_changes_little():
    wide = life_expectancy(
        [*DEATHS[:18], DEATHS[18] + 0.5 * DEATHS[18]], [*PEOPLE[:18], PEOPLE[18] * 1.5], at=0
    )
    split = life_expectancy([*DEATHS[:19], DEATHS[18] * 0.5], [*PEOPLE[:19], PEOPLE[18] * 0.5], at=0)

    # Within a closed band the dead live half of it, which at one rate throughout is a little too short.
    assert split.value == pytest.approx(wide.value, abs=0.02)


def test_a_rate_that_never_changes_means_its_inverse():
    starts = np.arange(0, 100, 0.25)
    people = np.full(starts.size, 10_000.0)

    assert life_expectancy(people * 0.02, people, starts=starts, at=0).value == pytest.approx(50, abs=1e-3)


@pytest.mark.parametrize("oldest", [85, 90, 95])
def test_usual_bands_are_known_by_their_number(oldest):
    starts = [0, 1, *range(5, oldest + 1, 5)]
    deaths, people = np.resize(DEATHS, len(starts)), np.resize(PEOPLE, len(starts))
    deaths[-1] = 200

    found, given_starts = life_expectancy(deaths, people), life_expectancy(deaths, people, starts=starts)

    np.testing.assert_array_equal(found.value, given_starts.value)
    assert life_expectancy(deaths, people, at=oldest).value == found.value[-1]


def test_only_a_first_band_of_one_year_has_deaths_early_in_it():
    first_year = life_expectancy([100, 4000], [4000, 20_000], starts=[0, 1], at=0).value
    first_five = life_expectancy([100, 4000], [4000, 20_000], starts=[0, 5], at=0).value

    q_one, q_five = 0.025 / (1 + 0.9 * 0.025), 0.125 / (1 + 0.5 * 0.125)
    assert first_year == pytest.approx(1 - 0.9 * q_one + (1 - q_one) * 5)
    assert first_five == pytest.approx(5 * (1 - 0.5 * q_five) + (1 - q_five) * 5)


def test_standard_error_is_that_of_many_drawn_life_tables():
    deaths, people = np.array(published.AUSTRIA_DEATHS) / 20, np.array(published.AUSTRIA_PEOPLE) / 20
    found = life_expectancy(deaths, people, at=0)
    widths = np.diff(published.AUSTRIA_STARTS)
    lost = widths * np.array([0.9, *[0.5] * 17])
    dying = widths * deaths[:-1] / (people[:-1] + lost * deaths[:-1])
    rng = np.random.default_rng(7)
    # Of those who reach a band a binomial number dies there; the years of the oldest follow their deaths.
    exposed = np.round(deaths[:-1] / dying).astype(int)
    drawn = rng.binomial(exposed, dying, size=(4000, 18)) / exposed
    died = np.column_stack([people[:-1] * drawn / (widths - lost * drawn), rng.poisson(deaths[-1], 4000)])

    spread = np.std(life_expectancy(died, people, at=0).value)

    assert (found.upper - found.value) / 1.959964 == pytest.approx(spread, rel=0.04)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"deaths": DEATHS * [-1, *[1] * 19]}, "Deaths cannot be below zero."),
        (
            {"deaths": [None, *DEATHS[1:]]},
            "A life table needs deaths and people in every age band, and one is missing.",
        ),
        (
            {"deaths": [np.inf, *DEATHS[1:]]},
            "A life table needs deaths and people in every age band, and one is missing.",
        ),
        ({"people": [0, *PEOPLE[1:]]}, "A life table needs people in every age band."),
        ({"deaths": PEOPLE + 1}, "There are more deaths than people in an age band."),
        ({"people": PEOPLE * 5000 / PEOPLE.sum(), "deaths": DEATHS / 100}, TOO_FEW),
        ({"deaths": [*DEATHS[:-1], 0]}, "Nobody died in the oldest age band, so its years have no end."),
    ],
)
def test_areas_without_a_life_table_are_refused_alone_and_noted_among_many(change, sentence):
    deaths, people = (
        np.asarray(change.get("deaths", DEATHS), float),
        np.asarray(change.get("people", PEOPLE), float),
    )

    with pytest.raises(NotComputable) as refusal:
        life_expectancy(deaths, people)
    many = life_expectancy([DEATHS, deaths, DEATHS], [PEOPLE, people, PEOPLE])
    at_birth = life_expectancy([DEATHS, deaths], [PEOPLE, people], at=0)

    assert str(refusal.value) == sentence
    assert many.note.tolist() == [[""] * 20, [sentence] * 20, [""] * 20]
    assert np.isnan([many.value[1], many.lower[1], many.upper[1]]).all()
    np.testing.assert_array_equal(many.value[2], life_expectancy(DEATHS, PEOPLE).value)
    assert at_birth.note.tolist() == ["", sentence]


def test_five_thousand_people_are_too_few_and_one_more_is_enough():
    people = np.full(20, 250.0)

    with pytest.raises(NotComputable, match=TOO_FEW):
        life_expectancy(people * 0.1, people)
    assert life_expectancy(people * 0.1, np.append(people[1:], 251), at=0).value > 0


def test_small_population_rule_can_be_switched_for_person_years():
    small = PEOPLE / PEOPLE.sum() * 4000

    assert life_expectancy(small * 0.1, small, at=0, fewest_people=0).value > 0
    with pytest.raises(NotComputable, match="more than 100,000"):
        life_expectancy(DEATHS, PEOPLE, fewest_people=100_000)


def test_interval_wider_than_twenty_years_withholds_the_value_and_shows_the_limits():
    people = PEOPLE / PEOPLE.sum() * 5100
    deaths = np.array([*[0] * 19, 1.0])

    found = life_expectancy(deaths, people, at=0)

    assert np.isnan(found.value)
    assert found.upper - found.lower > 20
    assert found.note == TOO_WIDE
    # It is the 95% interval that decides, whatever is asked for.
    assert life_expectancy(deaths, people, at=0, confidence=0.9).note == TOO_WIDE


# Either side of the four and a half deaths at which the interval is twenty years wide.
@given(st.floats(3, 6))
def test_the_value_is_withheld_from_twenty_years_of_the_95_percent_interval_on(deaths_at_90):
    people = PEOPLE / PEOPLE.sum() * 5100
    found = life_expectancy([*[0] * 19, deaths_at_90], people, at=90)
    other = life_expectancy([*[0] * 19, deaths_at_90], people, at=90, confidence=0.9)

    # The upper limit tells, as the lower one stops at zero.
    ahead = people[-1] / deaths_at_90
    assert np.isnan(found.value) == np.isnan(other.value) == (2 * (found.upper - ahead) > 20)


def test_peer_defect_negative_lower_limits_at_old_ages_stop_at_zero():
    people = np.array([*PEOPLE[:-1], 8])
    found = life_expectancy([*DEATHS[:-1], 1.2], people, confidence=99.8)

    assert found.lower[-1] == 0
    assert found.upper[-1] > found.upper[-2] - 5
    assert (found.lower >= 0).all()


def test_peer_defect_ages_that_nobody_reaches_are_missing_and_not_zero():
    deaths = np.array([*DEATHS[:18], PEOPLE[18], DEATHS[19]])
    found = life_expectancy(deaths, PEOPLE)

    assert np.isnan([found.value[-1], found.lower[-1], found.upper[-1]]).all()
    assert found.note.tolist() == [""] * 19 + [ALL_DEAD]
    assert found.value[-2] == pytest.approx(2.5)
    with pytest.raises(NotComputable, match=ALL_DEAD):
        life_expectancy(deaths, PEOPLE, at=90)


def test_peer_defect_band_sets_other_than_twenty_are_computed():
    assert life_expectancy(published.AUSTRIA_DEATHS, published.AUSTRIA_PEOPLE, at=0).value > 72
    assert life_expectancy([200, 4000], [90_000, 20_000], starts=[0, 65], at=65).value == pytest.approx(5)


@pytest.mark.parametrize(
    "broken",
    [
        {"populations": PEOPLE[:19]},
        {"populations": [PEOPLE] * 3},
        {"deaths": 5, "populations": 10},
        {"deaths": "many"},
        {"at": 3},
        {"confidence": 50},
        {"deaths": DEATHS[:18], "populations": PEOPLE[:18]},
    ],
)
def test_what_makes_no_life_table_is_refused(broken):
    with pytest.raises(NotComputable):
        life_expectancy(**({"deaths": [DEATHS, DEATHS], "populations": PEOPLE} | broken))


def test_certainty_has_no_limit_and_no_area_no_answer():
    certain = life_expectancy(DEATHS, PEOPLE, at=0, confidence=100)

    assert (certain.lower, certain.upper) == (0, np.inf)
    assert life_expectancy(np.empty((0, 20)), np.empty((0, 20)), at=0).value.shape == (0,)


def test_callers_arrays_stay_as_they_were():
    deaths, people = np.array([DEATHS, -DEATHS]), np.array([PEOPLE, PEOPLE])
    before = deaths.copy(), people.copy()

    life_expectancy(deaths, people)

    np.testing.assert_array_equal((deaths, people), before)


@needs_vectors
def test_life_expectancy_equals_that_of_the_peer():
    expected = by_case(read("life_expectancy/expected.csv"))
    for case, found in by_case(read("life_expectancy/inputs.csv")).items():
        rows, wanted = (sorted(given_rows, key=_start) for given_rows in (found, expected[case]))
        deaths, people = ([number(row[name]) for row in rows] for name in ("deaths", "population"))
        if len(rows) < 20:
            _check_band_missing(rows)
        elif any(np.isfinite(number(row["upper95"])) for row in wanted):
            _check(case, wanted, deaths, people)
        else:
            with pytest.raises(NotComputable):
                life_expectancy(deaths, people)


def _start(row):
    return float(row["startage"])


def _check_band_missing(rows):
    # Without 90+ the ages alone are those of the set that ends at 85+: only both ends can tell.
    labels = ["0", "1-4", *(f"{_start(row):g}-{_start(row) + 4:g}" for row in rows if 5 <= _start(row) < 90)]
    labels += ["90+"] if _start(rows[-1]) == 90 else []
    with pytest.raises(NotComputable):
        band_starts(labels, whole=True)


def _check(case, wanted, deaths, people):
    found = life_expectancy(deaths, people)
    columns = {"value": found.value, "pops_used": found.denominator, "dths_used": found.count}
    for name, confidence in LIMITS.items():
        limits = life_expectancy(deaths, people, confidence=confidence)
        columns[name] = limits.lower if name.startswith("lower") else limits.upper
    for name, ours in columns.items():
        theirs = np.array([number(row[name]) for row in wanted])
        # The peer's defects: years below zero, and a life of no years where nobody is left to live one.
        assert (ours[theirs < 0] == 0).all()
        assert name != "value" or np.isnan(ours[theirs == 0]).all()
        kept = ~(theirs < 0) & ~((theirs == 0) & (name == "value"))
        np.testing.assert_allclose(ours[kept], theirs[kept], rtol=1e-9, err_msg=f"{case} {name}")
