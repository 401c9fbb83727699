import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import NotComputable, by_group, proportion
from tests.equity.vectors import by_case, needs_vectors, number, numbers, read, rows_by_case
from tests.reference.proportions import WILSON

parts = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("count", "among", "lower", "upper"), WILSON)
def test_limits_are_the_published_ones(count, among, lower, upper):
    found = proportion(count, among)

    assert (found.value, found.lower, found.upper) == pytest.approx((count / among, lower, upper), abs=6e-5)


@given(parts)
def test_those_who_are_not_counted_mirror_those_who_are(part):
    count, among = part
    found, mirrored = proportion(count, among), proportion(among - count, among)

    assert (found.lower, found.upper) == pytest.approx((1 - mirrored.upper, 1 - mirrored.lower), abs=1e-12)


@given(parts)
def test_limits_hold_the_value_and_stay_between_none_and_all(part):
    found = proportion(*part)

    assert 0 <= found.lower <= found.value <= found.upper <= 1


def test_percentages_and_many_shapes():
    found = proportion([[1, 2], [3, None]], 10, per=100)

    assert found.value == pytest.approx(np.array([[10, 20], [30, np.nan]]), nan_ok=True)
    assert np.isnan(found.upper).tolist() == [[False, False], [False, True]]


def test_certainty_runs_from_none_to_all():
    found = proportion(30, 90, confidence=100)

    assert (found.lower, found.upper) == (0, 1)


@pytest.mark.parametrize(("count", "among"), [(0, 0), (1, -5), (-1, 10), (11, 10), ([1, 5], [2, 4])])
def test_what_is_no_proportion_is_refused(count, among):
    with pytest.raises(NotComputable):
        proportion(count, among)


@needs_vectors
def test_proportions_equal_those_of_the_peer():
    expected = rows_by_case("proportion/expected.csv")
    for row in read("proportion/inputs.csv"):
        _check(row, expected[row["case_id"]])


def _check(row, wanted):
    x, n, per, confidence = numbers(row, "x", "n", "multiplier", "confidence")
    if wanted["status"] == "error":
        with pytest.raises(NotComputable):
            proportion(x, n, per=per, confidence=confidence)
        return
    found = proportion(x, n, per=per, confidence=confidence)
    assert (found.value, found.lower, found.upper) == pytest.approx(
        numbers(wanted, "value", "lowercl", "uppercl"), rel=1e-9, nan_ok=True
    )


@needs_vectors
def test_phstatsmethods_agrees_except_that_it_refuses_to_be_certain():
    theirs = rows_by_case("proportion/expected_phstatsmethods.csv")
    refused = []
    for row in read("proportion/inputs.csv"):
        if row["tag"] == "confidence_one":
            refused.append(theirs[row["case_id"]]["status"])
        else:
            _check(row, theirs[row["case_id"]])
    assert refused == ["error"]


@needs_vectors
def test_proportions_of_summed_groups_equal_those_of_the_peer_which_forgets_to_sum_a_single_one():
    expected = by_case(read("proportion/grouped_expected.csv"))
    for case, rows in by_case(read("proportion/grouped_inputs.csv")).items():
        columns = {name: [number(row[name]) for row in rows] for name in ("x", "n")}
        asked = {"per": number(rows[0]["multiplier"]), "confidence": number(rows[0]["confidence"])}
        found = by_group(
            "proportion", {"area": [row["group"] for row in rows], **columns}, by=["area"], **asked
        )
        theirs = [numbers(row, "value", "lowercl", "uppercl") for row in expected[case]]
        ours = list(zip(found["value"], found["lower"], found["upper"], strict=True))
        if rows[0]["tag"] == "one_group":
            summed = proportion(sum(columns["x"]), sum(columns["n"]), **asked)
            assert ours == [pytest.approx((summed.value, summed.lower, summed.upper))]
            assert len(theirs) == len(rows) > 1
        else:
            assert ours == [pytest.approx(one, rel=1e-9) for one in theirs], case
