"""Which days a period covers: publishers write the same three years in many ways."""

import re
from collections.abc import Callable
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The month in which a year begins, by what a publisher calls such a year.
CALENDAR, FINANCIAL, ACADEMIC = 1, 4, 9
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

Days = tuple[date, date]


def first_month(year_type: str) -> int:
    """Return the month in which years of a type begin, such as “August to July”; financial unless it says."""
    said = year_type.lower()
    if "calendar" in said:
        return CALENDAR
    if "academic" in said:
        return ACADEMIC
    found = re.match(rf"\W*{_MONTH}\b", said)
    return MONTHS.index(found[1]) + 1 if found else FINANCIAL


def days_of(period: str, *, year_from: int = FINANCIAL) -> Days | None:
    """Return the first and last day of a period as published; None where we do not know how to read it.

    Known are 2015, 2016/17, 2016/17 Q2, 2015 Q2, Mar 2020, 31/03/2020, 2020-03-31, and two of these with a
    hyphen between: 2014 - 16, 2014/15 - 16/17, Jan 2015-Dec 2015. `year_from` is the month in which a year
    like 2016/17 begins.
    """
    text = " ".join(period.replace("–", "-").lower().split())
    single = _single(text, year_from)
    if single:
        return single
    for at in (match.start() for match in re.finditer("-", text)):
        first, last = text[:at].strip(), text[at + 1 :].strip()
        begins = _single(first, year_from) or _single(_with_year(first, last), year_from)
        ends = _single(last, year_from) or _single(_with_century(first, last), year_from)
        if begins and ends and begins[0] <= ends[0]:
            return begins[0], ends[1]
    return None


def days_of_sortable(sortable: str, length: str = "") -> Days | None:
    """Return the days by Fingertips' number YYYYQQMM of the start, and its length such as 3y, 1q or 1m."""
    if not re.fullmatch(r"(19|20)\d{6}", sortable):
        return None
    year, quarter, month = int(sortable[:4]), int(sortable[4:6]), int(sortable[6:])
    if quarter > 4 or month > 12:
        return None
    begins = month or (3 * quarter - 2 if quarter else 1)
    found = re.fullmatch(r"(\d+)\s*([ymq])\w*", length.strip().lower())
    months = (
        int(found[1]) * {"y": 12, "q": 3, "m": 1}[found[2]] if found else 1 if month else 3 if quarter else 12
    )
    return _stretch(year, begins, months)


def _single(text: str, year_from: int) -> Days | None:
    for pattern, read in _SINGLE:
        if found := re.fullmatch(pattern, text):
            return read(found, year_from)
    return None


def _year(found: re.Match[str], _: int) -> Days:
    return _stretch(int(found[1]), CALENDAR, 12)


def _split_year(found: re.Match[str], year_from: int) -> Days | None:
    # 2016/17 is one year; 2016/19 would not be.
    follows = (int(found[1]) + 1) % 100 == int(found[2]) % 100
    return _stretch(int(found[1]), year_from, 12) if follows else None


def _quarter(found: re.Match[str], _: int) -> Days:
    return _stretch(int(found[1]), 3 * int(found[2]) - 2, 3)


def _quarter_of_split_year(found: re.Match[str], year_from: int) -> Days:
    return _stretch(int(found[1]), year_from + 3 * int(found[2]) - 3, 3)


def _month_first(found: re.Match[str], _: int) -> Days:
    return _stretch(int(found[2]), MONTHS.index(found[1]) + 1, 1)


def _year_first(found: re.Match[str], _: int) -> Days:
    return _stretch(int(found[1]), MONTHS.index(found[2]) + 1, 1)


def _day(found: re.Match[str], _: int) -> Days | None:
    try:
        only = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return only, only


_SINGLE: tuple[tuple[str, Callable[[re.Match[str], int], Days | None]], ...] = (
    (r"(\d{4})", _year),
    (r"(\d{4})/(\d{2}|\d{4})", _split_year),
    (r"(\d{4}) ?q([1-4])", _quarter),
    (r"(\d{4})/\d{2} ?q([1-4])", _quarter_of_split_year),
    (rf"{_MONTH}\.? (\d{{4}})", _month_first),
    (rf"(\d{{4}}) {_MONTH}", _year_first),
    (r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", _day),
    (r"(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})", _day),
)


def _with_century(first: str, last: str) -> str:
    """Return 16 after 2014 as 2016, 01 after 1999 as 2001, and 16/17 after 2014/15 as 2016/17."""
    if not (re.match(r"\d{4}", first) and re.fullmatch(r"\d{2}(/\d{2})?", last)):
        return ""
    century = int(first[:2]) + (int(last[:2]) < int(first[2:4]))
    return f"{century}{last}"


def _with_year(first: str, last: str) -> str:
    """Return Jan before Mar 2018 as Jan 2018."""
    return f"{first} {last[-4:]}" if re.fullmatch(rf"{_MONTH}", first) else ""


def _stretch(year: int, month: int, months: int) -> Days:
    return _first_of(year, month), _first_of(year, month + months) - timedelta(days=1)


def _first_of(year: int, month: int) -> date:
    """Return the first of a month, of which there may be more than twelve."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
