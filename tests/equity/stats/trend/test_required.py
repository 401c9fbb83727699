import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity import Estimate, NotComputable
from fairplace.equity.stats.trend import required_yearly_change


def test_ten_points_in_twenty_years_are_half_a_point_a_year():
    assert required_yearly_change(30, 20, 2020, 2040).value == -0.5


def test_to_start_later_takes_more_a_year():
    assert required_yearly_change(30, 20, 2020, 2040, starts_in=[0, 2, 10]).value == pytest.approx(
        [-0.5, -10 / 18, -1]
    )


def test_a_level_with_an_interval_gives_the_change_one():
    found = required_yearly_change(Estimate(30, 28, 34), 20, 2020, 2030)

    assert (found.value, found.lower, found.upper) == pytest.approx((-1, -1.4, -0.8))


def test_of_many_places_those_without_a_year_left_say_so():
    found = required_yearly_change([30, 30], 20, 2030, [2040, 2030])

    assert found.value[0] == -1
    assert np.isnan(found.value[1])
    assert found.note.tolist() == ["", "There is no year left to reach the target in."]


@pytest.mark.parametrize(("starts_in", "why"), [(10, "no year left"), (-1, "in the past")])
def test_no_time_and_starts_in_the_past_are_refused(starts_in, why):
    with pytest.raises(NotComputable, match=why):
        required_yearly_change(30, 20, 2030, 2040, starts_in=starts_in)


@given(st.floats(-100, 100), st.floats(-100, 100), st.integers(1, 30), st.integers(0, 10))
def test_going_on_alike_each_year_arrives(level, target, years, wait):
    change = required_yearly_change(level, target, 2020, 2020 + wait + years, starts_in=wait).value

    assert level + years * change == pytest.approx(target, abs=1e-9)
