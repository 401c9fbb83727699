import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairplace.equity import NotComputable, rank_with_limits

nan = np.nan


def test_places_apart_have_one_rank_and_places_that_overlap_share_theirs():
    # By hand: A is surely first; B and C overlap; D is surely last.
    found = rank_with_limits([10, 20, 22, 40], [9, 17, 19, 35], [11, 23, 25, 45], "low")

    assert found.rank.tolist() == [1, 2, 3, 4]
    assert found.lower.tolist() == [1, 2, 2, 4]
    assert found.upper.tolist() == [1, 3, 3, 4]
    assert found.of == 4


def test_where_high_is_better_the_order_turns_round():
    values, lowers, uppers = [10, 20, 22, 40], [9, 17, 19, 35], [11, 23, 25, 45]

    best, lowest = (rank_with_limits(values, lowers, uppers, way) for way in ("high", "none"))

    assert best.rank.tolist() == [4, 3, 2, 1]
    assert best.lower.tolist() == [4, 2, 2, 1]
    assert lowest.rank.tolist() == [1, 2, 3, 4]


def test_equal_values_share_a_rank():
    assert rank_with_limits([1, 1, 2], [1, 1, 2], [1, 1, 2], "low").rank.tolist() == [1, 1, 3]


def test_intervals_that_touch_are_not_apart():
    found = rank_with_limits([1, 3], [0, 2], [2, 4], "low")

    assert (found.lower.tolist(), found.upper.tolist()) == ([1, 1], [2, 2])


def test_a_place_without_limits_lies_anywhere_and_one_without_a_value_has_no_rank():
    found = rank_with_limits([1, 2, nan], [0.9, nan, nan], [1.1, nan, nan], "low")

    assert found.rank.tolist()[:2] == [1, 2]
    assert np.isnan(found.rank[2])
    assert (found.lower.tolist()[:2], found.upper.tolist()[:2]) == ([1, 1], [2, 2])
    assert found.of == 2


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 20)), min_size=1, max_size=12))
def test_the_rank_lies_within_its_limits_and_agrees_with_counting_pairs(places):
    values = [float(value) for value, _reach in places]
    lowers, uppers = ([value + sign * reach for value, reach in places] for sign in (-1, 1))

    found = rank_with_limits(values, lowers, uppers, "low")

    for at in range(len(places)):
        surely = sum(upper < lowers[at] for upper in uppers)
        after = sum(lower > uppers[at] for lower in lowers)
        assert (found.lower[at], found.upper[at]) == (1 + surely, len(places) - after)
        assert found.lower[at] <= found.rank[at] <= found.upper[at]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (([1], [1, 2], [1]), "for every place"),
        (([1], [2], [1]), "above its upper"),
        (([[1]], [[1]], [[1]]), "for every place"),
    ],
)
def test_what_cannot_be_ranked_is_refused(given, says):
    with pytest.raises(NotComputable, match=says):
        rank_with_limits(*given)


def test_ranks_need_a_polarity_that_is_one():
    with pytest.raises(NotComputable, match="polarity"):
        rank_with_limits([1], [1], [1], "up")
