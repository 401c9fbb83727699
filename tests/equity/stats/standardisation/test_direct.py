import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import EUROPEAN_2013, NotComputable, direct_rate, direct_rate_of_repeats
from tests.equity.vectors import by_case, needs_vectors, number, read, rows_by_case
from tests.reference.rates import ALL_BIRTHS, BIRTHS, CASES, DOBSON, STANDARDISED

REFUSED = {
    "missing_denominator_or_standard": "population above zero",
    "denominator_not_positive": "population above zero",
    "negative_numerator": "below zero",
    "fewer_than_10_events": "Fewer than 10 events",
}
COUNTS, PEOPLE, WEIGHTS = (10, 20, 30), (1000, 1000, 1000), (3, 2, 1)


def test_the_rate_is_the_weighted_mean_of_the_rates_by_age():
    assert direct_rate(COUNTS, PEOPLE, WEIGHTS, per=1000).value == pytest.approx((30 + 40 + 30) / 6)


def test_rates_by_order_of_birth_are_the_published_ones():
    found = direct_rate(CASES, BIRTHS, ALL_BIRTHS)

    assert list(found.value) == pytest.approx(list(STANDARDISED), abs=0.05)


def test_limits_are_the_published_ones_of_dobson_to_a_hundredth():
    """Byar's limits of 740 cases stand where the publication has the exact ones."""
    found = direct_rate(CASES[-1], BIRTHS[-1], ALL_BIRTHS)

    assert found.value == pytest.approx(DOBSON[0], abs=5e-6)
    assert (found.lower, found.upper) == pytest.approx(DOBSON[1:], abs=0.01)


def check(found, surer, expected, case):
    numbers = (found.value, found.lower, found.upper, surer.lower, surer.upper)
    names = ("value", "lower95", "upper95", "lower99_8", "upper99_8")
    assert numbers == pytest.approx([number(expected[name]) for name in names], rel=1e-9), case


@needs_vectors
def test_rates_and_limits_equal_those_of_the_peer():
    expected = rows_by_case("dsr/expected.csv")
    for case, rows in by_case(read("dsr/inputs.csv")).items():
        columns = [[number(row[name]) for row in rows] for name in ("x", "n", "stdpop")]
        per = number(rows[0]["multiplier"])
        if expected[case]["status"] == "ok":
            found, surer = (direct_rate(*columns, per=per, confidence=c) for c in (0.95, 0.998))
            check(found, surer, expected[case], case)
            assert found.count == number(expected[case]["total_count"])
        else:
            with pytest.raises(NotComputable, match=REFUSED[expected[case]["reason"]]):
                direct_rate(*columns, per=per)


@needs_vectors
def test_the_python_peer_agrees_wherever_it_answers():
    """PHStatsMethods returns nothing for a missing population; here that is refused."""
    theirs, silent = rows_by_case("dsr/expected_phstatsmethods.csv"), []
    for case, rows in by_case(read("dsr/inputs.csv")).items():
        columns = [[number(row[name]) for row in rows] for name in ("x", "n", "stdpop")]
        per = number(rows[0]["multiplier"])
        if np.isfinite(number(theirs[case]["value"])):
            found, surer = (direct_rate(*columns, per=per, confidence=c) for c in (0.95, 0.998))
            check(found, surer, theirs[case], case)
        else:
            with pytest.raises(NotComputable):
                direct_rate(*columns, per=per)
            silent += [rows[0]["tag"]] * (theirs[case]["status"] == "ok")
    assert "na_denominator" in silent


@needs_vectors
def test_epitools_gives_the_same_rates_and_limits_of_about_the_same_width():
    """Its limits are Fay and Feuer's, which are meant to be wider than Dobson's where weights differ much."""
    second, checked = rows_by_case("dsr/second_opinion_epitools_gamma.csv"), 0
    for case, rows in by_case(read("dsr/inputs.csv")).items():
        columns = [np.array([number(row[name]) for row in rows]) for name in ("x", "n", "stdpop")]
        if case not in second or np.nansum(columns[0]) < 10:
            continue
        row, found = second[case], direct_rate(*columns, per=number(rows[0]["multiplier"]))
        lower, upper = number(row["gamma_lower95"]), number(row["gamma_upper95"])
        assert found.value == pytest.approx(number(row["adj_rate"]), rel=1e-9), case
        assert 0.8 < (found.upper - found.lower) / (upper - lower) < 1.02, case
        checked += 1
    assert checked > 30


