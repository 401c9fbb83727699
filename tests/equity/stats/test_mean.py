import math

import numpy as np
import pytest

from fairplace.equity import NotComputable, mean, mean_of
from tests.equity.vectors import by_case, needs_vectors, number, numbers, read, rows_by_case
from tests.reference.rates import SLEEP, SLEEP_MEAN


def test_mean_with_students_limits():
    # Of 1 to 5 the deviation is the root of 2.5, and t with 4 degrees of freedom 2.7764.
    found = mean([1, 2, 3, 4, 5])

    assert found.value == 3
    assert found.upper - 3 == pytest.approx(2.7764451 * math.sqrt(2.5 / 5), rel=1e-7)


def test_the_mean_of_students_sleepers_has_the_published_limits():
    found = mean(SLEEP)

    assert (found.value, found.lower, found.upper) == pytest.approx(SLEEP_MEAN, abs=5e-8)


@needs_vectors
def test_means_and_limits_equal_those_of_the_peer():
    expected = rows_by_case("mean/expected.csv")
    for case, rows in by_case(read("mean/inputs.csv")).items():
        check(rows, expected[case])
        found = mean([number(row["x"]) for row in rows])
        assert found.count == number(expected[case]["value_count"])


@needs_vectors
def test_limits_from_count_mean_and_deviation_equal_those_of_the_peer():
    inputs = by_case(read("mean/inputs.csv"))
    for case, row in rows_by_case("mean/expected.csv").items():
        confidence = number(inputs[case][0]["confidence"])
        found = mean_of(*numbers(row, "value_count", "value", "stdev"), confidence=confidence)
        wanted = numbers(row, "lowercl", "uppercl")
        assert (found.lower, found.upper) == pytest.approx(wanted, rel=1e-9, nan_ok=True), case


@needs_vectors
def test_phstatsmethods_agrees_except_that_it_refuses_negative_values():
    theirs, negative = rows_by_case("mean/expected_phstatsmethods.csv"), []
    for case, rows in by_case(read("mean/inputs.csv")).items():
        if theirs[case]["status"] == "error":
            negative.append(min(number(row["x"]) for row in rows))
        else:
            check(rows, theirs[case])
    assert negative
    assert max(negative) < 0


def check(rows, wanted):
    found = mean([number(row["x"]) for row in rows], confidence=number(rows[0]["confidence"]))
    assert (found.value, found.lower, found.upper) == pytest.approx(
        numbers(wanted, "value", "lowercl", "uppercl"), rel=1e-9, nan_ok=True
    )


def test_negative_values_have_a_mean():
    assert mean([-1, -3]).value == -2


def test_groups_are_answered_from_their_sums():
    rows = np.array([[1.0, 2, 3, 4], [5, 5, 6, 9]])
    whole, summed = mean(rows), mean_of([4, 4], rows.mean(axis=1), rows.std(axis=1, ddof=1))

    assert list(summed.upper) == pytest.approx(list(whole.upper))


def test_a_single_value_has_no_limits():
    assert mean([7]).value == 7
    assert not mean([7]).has_interval


def test_nothing_has_no_mean():
    with pytest.raises(NotComputable, match="one value or more"):
        mean([])
    with pytest.raises(NotComputable, match="one value or more"):
        mean_of(0, 1, 1)
