"""Says feeds and what came of them in words, for pages and files."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairplace.town.feeds.queries.feed import FeedLine
from fairplace.town.feeds.rules.health import Health, age_in_words
from fairplace.town.indicators.models import Indicator
from fairplace.town.indicators.rules import Flag
from fairplace.town.ui.numbers import in_words, interval_in_words

SHOWN = 200
# How a state is coloured; those that ask for somebody's eyes stand out.
MARKS = {
    Health.FRESH: "confirmed",
    Health.LATE: "worse",
    Health.FAILED: "worse",
    Health.WAITING: "illustrative",
}
OPEN = ("open government licence", "ogl")


def say_age(ends_on: date, today: date) -> str:
    """Return how long ago a period ended: "2 years and 3 months ago"."""
    age = age_in_words(ends_on, today)
    years = ngettext("%(n)d year", "%(n)d years", age["years"]) % {"n": age["years"]}
    months = ngettext("%(n)d month", "%(n)d months", age["months"]) % {"n": age["months"]}
    if age["years"] and age["months"]:
        return _("%(years)s and %(months)s ago") % {"years": years, "months": months}
    if age["years"] or age["months"]:
        return _("%(time)s ago") % {"time": years if age["years"] else months}
    return _("less than a month ago") if ends_on <= today else _("still running")


def say_feed(line: FeedLine, *, title: str, today: date) -> dict[str, Any]:
    """Return a feed as the list shows it; `title` is what its publisher is called."""
    newest = line.newest
    return {
        "title": title,
        "line": line,
        "feed": line.feed,
        "health": line.health,
        "mark": MARKS.get(line.health, "proposed"),
        "age": say_age(newest.ends_on, today) if newest else "",
        "is_running": line.running is not None,
    }


def say_number(number: Mapping[str, Any] | None, indicator: Indicator) -> str:
    """Return a number of a comparison with its likely range: "5.1% (likely between 4.0% and 6.2%)"."""
    if number is None:
        return _("nothing")
    form = {"unit": indicator.unit, "decimals": indicator.decimals}
    if number["value"] is None:
        return str(Flag(number["flag"]).label) if number["flag"] else number["note"] or _("no value")
    said = in_words(number["value"], **form)
    interval = interval_in_words(number["lower"], number["upper"], **form)
    flag = str(Flag(number["flag"]).label) if number["flag"] else ""
    return said + "".join(f" ({one})" for one in (interval, flag) if one)


def say_change(line: Mapping[str, Any], indicator: Indicator) -> str:
    """Return by how much a value changes, with its sign; nothing where there is no value on both sides."""
    then, now = line["then"], line["now"]
    if not then or not now or then["value"] is None or now["value"] is None:
        return ""
    change = now["value"] - then["value"]
    unit = _(" points") if indicator.unit == "%" else ""
    said = in_words(change, unit="" if unit else indicator.unit, decimals=indicator.decimals)
    return f"{'+' if change > 0 else ''}{said}{unit}"


def say_lines(lines: Iterable[Mapping[str, Any]], indicator: Indicator) -> list[dict[str, str]]:
    """Return the lines of a comparison as a page shows them, the first of many."""
    return [
        {
            "place": line["name"],
            "who": line["who"],
            "period": line["period"],
            "then": say_number(line["then"], indicator),
            "now": say_number(line["now"], indicator),
            "change": say_change(line, indicator),
        }
        for line in list(lines)[:SHOWN]
    ]


def say_sizes(comparison: Mapping[str, Any], indicator: Indicator) -> list[tuple[str, str, str]]:
    """Return how much there was and is, a line for each kind of total."""
    then, now = comparison["then"], comparison["now"]
    named = (
        ("rows", _("Rows")),
        ("places", _("Places")),
        ("periods", _("Periods")),
        ("parts", _("Groups of people")),
        ("newest", _("Last day of the newest period")),
        ("counted", _("Sum of what is counted")),
        ("denominators", _("Sum of those it is out of")),
    )
    return [(words, _size(then[name]), _size(now[name])) for name, words in named if then[name] or now[name]]


def _size(value: Any) -> str:
    if value is None:
        return _("none")
    if isinstance(value, str):
        return date_format(date.fromisoformat(value), "j F Y")
    return in_words(value, decimals=0)


def say_licence(comparison: Mapping[str, Any]) -> dict[str, str]:
    """Return under which licence figures come, and their own terms where the licence is not an open one."""
    own = comparison["terms"]
    is_open = not own and comparison["licence"].casefold().startswith(OPEN)
    return {"name": comparison["licence"], "terms": own, "is_open": "yes" if is_open else ""}
