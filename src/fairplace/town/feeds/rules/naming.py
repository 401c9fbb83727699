"""What a period is called here: publishers write the same year in many ways, and we know it by one name."""

import re
from calendar import month_abbr, month_name
from collections.abc import Mapping
from datetime import date, timedelta

Days = tuple[date, date]
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(/.*)?")


def name_period(published: str, days: Days, known: Mapping[Days, str]) -> str:
    """Return the name of a period: the one that the town has for these days, or else a readable one.

    "2009 - 11" is 2009-11. What is written for programs (2021-04-01/P1Y) is named by its days.
    """
    if days in known:
        return known[days]
    if _ISO.fullmatch(published):
        return _name_days(days, known)
    return re.sub(r"\s*[-–]\s*", "-", " ".join(published.split()))


def _name_days(days: Days, known: Mapping[Days, str]) -> str:
    first, last = days
    if first == last:
        # One day a year stands for its year where the town has always said so.
        is_yearly = any(one[0] == one[1] and name == str(one[0].year) for one, name in known.items())
        return str(first.year) if is_yearly else f"{first.day} {month_name[first.month]} {first.year}"
    after = last + timedelta(days=1)
    if (after.month, after.day) == (first.month, first.day):
        return _name_years(first, last, after.year - first.year)
    if first.year == last.year:
        return f"{month_abbr[first.month]}-{month_abbr[last.month]} {last.year}"
    return f"{month_abbr[first.month]} {first.year}-{month_abbr[last.month]} {last.year}"


def _name_years(first: date, last: date, years: int) -> str:
    if years > 1:
        return f"{first.year}-{last.year % 100:02}"
    return str(first.year) if first.year == last.year else f"{first.year}/{last.year % 100:02}"
