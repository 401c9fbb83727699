from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.town.governance.rules.workdays import (
    add_working_days,
    is_working_day,
    next_working_day,
    previous_working_day,
)

# Published on gov.uk/bank-holidays for England and Wales, with the substitutes for those on weekends.
BANK_HOLIDAYS = {
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_the_days_off_are_those_of_england(year):
    every = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    off = [day for day in every if day.weekday() < 5 and not is_working_day(day)]

    assert [f"{day:%m-%d}" for day in off] == BANK_HOLIDAYS[year].split()


def test_nobody_works_on_weekends():
    assert [is_working_day(date(2026, 11, day)) for day in range(27, 31)] == [True, False, False, True]


def test_easter_is_stepped_over():
    assert next_working_day(date(2027, 3, 25)) == date(2027, 3, 30)
    assert previous_working_day(date(2027, 3, 30)) == date(2027, 3, 25)
    assert add_working_days(date(2027, 3, 31), -3) == date(2027, 3, 24)
    assert add_working_days(date(2027, 3, 27), 0) == date(2027, 3, 30)


@given(day=days, number=st.integers(1, 30))
def test_counting_there_and_back_comes_home(day, number):
    start = add_working_days(day, 0)

    assert add_working_days(add_working_days(start, number), -number) == start


@given(day=days, number=st.integers(-30, 30))
def test_counting_ends_on_a_working_day(day, number):
    assert is_working_day(add_working_days(day, number))
