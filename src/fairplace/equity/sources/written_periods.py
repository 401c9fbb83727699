"""Reads the periods that people write, and those of ISO 8601; refuses what could mean two things."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.periods import FINANCIAL, MONTHS, Days, days_of

LONGEST = 50
HOW = "Write 2023, 2023/24, 2021 - 23, 2023 Q1, Mar 2023, 2023-03-31 or 2023-04-01/P1Y."
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"((?:18|19|20|21)\d\d)"
_ISO = r"(\d{4}-\d\d-\d\d)(?:T00:00:00)?"


@dataclass(frozen=True)
class Period:
    """What a number covers: as published, and from the first day to the last, both included."""

    text: str
    starts_on: date
    ends_on: date


def read_period(text: str, *, year_from: int = FINANCIAL) -> Period:
    """Return the days that a written period covers. Raises NotLoaded where it could mean two things.

    Beyond what `days_of` knows: year ending March 2021, mid-2021, 31 March 2021, Q1 2019, 2016 to 2018,
    2021-04-01/P1Y and 2021-04-01/2022-03-31. `year_from` is the month in which a year like 2016/17 begins.
    """
    said = " ".join(str(text).split())
    _refuse_unclear(said)
    days = _read(said, year_from)
    # 2016 - 14 would be a century, and a digit more makes a year that no figures are about.
    if days and days[0] <= days[1] and _is_sensible(days[0].year, days[1].year):
        return Period(said, *days)
    raise NotLoaded(f"“{said}” is not understood as a period. {HOW}")


def _is_sensible(first: int, last: int) -> bool:
    return first >= 1800 and last < 2200 and last - first < LONGEST


def _read(said: str, year_from: int) -> Days | None:
    try:
        for pattern, read in _READERS:
            found = re.fullmatch(pattern, said, flags=re.IGNORECASE)
            if found:
                return read(found.groups())
        return days_of(re.sub(r"\s+to\s+", " - ", said, flags=re.IGNORECASE), year_from=year_from)
    except (ValueError, OverflowError):
        return None


def _refuse_unclear(said: str) -> None:
    found = re.fullmatch(_YEAR + r"[-–](\d\d)", said)
    if not found:
        return
    first, last = int(found[1]), int(found[1][:2] + found[2])
    if last == first + 1:
        raise NotLoaded(
            f"“{said}” may be one year from {first} into {last}, or both calendar years. "
            f"Write {first}/{last % 100:02d} or {first} to {last}."
        )
    if 1 <= int(found[2]) <= 12:
        month = f"{MONTHS[int(found[2]) - 1].capitalize()} {first}"
        years = f" or {first} to {last}" if last > first else ""
        raise NotLoaded(f"“{said}” may be a month or several years. Write {month}{years}.")


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the day so many months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    for shorter in range(4):
        try:
            return date(day.year + years, month + 1, day.day - shorter)
        except ValueError:
            continue
    raise ValueError("There is no such day.")


def months_from(year: int, month: int, months: int) -> Days:
    """Return the first and last day of so many whole months."""
    first = date(year, month, 1)
    return first, add_months(first, months) - timedelta(days=1)


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _year_ending(given: tuple[str, ...]) -> Days:
    day, month, year = given
    last = date(int(year), _month(month), int(day)) if day else end_of_month(int(year), _month(month))
    return add_months(last + timedelta(days=1), -12), last


def _day_in_words(given: tuple[str, ...]) -> Days:
    day, month, year = given
    found = date(int(year), _month(month), int(day))
    return found, found


def _mid_year(given: tuple[str, ...]) -> Days:
    # Population estimates for the middle of a year are for 30 June.
    return date(int(given[0]), 6, 30), date(int(given[0]), 6, 30)


def _from_to(given: tuple[str, ...]) -> Days:
    return date.fromisoformat(given[0]), date.fromisoformat(given[1])


def _lasting(given: tuple[str, ...]) -> Days:
    first, years, months, weeks, days = date.fromisoformat(given[0]), *(int(one or 0) for one in given[1:])
    after = add_months(first, years * 12 + months) + timedelta(days=weeks * 7 + days)
    return first, after - timedelta(days=1)


_READERS: tuple[tuple[str, Callable[[tuple[str, ...]], Days]], ...] = (
    (r"Q([1-4])\s*" + _YEAR, lambda given: months_from(int(given[1]), int(given[0]) * 3 - 2, 3)),
    (r"year ending (?:(\d{1,2}) )?" + _MONTH + r"\s+" + _YEAR, _year_ending),
    (r"(\d{1,2}) " + _MONTH + r" " + _YEAR, _day_in_words),
    (r"mid-?\s?" + _YEAR, _mid_year),
    (_ISO + "/" + _ISO, _from_to),
    (_ISO + r"/P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", _lasting),
)
