"""What is true of an action whoever asks: whether it is late, when word is due, in which year and quarter."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = 30
APRIL = 4


def is_late(*, due_on: date, is_open: bool, day: date) -> bool:
    """Return whether its last day is over and it is neither done nor stopped."""
    return is_open and due_on < day


def is_due_soon(*, due_on: date, is_open: bool, day: date, within: int = SOON) -> bool:
    """Return whether its last day comes within so many days, today counted, and it is still open."""
    return is_open and day <= due_on <= day + timedelta(days=within)


def add_months(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_update_on(
    *, starts_on: date, last_update_on: date | None, owned_on: date | None, every_months: int | None
) -> date | None:
    """Return the day by which word of it is due, or None where no rhythm was agreed.

    It is due so many months after the last word, after the start, or after its owner took it over,
    whichever came last: nobody owes what an earlier owner did not say.
    """
    if not every_months:
        return None
    return add_months(_begun_on(starts_on, last_update_on, owned_on), every_months)


def missed_cycles(
    *,
    starts_on: date,
    last_update_on: date | None,
    owned_on: date | None,
    every_months: int | None,
    day: date,
) -> int:
    """Return how many times word of it was due before this day and did not come."""
    if not every_months:
        return 0
    begun_on = _begun_on(starts_on, last_update_on, owned_on)
    missed = 0
    while add_months(begun_on, every_months * (missed + 1)) < day:
        missed += 1
    return missed


def _begun_on(starts_on: date, last_update_on: date | None, owned_on: date | None) -> date:
    return max(one for one in (starts_on, last_update_on, owned_on) if one)


def say_progress(
    *, state: str, is_open: bool, starts_on: date, due_on: date, since_on: date, day: date
) -> str:
    """Return how an action stands, in words: what was said last, and what the calendar says.

    `state` is the word for its state, and `since_on` the day from which it holds.
    """
    if not is_open:
        return _("%(state)s on %(day)s") % {"state": state, "day": _say(since_on)}
    if is_late(due_on=due_on, is_open=is_open, day=day):
        days = (day - due_on).days
        late = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        return _("%(state)s; %(late)s") % {"state": state, "late": late}
    if starts_on > day:
        return _("%(state)s; starts on %(day)s") % {"state": state, "day": _say(starts_on)}
    return state


def say_number(*, count: int | None, denominator: int | None, of_what: str, counts_what: str = "") -> str:
    """Return a number with what it is out of, "130 of 412 children under five", or nothing.

    A count alone says little, so it is never told alone.
    """
    if count is None or denominator is None or not of_what:
        return ""
    said = _("%(count)s of %(denominator)s %(what)s") % {
        "count": f"{count:,}",
        "denominator": f"{denominator:,}",
        "what": of_what,
    }
    return f"{said}: {counts_what}" if counts_what else said


def financial_year(day: date) -> int:
    """Return the year in which the financial year of a day began: 2026 is April 2026 to March 2027."""
    return day.year if day.month >= APRIL else day.year - 1


@dataclass(frozen=True)
class Span:
    """The first and the last day of a year or a quarter."""

    first: date
    last: date

    def touches(self, starts_on: date, due_on: date) -> bool:
        return starts_on <= self.last and due_on >= self.first


def year_span(year: int) -> Span:
    """Return the first and last day of a financial year."""
    return Span(date(year, APRIL, 1), date(year + 1, APRIL, 1) - timedelta(days=1))


def quarter_spans(year: int) -> tuple[Span, ...]:
    """Return the four quarters of a financial year, April to June first."""
    starts = [add_months(date(year, APRIL, 1), 3 * n) for n in range(5)]
    return tuple(Span(starts[n], starts[n + 1] - timedelta(days=1)) for n in range(4))


def say_year(year: int) -> str:
    """Return what a financial year is called: April 2026 to March 2027."""
    return _("April %(first)s to March %(last)s") % {"first": year, "last": year + 1}


def belongs_to_year(
    *, year: int, starts_on: date, due_on: date, is_open: bool, since_on: date, day: date
) -> bool:
    """Return whether an action is in a year's plan: planned for it, carried into it late, or ended in it."""
    span = year_span(year)
    if span.touches(starts_on, due_on):
        return True
    if is_open:
        return due_on < span.first <= day
    return due_on < span.first <= since_on <= span.last


def _say(day: date) -> str:
    return formats.date_format(day, "j F Y")
