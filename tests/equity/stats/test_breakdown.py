import numpy as np
import pytest

from fairplace.equity import Breakdown, NotComputable

TWO = {"subgroups": ("most", "least"), "values": (10, 20), "populations": (1, 3)}


def test_shares_and_ranks_of_two_subgroups():
    breakdown = Breakdown(**TWO)

    assert breakdown.shares.tolist() == [0.25, 0.75]
    assert breakdown.ranks.tolist() == [0.125, 0.625]


def test_leading_axes_are_separate_places():
    breakdown = Breakdown(("a", "b"), [[1, 2], [3, 4]], [[1, 3], [1, 1]])

    assert breakdown.ranks.tolist() == [[0.125, 0.625], [0.25, 0.75]]


def test_counts_imply_the_errors_of_wilson_limits():
    breakdown = Breakdown(("a", "b"), (0, 50), (20, 20), counts=(0, 10), denominators=(20, 20))

    # 0 of 20 reaches 16.11% (Newcombe 1998), over twice 1.96.
    assert breakdown.errors[0] == pytest.approx(16.11 / 3.92, rel=1e-3)
    assert breakdown.scale == 100


def test_given_errors_come_before_counts():
    breakdown = Breakdown(**TWO, standard_errors=(1, 2))

    assert breakdown.errors.tolist() == [1, 2]
    assert Breakdown(**TWO).errors is None


def test_published_limits_imply_errors_as_in_england():
    breakdown = Breakdown(**TWO, lowers=(9, 19), uppers=(11, 23))

    assert breakdown.errors == pytest.approx([2 / 3.919928, 4 / 3.919928])


def test_counts_make_a_proportion_and_anything_else_a_mean_unless_said():
    assert Breakdown(("a",), (0.5,), (9,), counts=(1,), denominators=(2,)).kind == "proportion"
    assert Breakdown(**TWO).kind == "mean"
    assert Breakdown(**TWO, kind="rate", per=100_000).scale == 100_000


def test_no_count_at_all_is_given_per_one():
    assert Breakdown(("a", "b"), (0, 0), (9, 9), counts=(0, 0), denominators=(9, 9)).scale == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"values": (1, 2, 3)}, "for every subgroup"),
        ({"values": 1}, "for every subgroup"),
        ({"values": ("x", "y")}, "must be numbers"),
        ({"populations": (1, 0)}, "population above zero"),
        ({"standard_errors": (1, -1)}, "standard error"),
        ({"counts": (1, 2)}, "together"),
        ({"counts": (1, 2), "denominators": (10, 0)}, "denominator above zero"),
        ({"counts": (1, 11), "denominators": (10, 10)}, "between zero and its denominator"),
        ({"counts": (1, 3), "denominators": (10, 10)}, "divided by the denominators"),
        (
            {"counts": (1, 3), "denominators": (10, 10), "kind": "rate", "values": (0.1, 0.3)},
            "proportions only",
        ),
        ({"kind": "odds"}, "mean, rate or proportion"),
        ({"polarity": "up"}, "high, low or none"),
        ({"reference": "other"}, "not among the subgroups"),
        ({"per": 0}, "above zero"),
        ({"lowers": (9, 19)}, "together"),
        ({"lowers": (11, 19), "uppers": (12, 21)}, "between its limits"),
    ],
)
def test_a_breakdown_that_makes_no_sense_is_refused(change, why):
    with pytest.raises(NotComputable, match=why):
        Breakdown(**{**TWO, **change})


def test_arrays_are_kept_as_floats():
    assert Breakdown(**TWO).values.dtype == np.float64


def test_numbered_subgroups_sorted_as_text_are_refused():
    """PHEindicatormethods sorts them so without a word: a true index of -7.00 comes out as -3.95."""
    with pytest.raises(NotComputable, match="stand as 1, 10, 2; sort them as numbers"):
        Breakdown(("1", "10", "2"), (1, 2, 3), (1, 1, 1))


def test_numbered_subgroups_may_go_down_and_need_no_order_where_there_is_none():
    assert Breakdown(("3", "2", "1"), (1, 2, 3), (1, 1, 1)).ordered
    assert not Breakdown(("1", "10", "2"), (1, 2, 3), (1, 1, 1), ordered=False).ordered
