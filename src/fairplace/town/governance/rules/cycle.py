"""When an update of an action is due, and how many were missed. For values, not for rows."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the same day that many months later, or the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def begins_on(*, starts_on: date, owned_on: date, updated_on: date | None) -> date:
    """Return when the running cycle began: with the last update, or when its owner could begin."""
    return max(day for day in (starts_on, owned_on, updated_on) if day)


def update_due_on(*, begins: date, every_months: int | None) -> date | None:
    """Return when the next update is due; None where none is asked for."""
    return add_months(begins, every_months) if every_months else None


def missed_cycles(*, begins: date, every_months: int | None, day: date) -> int:
    """Return how many whole cycles have gone by without an update; 0 where none is asked for."""
    if not every_months:
        return 0
    missed = 0
    while add_months(begins, every_months * (missed + 1)) < day:
        missed += 1
    return missed
