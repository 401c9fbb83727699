import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import CANNOT_TELL, Estimate, NotComputable
from fairplace.equity.stats.two_gaps import absolute_and_relative

levels = st.floats(10, 90)


def sure(value, reach=0.1):
    return Estimate(value, value - reach, value + reach)


def gaps(one, other, reach=0.1):
    return absolute_and_relative(
        sure(one[0], reach), sure(other[0], reach), sure(one[1], reach), sure(other[1], reach)
    )


def test_deaths_that_fall_everywhere_may_narrow_the_one_and_widen_the_other():
    found = gaps((40, 20), (20, 8))

    assert (found.absolute, found.relative, found.disagree) == ("narrowed", "widened", True)
    assert found.sentence == (
        "The absolute gap narrowed, while the relative gap widened: levels fell, so that a smaller "
        "difference is a larger multiple of what is left."
    )
    assert found.absolute_change.value == -8
    assert found.relative_change.value == pytest.approx(20 / 8 / (40 / 20))


@pytest.mark.parametrize(
    ("one", "other", "absolute", "relative", "says"),
    [
        ((20, 40), (8, 20), "widened", "narrowed", "levels rose"),
        ((40, 30), (20, 19), "narrowed", "narrowed", "have both narrowed"),
        ((40, 40), (20, 20), CANNOT_TELL, CANNOT_TELL, "Neither"),
        ((40, 30), (20, 15), "narrowed", CANNOT_TELL, "relative gap has not clearly changed."),
    ],
)
def test_sentences(one, other, absolute, relative, says):
    found = gaps(one, other)

    assert (found.absolute, found.relative) == (absolute, relative)
    assert says in found.sentence


def test_which_group_comes_first_makes_no_difference():
    one, other = gaps((40, 20), (20, 8)), gaps((20, 8), (40, 20))

    assert (one.absolute, one.relative, one.sentence) == (other.absolute, other.relative, other.sentence)
    assert one.relative_change.upper == pytest.approx(other.relative_change.upper)


def test_what_intervals_cannot_tell_is_no_disagreement():
    found = gaps((40, 20), (20, 8), reach=6)

    assert (found.disagree, found.relative) == (False, CANNOT_TELL)


def test_without_intervals_nothing_is_told():
    found = absolute_and_relative(Estimate(40), Estimate(20), Estimate(20), Estimate(8))

    assert (found.absolute, found.relative) == (CANNOT_TELL, CANNOT_TELL)
    assert (found.absolute_change.value, found.relative_change.value) == (-8, pytest.approx(1.25))


def test_a_lower_limit_of_zero_leaves_the_ratio_untold():
    found = absolute_and_relative(Estimate(40, 0, 60), sure(20), sure(20), sure(8))

    assert found.relative == CANNOT_TELL


def test_many_places_are_told_at_once():
    found = gaps((np.array([40.0, 40]), np.array([20.0, 40])), (np.array([20.0, 20]), np.array([8.0, 20])))

    assert found.disagree.tolist() == [True, False]
    assert found.sentence[1].startswith("Neither")


def test_values_of_zero_have_no_relative_gap():
    with pytest.raises(NotComputable, match="above zero"):
        gaps((0, 1), (2, 1))


@given(levels, levels, levels, levels)
def test_they_disagree_only_where_both_are_told_and_differ(one, two, three, four):
    found = gaps((one, two), (three, four))

    assert found.disagree == ({found.absolute, found.relative} == {"narrowed", "widened"})
