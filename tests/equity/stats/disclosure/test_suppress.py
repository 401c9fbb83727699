from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity.stats.disclosure import audit, suppress, table_of, table_of_cells
from fairplace.equity.stats.errors import NotComputable
from tests.equity.stats.disclosure.brute import inner_counts, ranges, two_way
from tests.reference import disclosure as published


def test_published_example_is_protected_by_four_cells():
    counts = np.roll(published.INVESTMENT, 1, axis=(0, 1))
    table = table_of(counts, published.ACTIVITIES, published.REGIONS)

    found = suppress(table, threshold=2, protection=5, also=[published.SENSITIVE])

    assert found.hidden.sum() == len(published.HIDDEN)
    assert found.is_best
    assert audit(table, found.hidden, threshold=2, protection=5, also=[published.SENSITIVE]).is_safe


def test_small_count_takes_three_others_with_it():
    found = suppress(two_way([[3, 20, 60], [30, 40, 70], [80, 90, 95]]), threshold=5)

    assert found.log == (
        "R0, C0: small",
        "R0, C1: protects another",
        "R1, C0: protects another",
        "R1, C1: protects another",
    )
    assert np.isnan(found.counts).tolist() == found.hidden.tolist()
    assert found.method == "exact: no other choice that protects costs less"


def test_nothing_small_hides_nothing():
    found = suppress(two_way([[0, 20], [30, 40]]), threshold=5)

    assert not found.hidden.any()
    assert found.log == ()
    assert found.is_best


def test_everything_small_hides_everything():
    found = suppress(two_way([[1, 1], [1, 1]]), threshold=5)

    assert found.hidden.all()
    assert set(found.reasons.ravel().tolist()) == {"small"}


def test_empty_table_stays_empty():
    found = suppress(table_of_cells({}), threshold=5)

    assert found.hidden.tolist() == []
    assert found.is_best


@pytest.mark.parametrize(("threshold", "last_hidden"), [(5, 4), (8, 7), (10, 9)])
def test_thresholds_hide_what_lies_below_them_and_no_zero(threshold, last_hidden):
    cells = {str(count): count for count in range(12)}
    found = suppress(table_of_cells(cells), threshold=threshold)

    assert np.flatnonzero(found.hidden).tolist() == list(range(1, last_hidden + 1))


def test_zeros_are_hidden_where_the_rule_says_so():
    found = suppress(table_of_cells({"a": 0, "b": 20}), threshold=5, zeros="hidden")

    assert found.reasons.tolist() == ["small", ""]


def test_hierarchy_of_three_levels_is_protected_up_to_the_top():
    table = table_of([3, 20, 30, 40], {"Luton": {"North": ["E1", "E2"], "South": ["E3", "E4"]}})

    found = suppress(table, threshold=5)

    assert found.log == ("E1: small", "E2: protects another")


@pytest.mark.parametrize(("keep", "further"), [([], {"Luton"}), (["Luton"], {"E3", "South"})])
def test_part_that_is_alone_takes_totals_with_it(keep, further):
    table = table_of([3, 30, 40], {"Luton": {"North": ["E1"], "South": ["E3", "E4"]}})

    found = suppress(table, threshold=5, keep=keep)

    assert set(found.log) == {"North: small", "E1: small"} | {f"{name}: protects another" for name in further}


def test_totals_to_be_shown_are_shown():
    # Zeros leave only a ring of six cells inside the table: to hide three totals costs less.
    table = two_way([[3, 20, 0], [0, 20, 20], [20, 0, 20]])
    totals = np.zeros((4, 4), dtype=bool)
    totals[0], totals[:, 0] = True, True

    free, kept = suppress(table, threshold=5), suppress(table, threshold=5, keep=totals)

    assert (free.hidden & totals).any()
    assert not (kept.hidden & totals).any()
    assert kept.hidden.sum() == 6
    assert audit(table, kept.hidden, threshold=5).is_safe


def test_what_cannot_be_protected_is_refused_by_name():
    table = two_way([[3, 9], [9, 40]])

    with pytest.raises(
        NotComputable, match=r"^R0, C0 cannot be hidden safely: too much has to stay visible\.$"
    ):
        suppress(table, threshold=5, keep=[("R0", "C1"), ("R0", "All columns")])


def test_small_count_that_must_be_shown_is_a_contradiction():
    with pytest.raises(NotComputable, match="R0, C0 has to be hidden"):
        suppress(two_way([[3, 9], [9, 40]]), threshold=5, keep=[("R0", "C0")])


