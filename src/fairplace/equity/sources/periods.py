"""Reads the periods that publishers print: words in, first and last day out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from fairplace.equity.sources.errors import NotLoaded

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A year that two calendar years share begins in April, unless a publisher's begins elsewhere.
FINANCIAL, ACADEMIC = 4, 9
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TO = r"\s*(?:-|–|to|until)\s*"
_YEAR = r"((?:18|19|20|21)\d\d)"


@dataclass(frozen=True)
class Period:
    """What a number covers: as published, and from the first day to the last, both included."""

    text: str
    starts_on: date
    ends_on: date


def read_period(text: str, *, year_begins: int = FINANCIAL) -> Period:
    """Return the days that a published period covers. Raises NotLoaded where it could mean two things.

    `year_begins` is the month in which a year written 2016/17 begins: 4 for money, 9 for schools.
    """
    said = " ".join(str(text).split())
    for pattern, days in _READERS:
        found = re.fullmatch(pattern, said, flags=re.IGNORECASE)
        if found:
            try:
                first, last = days(found.groups(), year_begins)
            except NotLoaded:
                raise
            except (ValueError, OverflowError):
                break
            if first <= last:
                return Period(said, first, last)
    raise NotLoaded(f"“{said}” is not understood as a period. {HOW}")


HOW = "Write 2023, 2023/24, 2021 - 23, 2023 Q1, Mar 2023, 2023-03-31 or 2023-04-01/P1Y."
Days = tuple[date, date]
Reader = Callable[[tuple[str, ...], int], Days]


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


def _year(given: tuple[str, ...], _begins: int) -> Days:
    return months_from(int(given[0]), 1, 12)


def _split_year(given: tuple[str, ...], begins: int) -> Days:
    _refuse_unless_next(given[0], given[1])
    return months_from(int(given[0]), begins, 12)


def _split_years(given: tuple[str, ...], begins: int) -> Days:
    first, _second, last, after = given
    _refuse_unless_next(given[0], given[1])
    last = first[:2] + last if len(last) == 2 else last
    _refuse_unless_next(last, after)
    return date(int(first), begins, 1), months_from(int(last), begins, 12)[1]


def _refuse_unless_next(year: str, after: str) -> None:
    if (int(year) + 1) % 100 != int(after) % 100:
        raise ValueError("These two years do not follow each other.")


def _pool(given: tuple[str, ...], _begins: int) -> Days:
    first, last = given
    return date(int(first), 1, 1), date(int(first[:2] + last if len(last) == 2 else last), 12, 31)


def _hyphened(given: tuple[str, ...], begins: int) -> Days:
    first, last = int(given[0]), int(given[0][:2] + given[1])
    written = f"“{given[0]}-{given[1]}”"
    if last == first + 1:
        raise NotLoaded(
            f"{written} may be one year from {first} into {last}, or both calendar years. "
            f"Write {first}/{last % 100:02d} or {first} to {last}."
        )
    if 1 <= int(given[1]) <= 12:
        month = MONTHS[int(given[1]) - 1].capitalize()
        raise NotLoaded(
            f"{written} may be a month or several years. Write {month} {first} or {first} to {last}."
        )
    return _pool(given, begins)


def _quarter(year: str, quarter: str) -> Days:
    return months_from(int(year), int(quarter) * 3 - 2, 3)


def _split_quarter(given: tuple[str, ...], begins: int) -> Days:
    _refuse_unless_next(given[0], given[1])
    first = add_months(date(int(given[0]), begins, 1), (int(given[2]) - 1) * 3)
    return first, add_months(first, 3) - timedelta(days=1)


def _month_to_month(given: tuple[str, ...], _begins: int) -> Days:
    first, year, last, until = given
    return date(int(year), _month(first), 1), end_of_month(int(until), _month(last))


def _months_of_one_year(given: tuple[str, ...], begins: int) -> Days:
    first, last, year = given
    return _month_to_month((first, year, last, year), begins)


def _year_ending(given: tuple[str, ...], _begins: int) -> Days:
    day, month, year = given
    last = date(int(year), _month(month), int(day)) if day else end_of_month(int(year), _month(month))
    return add_months(last + timedelta(days=1), -12), last


def _day(given: tuple[str, ...], _begins: int) -> Days:
    day = date(int(given[0]), int(given[1]), int(given[2]))
    return day, day


def _day_in_words(day: str, month: str, year: str) -> Days:
    found = date(int(year), _month(month), int(day))
    return found, found


def _from_to(given: tuple[str, ...], _begins: int) -> Days:
    return date.fromisoformat(given[0]), date.fromisoformat(given[1])


def _lasting(given: tuple[str, ...], _begins: int) -> Days:
    first, years, months, weeks, days = date.fromisoformat(given[0]), *(int(one or 0) for one in given[1:])
    after = add_months(first, years * 12 + months) + timedelta(days=weeks * 7 + days)
    return first, after - timedelta(days=1)


_ISO = r"(\d{4}-\d\d-\d\d)(?:T00:00:00)?"
_READERS: tuple[tuple[str, Reader], ...] = (
    (_YEAR, _year),
    (_YEAR + r"/(\d\d|\d{4})", _split_year),
    (_YEAR + r"/(\d\d)" + _TO + r"(\d\d|\d{4})/(\d\d)", _split_years),
    (_YEAR + r"(?:\s+[-–]\s+|\s+to\s+)(\d\d|\d{4})", _pool),
    (_YEAR + r"[-–](\d{4})", _pool),
    (_YEAR + r"[-–](\d\d)", _hyphened),
    (_YEAR + r"\s*-?Q([1-4])", lambda given, _: _quarter(*given)),
    (r"Q([1-4])\s*" + _YEAR, lambda given, _: _quarter(given[1], given[0])),
    (_YEAR + r"/(\d\d)\s*Q([1-4])", _split_quarter),
    (_MONTH + r"\s+" + _YEAR, lambda given, _: months_from(int(given[1]), _month(given[0]), 1)),
    (_YEAR + r"\s+" + _MONTH, lambda given, _: months_from(int(given[0]), _month(given[1]), 1)),
    (_MONTH + r"\s+" + _YEAR + _TO + _MONTH + r"\s+" + _YEAR, _month_to_month),
    (_MONTH + _TO + _MONTH + r"\s+" + _YEAR, _months_of_one_year),
    (r"year ending (?:(\d{1,2}) )?" + _MONTH + r"\s+" + _YEAR, _year_ending),
    (r"(\d{4})-(\d\d)-(\d\d)(?:T00:00:00)?", _day),
    (r"(\d{1,2})/(\d{1,2})/(\d{4})", lambda given, begins: _day(given[::-1], begins)),
    (r"(\d{1,2}) " + _MONTH + r" " + _YEAR, lambda given, _: _day_in_words(*given)),
    (r"mid-?\s?" + _YEAR, lambda given, b: _day((given[0], "6", "30"), b)),
    (_ISO + "/" + _ISO, _from_to),
    (_ISO + r"/P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", _lasting),
)  # fmt: skip
