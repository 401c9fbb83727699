import numpy as np
import pytest

from fairplace.equity import Breakdown, NotComputable, relative_index, slope_index
from fairplace.equity.stats.slope.remarks import FEW, MISSING, TOO_WIDE, remark

FIVE = np.array([10, 8, 6, 4, 2.0])
BOTH = pytest.mark.parametrize("index", [slope_index, relative_index])


def of(values, errors, populations=None, kind="rate"):
    names = tuple(str(at) for at in range(np.shape(values)[-1]))
    people = np.ones(len(names)) if populations is None else populations
    return Breakdown(names, values, people, kind=kind, standard_errors=errors)


def test_remarks_are_joined_place_by_place_and_told_once_where_all_share_them():
    some = remark("First.", np.array([False, True]), "Second.")

    assert list(some) == ["First.", "First. Second."]
    assert remark("", np.array([True, True]), "Both.") == "Both."
    assert remark("First.", np.array([False, False]), "Never.") == "First."


@BOTH
@pytest.mark.parametrize("kind", ["rate", "mean"])
@pytest.mark.parametrize("what", ["values", "errors", "populations"])
def test_a_place_with_a_number_missing_says_so_and_nothing_else(index, what, kind):
    """The ratio of such a place once claimed that its bottom may be zero."""
    parts = {
        "values": np.tile(FIVE, (2, 1)),
        "errors": np.tile(FIVE / 10, (2, 1)),
        "populations": np.ones((2, 5)),
    }
    parts[what][1, 2] = np.nan

    found = index(of(parts["values"], parts["errors"], parts["populations"], kind))

    assert list(found.note) == ["", MISSING]
    assert np.isnan(found.lower).tolist() == [False, True]


@BOTH
def test_few_subgroups_are_told_beside_what_else_there_is_to_say(index):
    found = index(of([[3, 2, 1.5], [3, 2, np.nan]], [[0.1] * 3] * 2))

    assert list(found.note) == [FEW, f"{FEW} {MISSING}"]


def test_a_ratio_that_cannot_be_told_says_why_and_that_its_bottom_may_be_zero():
    found = relative_index(of([FIVE, FIVE], [FIVE / 10, FIVE * 50]))

    assert found.note[0] == ""
    assert found.note[1].startswith(TOO_WIDE)
    assert "should not be published" in found.note[1]


def test_a_line_on_the_logarithm_has_ends_above_zero_and_needs_no_warning():
    rising = of(FIVE[::-1], FIVE[::-1] * 0.3)

    assert "should not be published" in relative_index(rising).note
    assert relative_index(rising, transform=True).note == ""


def test_a_ratio_turned_round_is_judged_by_the_end_it_is_divided_by():
    """The line falls from 11 to 1, so only the top may be zero."""
    falling = of(FIVE, FIVE * 0.3)

    assert relative_index(falling).note == ""
    assert "should not be published" in relative_index(falling, multiplier=-1).note


@BOTH
@pytest.mark.parametrize("multiplier", [0, float("inf"), float("nan")])
def test_only_numbers_other_than_zero_multiply(index, multiplier):
    with pytest.raises(NotComputable, match="other than zero"):
        index(of(FIVE, FIVE / 10), multiplier=multiplier)


@BOTH
@pytest.mark.parametrize("confidence", [1, 100])
@pytest.mark.parametrize("method", ["exact", "fast", "normal", "simulation"])
def test_certainty_has_no_limits(index, method, confidence):
    with pytest.raises(NotComputable, match="have no end"):
        index(of(FIVE, FIVE / 10), method=method, confidence=confidence)


def test_a_top_of_exactly_zero_has_no_ratio_turned_round():
    with pytest.raises(NotComputable, match="at the top of the ranking is zero"):
        relative_index(of([0, 0, 0], [1, 1, 1], kind="mean"), multiplier=-1)


@BOTH
def test_the_method_speaks_of_limits_only_where_there_are_some(index):
    assert "limits" not in index(of(FIVE, None)).method
    assert "simulated" not in index(of(FIVE, FIVE / 10), method="simulation", transform=True).method
