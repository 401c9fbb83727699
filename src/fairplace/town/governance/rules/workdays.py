"""Working days: neither weekends nor the bank holidays of England."""

from datetime import date, timedelta
from functools import cache

import holidays

A_DAY = timedelta(days=1)


@cache
def _holidays() -> holidays.HolidayBase:
    # Fills itself year by year as it is asked.
    return holidays.country_holidays("GB", subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Return whether people are at work on that day."""
    return day.weekday() < 5 and day not in _holidays()


def next_working_day(day: date) -> date:
    """Return the first working day after that day."""
    return _step(day, A_DAY)


def previous_working_day(day: date) -> date:
    """Return the last working day before that day."""
    return _step(day, -A_DAY)


def add_working_days(day: date, number: int) -> date:
    """Return the working day that many after a day, or before it where the number is below zero.

    With zero it is the day itself, or the next working day where that is none.
    """
    if number == 0:
        return day if is_working_day(day) else next_working_day(day)
    for _n in range(abs(number)):
        day = next_working_day(day) if number > 0 else previous_working_day(day)
    return day


def _step(day: date, step: timedelta) -> date:
    day += step
    while not is_working_day(day):
        day += step
    return day