@needs_vectors
def test_rates_of_repeated_events_equal_those_of_the_peer():
    expected = rows_by_case("dsr_nonindependent/expected.csv")
    for case, rows in by_case(read("dsr_nonindependent/inputs.csv")).items():
        bands, frequencies = (
            sorted({number(row[name]) for row in rows}) for name in ("ageband", "eventfreq")
        )
        persons = np.zeros((len(bands), len(frequencies)))
        people, weights = np.zeros(len(bands)), np.zeros(len(bands))
        for row in rows:
            band = bands.index(number(row["ageband"]))
            persons[band, frequencies.index(number(row["eventfreq"]))] = number(row["individuals"])
            people[band], weights[band] = number(row["n"]), number(row["stdpop"])
        given = persons, frequencies, people, weights
        per = number(rows[0]["multiplier"])
        if expected[case]["status"] == "ok":
            found, surer = (direct_rate_of_repeats(*given, per=per, confidence=c) for c in (0.95, 0.998))
            check(found, surer, expected[case], case)
        else:
            with pytest.raises(NotComputable, match=REFUSED[expected[case]["reason"]]):
                direct_rate_of_repeats(*given, per=per)


def test_events_of_one_each_are_those_of_independent_events():
    once = direct_rate_of_repeats([[10], [20], [30]], [1], PEOPLE, WEIGHTS)
    plain = direct_rate(COUNTS, PEOPLE, WEIGHTS)

    assert (once.value, once.lower, once.upper) == pytest.approx((plain.value, plain.lower, plain.upper))


def test_events_that_come_together_are_less_certain():
    together = direct_rate_of_repeats([[0, 5], [0, 10], [0, 15]], [1, 2], PEOPLE, WEIGHTS)
    plain = direct_rate(COUNTS, PEOPLE, WEIGHTS)

    assert together.value == pytest.approx(plain.value)
    assert together.upper - together.lower > plain.upper - plain.lower


@given(st.permutations(range(3)), st.floats(0.01, 100))
def test_the_order_of_the_bands_and_the_size_of_the_weights_do_not_matter(order, factor):
    turned = [np.array(column)[list(order)] for column in (COUNTS, PEOPLE, WEIGHTS)]
    plain, other = direct_rate(COUNTS, PEOPLE, WEIGHTS), direct_rate(*turned[:2], turned[2] * factor)

    assert (other.value, other.upper) == pytest.approx((plain.value, plain.upper))


def test_splitting_a_band_into_equal_halves_changes_nothing():
    split = direct_rate((10, 20, 15, 15), (1000, 1000, 500, 500), (3, 2, 0.5, 0.5))
    plain = direct_rate(COUNTS, PEOPLE, WEIGHTS)

    assert (split.value, split.lower) == pytest.approx((plain.value, plain.lower))


def test_europes_standard_population_is_meant_where_none_is_given():
    assert sum(EUROPEAN_2013) == 100_000
    counts, people = np.arange(1, 20), np.full(19, 500)

    assert direct_rate(counts, people).value == direct_rate(counts, people, EUROPEAN_2013).value


def test_of_many_places_one_with_few_events_says_why_and_a_missing_band_is_told():
    counts = [[10, 20, 30], [1, 2, 3], [10, np.nan, 30]]
    people = [[1000] * 3, [1000] * 3, [1000, np.nan, 1000]]

    found = direct_rate(counts, people, WEIGHTS)

    assert np.isnan(found.value).tolist() == [False, True, False]
    assert [bool(note) for note in found.note] == [False, True, True]
    assert "fell out" in found.note[2]
    assert found.value[2] == pytest.approx(direct_rate((10, 30), (1000, 1000), (3, 1)).value)


def test_the_callers_arrays_are_not_changed():
    counts, people, weights = np.array([10.0, np.nan, 30]), np.array([10.0, 20, 30]), np.array(WEIGHTS)
    before = counts.copy(), people.copy(), weights.copy()

    direct_rate(counts, people, weights)

    assert all(
        np.array_equal(a, b, equal_nan=True) for a, b in zip((counts, people, weights), before, strict=True)
    )


@pytest.mark.parametrize(
    ("counts", "people", "weights", "why"),
    [
        (COUNTS, PEOPLE, None, "19 age bands of the European"),
        (COUNTS, PEOPLE, (1, 2), "one weight"),
        (COUNTS, (1, 2), WEIGHTS, "one count and one population"),
        (COUNTS, PEOPLE, (1, 2, -1), "cannot be below zero"),
        ((-1, 2, 3), PEOPLE, WEIGHTS, "cannot be below zero"),
        (COUNTS, (0, 1, 1), WEIGHTS, "population above zero"),
    ],
)
def test_what_makes_no_sense_is_refused(counts, people, weights, why):
    with pytest.raises(NotComputable, match=why):
        direct_rate(counts, people, weights)


def test_persons_need_one_number_for_every_frequency():
    with pytest.raises(NotComputable, match="every frequency"):
        direct_rate_of_repeats([[1, 2]], [1, 2, 3], [10], [1])
    with pytest.raises(NotComputable, match="every age band and frequency"):
        direct_rate_of_repeats([1, 2], [1, 2], [10], [1])
