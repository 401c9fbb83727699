"""Which reminders of an action are due on a day: what people are told, and how often.

- It starts, or has become theirs: once, within two weeks.
- It is due in three working days: once.
- It is overdue: once, then weekly, but not within a week of an update.
- An update is due: once, then every two weeks.
- It has moved to the chair's list: once. Its owner is then asked for nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from fairplace.town.governance.rules.cycle import begins_on, update_due_on
from fairplace.town.governance.rules.workdays import add_working_days

SOON_DAYS = 3
NEW_FOR = timedelta(days=14)
OVERDUE_EVERY = timedelta(days=7)
UPDATE_EVERY = timedelta(days=14)


class Reason(StrEnum):
    """Why somebody is reminded. The order is that of a letter: an action stands under the first that fits."""

    OVERDUE = "overdue"
    SOON = "soon"
    UPDATE = "update"
    STARTS = "starts"
    MOVED = "moved"


@dataclass(frozen=True)
class Owed:
    """An open action as its owner owes it. `updated_on` is the last word of the owner or a helper."""

    starts_on: date
    due_on: date
    owned_on: date
    every_months: int | None = None
    updated_on: date | None = None
    moved_on: date | None = None

    @property
    def update_due_on(self) -> date | None:
        begins = begins_on(starts_on=self.starts_on, owned_on=self.owned_on, updated_on=self.updated_on)
        return update_due_on(begins=begins, every_months=self.every_months)


@dataclass(frozen=True)
class Due:
    """One reminder: `about_on` is the day it is about, and tells it from others of its reason."""

    reason: Reason
    about_on: date


# Of what somebody was told already, and when.
Told = Mapping[tuple[str, date], date]


@dataclass(frozen=True)
class Answer:
    """What stands about an action on a day: why it is listed, and what of that was not told yet."""

    reason: Reason | None = None
    new: tuple[Due, ...] = field(default=())


def remind_owner(owed: Owed, *, day: date, told: Told) -> Answer:
    """Return why an action belongs into its owner's letter of that day, and what is new in it."""
    if owed.moved_on:
        new = _once(Reason.MOVED, owed.moved_on, told)
        return Answer(Reason.MOVED if new else None, new)
    reasons = _list_reasons(owed, day)
    new = [due for reason, about in reasons.items() for due in _new(reason, about, owed, day, told)]
    return Answer(next(iter(reasons), None), tuple(new))


def remind_lead(owed: Owed, *, day: date, told: Told) -> Answer:
    """Return why an action belongs into the letter of who leads its group: it is late, or moved there."""
    if owed.moved_on:
        new = _once(Reason.MOVED, owed.moved_on, told)
        return Answer(Reason.MOVED if new else None, new)
    if day <= owed.due_on:
        return Answer()
    return Answer(Reason.OVERDUE, _new(Reason.OVERDUE, owed.due_on, owed, day, told))


def _list_reasons(owed: Owed, day: date) -> dict[Reason, date]:
    """Return each reason that holds on a day with the day it is about, the weightiest first."""
    found: dict[Reason, date] = {}
    if day > owed.due_on:
        found[Reason.OVERDUE] = owed.due_on
    elif day >= add_working_days(owed.due_on, -SOON_DAYS):
        found[Reason.SOON] = owed.due_on
    if (update := owed.update_due_on) and day >= update:
        found[Reason.UPDATE] = update
    begins = max(owed.starts_on, owed.owned_on)
    is_new = begins <= day <= begins + NEW_FOR and not (owed.updated_on and owed.updated_on >= begins)
    if is_new:
        found[Reason.STARTS] = begins
    return found


def _new(reason: Reason, about: date, owed: Owed, day: date, told: Told) -> tuple[Due, ...]:
    every = {Reason.OVERDUE: OVERDUE_EVERY, Reason.UPDATE: UPDATE_EVERY}.get(reason)
    if every is None or (reason, about) not in told:
        return _once(reason, about, told)
    last = max(on for (kind, of), on in told.items() if kind == reason and of >= about)
    heard = max(last, owed.updated_on or last)
    return (Due(reason, day),) if day - heard >= every else ()


def _once(reason: Reason, about: date, told: Told) -> tuple[Due, ...]:
    return () if (reason, about) in told else (Due(reason, about),)
