import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.stats.disclosure import audit, table_of
from fairplace.equity.stats.errors import NotComputable
from tests.equity.stats.disclosure.brute import inner_counts, ranges, two_way
from tests.reference import disclosure as published


def test_published_example_has_the_published_limits():
    # The counts stand with totals first.
    counts = np.roll(published.INVESTMENT, 1, axis=(0, 1))
    table = table_of(counts, published.ACTIVITIES, published.REGIONS)

    found = audit(table, published.HIDDEN, threshold=5, zeros="hidden", also=[published.SENSITIVE])

    place = table.place_of(published.SENSITIVE)
    assert (found.lower.ravel()[place], found.upper.ravel()[place]) == published.LIMITS
    assert found.is_safe


def test_one_hidden_cell_in_a_row_is_worked_out():
    table = two_way([[3, 20], [30, 40]])

    found = audit(table, [("R0", "C0"), ("R1", "C0")], threshold=5)

    assert found.exposed == ("R0, C0",)
    assert found.sentence == "Too much can be worked out about 1 hidden: R0, C0."


def test_visible_small_count_is_exposed():
    assert audit(two_way([[3, 20], [30, 40]]), None, threshold=5).exposed == ("R0, C0",)


@pytest.mark.parametrize("protection", [1, 4, 6])
def test_protection_is_the_width_between_the_limits(protection):
    # The hidden 3 can be anything from 1 to 6.
    table = two_way([[3, 4], [4, 20]])
    hidden = [("R0", "C0"), ("R0", "C1"), ("R1", "C0"), ("R1", "C1")]
    found = audit(table, hidden, threshold=5, protection=protection)

    assert (found.lower[1, 1], found.upper[1, 1]) == (1, 6)
    assert found.is_safe == (protection <= 5)
    assert bool(found.sentence) == (protection > 5)


@given(inner_counts(4), st.lists(st.booleans(), min_size=9, max_size=9), st.sampled_from(["shown", "hidden"]))
def test_limits_are_those_of_all_whole_tables(inner, flags, zeros):
    table = two_way(inner)
    smallest = 1 if zeros == "shown" else 0
    counts = table.counts.reshape(3, 3)
    hidden = np.reshape(flags, (3, 3)) & (counts >= smallest)

    found = audit(table, hidden, threshold=3, zeros=zeros)

    # No limit that is not infinite lies beyond the grand total.
    most = 18
    lower, upper = ranges(inner, hidden, smallest, most)
    assert found.lower.tolist() == lower.tolist()
    finite = np.isfinite(found.upper)
    assert found.upper[finite].tolist() == upper[finite].tolist()
    assert (upper[~finite] >= most).all()


def test_hidden_zero_contradicts_shown_zeros():
    with pytest.raises(NotComputable, match=r"^A zero is among the hidden, where zeros are shown\.$"):
        audit(two_way([[0, 3], [4, 5]]), [("R0", "C0")], threshold=5)


def test_mask_of_the_wrong_shape_is_refused():
    with pytest.raises(NotComputable, match="Hidden must be true or false"):
        audit(two_way([[1, 3], [4, 5]]), np.ones((2, 2), dtype=bool), threshold=5)


@pytest.mark.parametrize(
    "options", [{"threshold": 0}, {"threshold": 1}, {"threshold": 2.5}, {"threshold": 5, "zeros": "often"}]
)
def test_rules_that_make_no_sense_are_refused(options):
    with pytest.raises(NotComputable):
        audit(two_way([[1, 3], [4, 5]]), None, **options)


def test_protection_below_one_is_refused():
    with pytest.raises(NotComputable, match="protection"):
        audit(two_way([[1, 3], [4, 5]]), None, threshold=5, protection=0)
