"""When a group meets next, and what a meeting still lacks before it can be closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fairplace.town.governance.rules.workdays import add_working_days

LONDON = ZoneInfo("Europe/London")


def propose_start(last: datetime, *, every_weeks: int, after: datetime) -> datetime:
    """Return when the next meeting would begin: in the rhythm of the series, at the same time of day.

    The time of day is London's, so that two o'clock stays two o'clock when the clocks change. Dates that
    are not after `after` are passed over; weekends and bank holidays give way to the next working day.
    """
    here = last.astimezone(LONDON)
    step, day = timedelta(weeks=max(every_weeks, 1)), here.date()
    while True:
        day += step
        start = datetime.combine(add_working_days(day, 0), here.time(), LONDON)
        if start > after:
            return start


@dataclass(frozen=True)
class Standing:
    """What closing asks of an agenda item."""

    title: str
    pk: int
    outcome_kind: str
    outcome: str


@dataclass(frozen=True)
class Lack:
    """Something that a meeting lacks: `about` is attendance or an item, `pk` that of the item."""

    about: str
    title: str = ""
    count: int = 0
    pk: int = 0


def list_lacking(*, seats_open: int, attended: int, items: Iterable[Standing]) -> list[Lack]:
    """Return what keeps a meeting from being closed, or nothing.

    Every seat has a state, somebody was there or said otherwise, and every item has an outcome in words or
    was carried forward.
    """
    lacking = []
    if seats_open:
        lacking.append(Lack("seats", count=seats_open))
    elif not attended:
        lacking.append(Lack("attendance"))
    for item in items:
        if not item.outcome_kind:
            lacking.append(Lack("outcome", item.title, pk=item.pk))
        elif not item.outcome.strip():
            lacking.append(Lack("words", item.title, pk=item.pk))
    return lacking
