import numpy as np
import pytest

from fairplace.equity.stats.disclosure import table_of, table_of_cells
from fairplace.equity.stats.errors import NotComputable

LUTON = {"Luton": {"North": ["E1", "E2"], "South": ["E3"]}}


def test_totals_of_three_levels_are_added():
    table = table_of([1, 2, 3], LUTON)

    names = [", ".join(cell) for cell in table.cells]
    assert dict(zip(names, table.counts.tolist(), strict=True)) == {
        "Luton": 6,
        "North": 3,
        "E1": 1,
        "E2": 2,
        "South": 3,
        "E3": 3,
    }
    assert len(table.equations) == 3


def test_totals_that_stand_there_already_are_kept():
    added = table_of([[1, 2], [3, 4], [5, 6]], LUTON, {"All": ["m", "f"]})
    given = table_of(added.counts.reshape(added.shape), LUTON, {"All": ["m", "f"]})

    assert given.counts.tolist() == added.counts.tolist()
    assert given.equations == added.equations


def test_total_that_does_not_match_its_parts_is_named():
    with pytest.raises(NotComputable, match=r"^The parts of North do not add up to it\.$"):
        table_of([7, 4, 1, 2, 3, 3], LUTON)


def test_count_below_zero_is_named_without_its_number():
    with pytest.raises(
        NotComputable, match=r"^The count of E2, f must be a whole number of zero or above\.$"
    ):
        table_of([[1, 2], [3, -4]], ["E1", "E2"], ["m", "f"])


@pytest.mark.parametrize("wrong", [np.nan, 1.5])
def test_missing_and_broken_counts_are_refused(wrong):
    with pytest.raises(NotComputable, match="whole number"):
        table_of([1, wrong], ["a", "b"])


@pytest.mark.parametrize(
    ("counts", "axes"),
    [
        ([1, 2], []),
        ([1, 2], [["a", "b"], ["c"]]),
        ([1, 2], [["a", "b", "c"]]),
        ([1, 2], [["a", "a"]]),
        ([1, 2], ["ab"]),
        ([1], [{"All": []}]),
        ([1, 2], [[1, 2]]),
        (["many"], [["a"]]),
    ],
)
def test_counts_and_names_that_do_not_fit_are_refused(counts, axes):
    with pytest.raises(NotComputable):
        table_of(counts, *axes)


def test_cells_may_share_a_total_in_two_divisions():
    table = table_of_cells(
        {"All": 10, "men": 4, "women": 6, "young": 3, "old": 7},
        [("All", ["men", "women"]), ("All", ["young", "old"])],
    )

    assert len(table.equations) == 2


def test_name_that_the_table_lacks_is_refused():
    with pytest.raises(NotComputable, match="no cell called children"):
        table_of_cells({"All": 10}, [("All", ["children"])])


def test_printed_table_tells_no_count():
    assert "77" not in repr(table_of([77, 3], ["a", "b"]))
