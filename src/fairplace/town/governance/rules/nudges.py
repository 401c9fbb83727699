"""When those who have not voted are reminded: three days before the deadline, and on the last day."""

from collections.abc import Callable
from datetime import date, timedelta

EARLY, LAST = "early", "last"
DAYS_BEFORE = timedelta(days=3)
A_DAY = timedelta(days=1)


def choose_nudge(*, opened_on: date, deadline_on: date, day: date, is_working: Callable[[date], bool]) -> str:
    """Return which reminder is due on a day: EARLY, LAST or none.

    One that falls on a day off leaves on the working day before, as later would be too late. Where a day
    was missed, the next working day makes up for it. A decision opened on the day of a reminder, or
    after, needs none: it was just mailed.
    """
    if not is_working(day) or day > deadline_on:
        return ""
    last = _working_day_before(deadline_on, is_working)
    early = _working_day_before(deadline_on - DAYS_BEFORE, is_working)
    if day >= last:
        return LAST if opened_on < last else ""
    return EARLY if day >= early and opened_on < early else ""


def _working_day_before(day: date, is_working: Callable[[date], bool]) -> date:
    """Return the day itself if people work on it, or the last day before on which they do."""
    while not is_working(day):
        day -= A_DAY
    return day
