import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import Estimate, NotComputable, count_limits, rate
from tests.equity.vectors import by_case, needs_vectors, number, read


def test_rate_is_events_per_hundred_thousand_with_the_limits_of_the_count():
    lower, upper = count_limits(5)

    assert rate(5, 2000) == Estimate(
        250.0,
        pytest.approx(lower * 50),
        pytest.approx(upper * 50),
        0.95,
        method="crude rate; exact limits below 10 events, Byar's from 10",
        count=5.0,
        denominator=2000.0,
    )


@given(st.floats(0, 1e5), st.floats(1, 1e6), st.floats(1, 1000))
def test_rate_scales_with_what_it_is_given_per(count, among, per):
    one, scaled = rate(count, among, per=1), rate(count, among, per=per)

    assert (scaled.value, scaled.lower, scaled.upper) == pytest.approx(
        (one.value * per, one.lower * per, one.upper * per)
    )


def test_missing_gives_missing_and_harms_no_neighbour():
    found = rate([None, 3, 4], [100, None, 200], per=100)

    assert np.isnan([found.value, found.lower, found.upper]).tolist() == [[True, True, False]] * 3
    assert found.value[2] == 2


def test_more_events_than_people_is_legal():
    assert rate(7, 3, per=3).value == 7


@pytest.mark.parametrize(("count", "among"), [(5, 0), (5, -1), (-1, 5), ([1, 2], [3, 0]), ("many", 5)])
def test_what_has_no_rate_is_refused(count, among):
    with pytest.raises(NotComputable):
        rate(count, among)


@needs_vectors
def test_rates_equal_those_of_the_peer():
    expected = {row["case_id"]: row for row in read("rate/expected.csv")}
    for row in read("rate/inputs.csv"):
        given_numbers = [number(row[name]) for name in ("x", "n", "multiplier", "confidence")]
        _check(expected[row["case_id"]], *given_numbers)


def _check(expected, x, n, per, confidence):
    if expected["status"] == "error":
        with pytest.raises(NotComputable):
            rate(x, n, per=per, confidence=confidence)
        return
    found = rate(x, n, per=per, confidence=confidence)
    assert (found.value, found.lower, found.upper) == pytest.approx(
        tuple(number(expected[name]) for name in ("value", "lowercl", "uppercl")), rel=1e-9, nan_ok=True
    )


@needs_vectors
def test_rates_of_summed_groups_equal_those_of_the_peer():
    inputs = by_case(read("rate/grouped_inputs.csv"))
    for row in read("rate/grouped_expected.csv"):
        # With a single group the peer forgets to sum.
        if row["tag"] == "one_group":
            continue
        members = [one for one in inputs[row["case_id"]] if one["group"] == row["group"]]
        x, n = (sum(number(one[name]) for one in members) for name in ("x", "n"))
        _check(row, x, n, number(members[0]["multiplier"]), number(members[0]["confidence"]))