def test_zero_on_request_is_refused_where_zeros_are_shown():
    with pytest.raises(NotComputable, match="A zero is among the hidden"):
        suppress(two_way([[0, 9], [9, 40]]), threshold=5, also=[("R0", "C0")])


@settings(deadline=None, max_examples=60)
@given(inner_counts(6, 2, 3))
def test_no_small_count_is_bounded_more_tightly_than_protected(inner):
    table = two_way(inner)
    found = suppress(table, threshold=3)

    # In a table of two axes no proof moves a cell by more than the protection, here 2.
    lower, upper = ranges(inner, found.hidden, smallest=1, most=8)
    small = (found.table.counts.reshape(3, 4) < 3) & (found.table.counts.reshape(3, 4) > 0)
    assert found.hidden[small].all()
    assert (upper - lower)[small].min(initial=2) >= 2


@settings(deadline=None, max_examples=40)
@given(inner_counts(6))
def test_best_answer_is_the_cheapest_of_all_choices(inner):
    table = two_way(inner)
    found = suppress(table, threshold=3)
    costs = 1 + np.log10(np.maximum(table.counts, 1)).reshape(3, 3)
    counts = table.counts.reshape(3, 3)
    small = (counts > 0) & (counts < 3)
    spare = np.argwhere((counts > 0) & ~small)
    cheapest = min(
        costs[hidden & ~small].sum()
        for choice in product([False, True], repeat=len(spare))
        if _is_safe(inner, hidden := _with(small, spare, choice), small)
    )

    assert found.is_best
    assert costs[found.hidden & ~small].sum() == pytest.approx(cheapest)


def _with(small, spare, choice):
    hidden = small.copy()
    hidden[tuple(spare[list(choice)].T)] = True
    return hidden


def _is_safe(inner, hidden, small):
    lower, upper = ranges(inner, hidden, smallest=1, most=8)
    return (upper - lower)[small].min(initial=2) >= 2


@settings(deadline=None, max_examples=30)
@given(inner_counts(9, 3, 3), st.permutations(range(3)), st.permutations(range(3)))
def test_order_of_rows_and_columns_does_not_matter(inner, rows, columns):
    names = [["R0", "R1", "R2"], ["C0", "C1", "C2"]]
    other = table_of(
        np.array(inner)[np.ix_(rows, columns)],
        {"All rows": [names[0][row] for row in rows]},
        {"All columns": [names[1][column] for column in columns]},
    )

    assert sorted(suppress(two_way(inner), threshold=4).log) == sorted(suppress(other, threshold=4).log)


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12))
def test_quick_answer_protects_large_tables_too(seed, mean):
    random = np.random.default_rng(seed)
    table = table_of(
        random.poisson(mean, (4, 3, 2)),
        {"Town": {"North": ["E1", "E2"], "South": ["E3", "E4"]}},
        {"All ages": ["0-9", "10-19", "20+"]},
        {"Persons": ["m", "f"]},
    )

    found = suppress(table, threshold=5, time_limit=0)

    assert audit(table, found.hidden, threshold=5).is_safe


def test_table_of_many_cells_is_answered_by_the_heuristic_and_says_so(monkeypatch):
    # The package offers the function by the name of its module, so that the module is had from it.
    monkeypatch.setitem(suppress.__globals__, "MOST_CELLS", 10)
    table = two_way([[3, 20, 60], [30, 40, 70], [80, 90, 95]])

    found = suppress(table, threshold=5)

    assert found.method.startswith("heuristic")
    assert found.hidden.sum() == 4


def test_linked_totals_without_a_grid_are_protected():
    table = table_of_cells(
        {"All": 60, "men": 3, "women": 57, "young": 29, "old": 31},
        [("All", ["men", "women"]), ("All", ["young", "old"])],
    )

    found = suppress(table, threshold=5)

    assert {name.split(":")[0] for name in found.log} == {"men", "women"}


def test_callers_arrays_stay_as_they_are():
    counts, keep = np.array([[3.0, 20], [30, 40]]), np.zeros((3, 3), dtype=bool)
    keep[0, 0] = True
    before, kept = counts.copy(), keep.copy()

    suppress(two_way(counts), threshold=5, keep=keep)

    assert counts.tolist() == before.tolist()
    assert keep.tolist() == kept.tolist()


def test_printed_result_tells_no_hidden_count():
    found = suppress(table_of_cells({"All": 81, "a": 4, "b": 77}, [("All", ["a", "b"])]), threshold=5)

    assert found.hidden.tolist() == [False, True, True]
    assert "77" not in repr(found)
