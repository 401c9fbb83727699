from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import NotComputable, quantiles
from tests.equity.vectors import needs_vectors, number, read

lists = st.lists(st.integers(-50, 50).map(float), min_size=5, max_size=60)


def test_the_highest_scores_come_first():
    assert quantiles([3, 9, 1, 7, 5, 2, 8, 4, 6, 10], 5).tolist() == [4, 1, 5, 2, 3, 5, 2, 4, 3, 1]


def test_ranks_count_from_the_lowest():
    assert quantiles([1, 2, 3, 4], 2, highest_first=False).tolist() == [1, 1, 2, 2]


def test_equal_values_stay_together():
    assert quantiles([5, 5, 5, 5, 1], 5).tolist() == [1, 1, 1, 1, 5]


def test_an_area_on_a_boundary_stays_where_the_published_order_of_division_puts_it():
    areas = np.arange(1.0, 29)

    # (28 + 1 - 8) / (28 / 20) comes out a hair above 15, so that the eighth is in part 5; multiplied
    # out it is 15 exactly, which would be part 6.
    assert (29 - 8) / (28 / 20) > 15 == (29 - 8) * 20 / 28
    assert quantiles(areas, 20, highest_first=False)[7] == 5


def test_a_missing_value_is_in_no_part():
    assert quantiles([1, None, 2], 2) == pytest.approx(np.array([2, np.nan, 1]), nan_ok=True)


@given(lists, st.integers(1, 5), st.floats(0.5, 100), st.floats(-100, 100))
def test_shift_and_scale_move_nothing(values, parts, factor, shift):
    moved = np.array(values) * factor + shift

    assert quantiles(moved, parts).tolist() == quantiles(values, parts).tolist()


@given(lists, st.integers(1, 5), st.randoms())
def test_the_order_of_the_list_does_not_matter(values, parts, random):
    order = list(range(len(values)))
    random.shuffle(order)

    assert quantiles(np.array(values)[order], parts).tolist() == quantiles(values, parts)[order].tolist()


@pytest.mark.parametrize(
    ("values", "parts", "why"),
    [
        ([1, 2], 3, "too few"),
        ([1, None], 2, "too few"),
        ([1, 2], 0, "whole number"),
        ([1, 2], 1.5, "whole number"),
        ([[1, 2]], 1, "one list"),
    ],
)
def test_what_cannot_be_parted_is_refused(values, parts, why):
    with pytest.raises(NotComputable, match=why):
        quantiles(values, parts)


@needs_vectors
@pytest.mark.parametrize("peer", ["expected.csv", "expected_phstatsmethods.csv"])
def test_quantiles_equal_those_of_the_peers(peer):
    expected = {(row["case_id"], row["area"]): row for row in read(f"quantile/{peer}")}
    for _, members in groupby(read("quantile/inputs.csv"), key=lambda row: (row["case_id"], row["group"])):
        rows = list(members)
        wanted = [expected[row["case_id"], row["area"]] for row in rows]
        values, parts = [number(row["value"]) for row in rows], int(rows[0]["nquantiles"])
        highest_first = rows[0]["invert"] == "TRUE"
        # The Python peer gives nothing for groups too small, and does not say why.
        if not any(one["quantile"] for one in wanted):
            with pytest.raises(NotComputable, match="too few"):
                quantiles(values, parts, highest_first=highest_first)
            continue
        found = quantiles(values, parts, highest_first=highest_first)
        assert found == pytest.approx(np.array([number(one["quantile"]) for one in wanted]), nan_ok=True)
