"""Turns the ways that publishers write a period into a name, a first and a last day."""

from datetime import date, timedelta

from building.figures import Period


def calendar_year(year: int) -> Period:
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def years_pooled(name: str) -> Period:
    """Return the period of pooled calendar years: "2016-18" runs from 2016 to the end of 2018."""
    first, last = int(name[:4]), int(name[:2] + name[5:7])
    return Period(name, date(first, 1, 1), date(last, 12, 31))


def iso_period(text: str) -> Period:
    """Return the period of an ISO 8601 start and duration ("2021-04-01/P1Y"), or of a single day."""
    start, _, duration = text.partition("/")
    first = date.fromisoformat(start)
    if not duration:
        return Period(str(first.year), first, first)
    years = int(duration.removeprefix("P").removesuffix("Y"))
    last = first.replace(year=first.year + years) - timedelta(days=1)
    if years > 1:
        return Period(f"{first.year}-{last.year % 100:02}", first, last)
    same_year = first.year == last.year
    return Period(str(first.year) if same_year else f"{first.year}/{last.year % 100:02}", first, last)
