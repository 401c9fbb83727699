import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity.stats.disclosure import rounding, suppress, table_of, table_of_cells
from fairplace.equity.stats.errors import NotComputable
from tests.equity.stats.disclosure.brute import inner_counts, two_way
from tests.reference.disclosure import HOSPITAL_BASE, HOSPITAL_THRESHOLD


def test_hospital_statistics_hide_1_to_7_and_round_the_rest_to_5():
    counts = [0, 1, 7, 8, 12, 13]
    hidden = suppress(table_of_cells({str(count): count for count in counts}), threshold=HOSPITAL_THRESHOLD)

    rounded = rounding(hidden.counts, HOSPITAL_BASE).counts

    assert np.nan_to_num(rounded, nan=-1).tolist() == [0, -1, -1, 10, 10, 15]


@given(st.integers(0, 10_000), st.integers(2, 20))
def test_nearest_multiple_is_no_further_than_half_the_base(count, base):
    rounded = rounding(count, base).counts

    assert rounded % base == 0
    assert abs(rounded - count) <= base / 2


def test_parts_that_no_longer_add_up_are_said():
    found = rounding(table_of([7, 7], {"All": ["a", "b"]}), 5)

    assert found.counts.tolist() == [15, 5, 5]
    assert found.apart == ("All",)
    assert found.note == "Rounded to the nearest 5. Parts do not add up to all totals."


def test_parts_that_still_add_up_are_said():
    found = rounding(table_of([10, 5], {"All": ["a", "b"]}), 5)

    assert found.apart == ()
    assert "Parts add up to their totals." in found.note


def test_plain_counts_are_not_said_to_add_up():
    assert "Totals may not be the sums of their parts." in rounding([1, 2], 5).note


@settings(deadline=None, max_examples=50)
@given(inner_counts(30, 3, 3), st.sampled_from([3, 5, 10]))
def test_controlled_rounding_of_two_axes_adds_up_within_the_base(inner, base):
    table = two_way(inner)
    found = rounding(table, base, add_up=True)
    flat = found.counts.ravel()

    assert all(flat[total] == flat[list(parts)].sum() for total, parts in table.equations)
    assert (flat % base == 0).all()
    # Cox (1987): in two axes one of the two multiples around each count can always be had.
    assert (np.abs(flat - table.counts) < base).all()


@settings(deadline=None, max_examples=20)
@given(inner_counts(30, 3, 3), st.permutations(range(3)))
def test_controlled_rounding_does_not_see_the_order_of_rows(inner, rows):
    first = rounding(two_way(inner), 5, add_up=True).counts
    names = {"All rows": [f"R{row}" for row in rows]}
    other = table_of(np.array(inner)[rows], names, {"All columns": ["C0", "C1", "C2"]})

    assert rounding(other, 5, add_up=True).counts.tolist() == first[[0, *(row + 1 for row in rows)]].tolist()


def test_controlled_rounding_of_many_levels_goes_further_where_it_must_and_says_so():
    # Six divisions of the same total into threes, each of counts of 1: all to 0 or all to 5.
    table = table_of_cells(
        {"All": 7, "a": 1, "b": 6, "c": 1, "d": 1, "e": 5},
        [("All", ["a", "b"]), ("b", ["c", "e"]), ("All", ["a", "d", "e"])],
    )
    found = rounding(table, 5, add_up=True)

    assert found.counts[0] == found.counts[1] + found.counts[2]
    assert found.note.endswith("Parts add up to their totals.")


def test_missing_stays_missing_and_arrays_are_left_alone():
    counts = np.array([np.nan, 7.0])

    assert np.isnan(rounding(counts, 5).counts).tolist() == [True, False]
    assert counts[1] == 7


def test_empty_table_is_rounded_to_nothing():
    assert rounding(table_of_cells({}), 5, add_up=True).counts.tolist() == []


@pytest.mark.parametrize(
    ("counts", "base", "options"),
    [([1], 1, {}), ([1], 2.5, {}), ([-1], 5, {}), ([1], 5, {"add_up": True})],
)
def test_what_cannot_be_rounded_is_refused(counts, base, options):
    with pytest.raises(NotComputable):
        rounding(counts, base, **options)
