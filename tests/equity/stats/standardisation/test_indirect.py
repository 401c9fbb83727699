import numpy as np
import pytest

from fairplace.equity import NotComputable, indirect_rate, indirect_ratio
from tests.equity.vectors import by_case, needs_vectors, number, numbers, read, rows_by_case
from tests.reference.rates import LIMIT_FACTORS, RATIOS


def test_as_many_as_expected_is_one():
    assert indirect_ratio(15, (100, 200), (5, 5), (100, 100)).value == 1


def test_twice_the_events_is_twice_the_ratio_and_the_rate():
    given = (100, 200), (5, 5), (100, 100)

    assert indirect_ratio(30, *given).value == 2
    assert indirect_rate(30, *given, per=100).value == pytest.approx(2 * 5)


@pytest.mark.parametrize(("observed", "lower", "upper"), LIMIT_FACTORS)
def test_limits_multiply_a_ratio_by_the_published_factors(observed, lower, upper):
    # A hundred people at a rate that makes as many expected as were observed: the ratio is one.
    found = indirect_ratio(observed, (100,), (observed,), (100,))

    assert (found.value, found.lower, found.upper) == pytest.approx((1, lower, upper), rel=5e-3)


@pytest.mark.parametrize(("observed", "expected", "ratio", "lower", "upper"), RATIOS)
def test_mortality_ratios_and_limits_are_the_published_ones(observed, expected, ratio, lower, upper):
    found = indirect_ratio(observed, (10, 20), (expected, expected), (30, 30))

    # Expected deaths are rounded to one decimal, which moves the ratio, and the ratios cut to two.
    near = 0.01 + upper * 0.05 / expected
    assert (found.value, found.lower, found.upper) == pytest.approx((ratio, lower, upper), abs=near)


@needs_vectors
def test_ratios_rates_and_limits_equal_those_of_the_peer():
    expected = rows_by_case("indirect_standardisation/expected.csv")
    for case, rows in by_case(read("indirect_standardisation/inputs.csv")).items():
        observed, *given = ([number(row[name]) for row in rows] for name in ("x", "n", "x_ref", "n_ref"))
        total, wanted = np.nansum(observed), expected[case]
        # Nothing expected: the peer answers with infinity.
        if wanted["status"] != "ok" or "expected_zero" in rows[0]["tag"]:
            if rows[0]["tag"] != "negative_observed":
                with pytest.raises(NotComputable):
                    indirect_ratio(total, *given)
            continue
        for confidence, name in ((0.95, "95"), (0.998, "99_8")):
            ratio = indirect_ratio(total, *given, per=100, confidence=confidence)
            rate = indirect_rate(total, *given, confidence=confidence)
            names = ["ratio_x100", f"ratio_lower{name}", f"ratio_upper{name}"]
            names += ["rate_per_100000", f"rate_lower{name}", f"rate_upper{name}"]
            numbers = (ratio.value, ratio.lower, ratio.upper, rate.value, rate.lower, rate.upper)
            assert numbers == pytest.approx([number(wanted[one]) for one in names], rel=1e-9), case
            assert ratio.denominator == pytest.approx(number(wanted["expected"]), rel=1e-9)


@needs_vectors
def test_phstatsmethods_agrees_except_that_it_stops_where_nothing_was_observed():
    theirs, none_observed = rows_by_case("indirect_standardisation/expected_phstatsmethods.csv"), 0
    names = ("observed", "expected", "ratio_x100", "ratio_lower95", "ratio_upper95")
    for case, rows in by_case(read("indirect_standardisation/inputs.csv")).items():
        observed, *given = ([number(row[name]) for row in rows] for name in ("x", "n", "x_ref", "n_ref"))
        if theirs[case]["status"] == "ok" and rows[0]["tag"] != "expected_zero":
            found = indirect_ratio(np.nansum(observed), *given, per=100)
            numbers_found = (found.count, found.denominator, found.value, found.lower, found.upper)
            assert numbers_found == pytest.approx(numbers(theirs[case], *names), rel=1e-9), case
        elif rows[0]["tag"] == "observed_0":
            none_observed += 1
            assert indirect_ratio(0, *given).lower == 0 < indirect_ratio(0, *given).upper
    assert none_observed


def test_a_place_without_events_is_answered():
    """PHStatsMethods stops the whole table at a place without events."""
    found = indirect_ratio([0, 5], [[100, 200], [100, 200]], (5, 5), (100, 100))

    assert found.lower[0] == 0
    assert found.upper[0] == pytest.approx(3.6889 / 15, rel=1e-4)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (((1, 2, 3), (5, 5), (100, 100)), "every age band"),
        (((1, 2), (5, 5), (100, 0)), "reference needs a population above zero"),
        (((1, -2), (5, 5), (100, 100)), "cannot be below zero"),
        (((0, 0), (5, 5), (100, 100)), "No events are expected"),
    ],
)
def test_what_makes_no_sense_is_refused(given, why):
    with pytest.raises(NotComputable, match=why):
        indirect_ratio(3, *given)


def test_observed_events_cannot_be_below_zero():
    with pytest.raises(NotComputable, match="below zero"):
        indirect_ratio(-1, (100, 200), (5, 5), (100, 100))
