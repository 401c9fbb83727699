"""England's recent trend of a series, as published, or the reason why there is none."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

import fairplace.equity as eq
from fairplace.town.indicators.rules import Point, middle_year
from fairplace.town.measures.rules.judgement import year_of

WORDS = {
    "increasing and getting better": _("Rising, and getting better"),
    "increasing and getting worse": _("Rising, and getting worse"),
    "decreasing and getting better": _("Falling, and getting better"),
    "decreasing and getting worse": _("Falling, and getting worse"),
    "increasing": _("Rising"),
    "decreasing": _("Falling"),
    "no significant change": _("No clear change"),
    "cannot be calculated": _("Cannot be calculated"),
}


def find_recent_trend(
    points: Sequence[Point], *, polarity: str, form: str, breaks: Iterable[date] = ()
) -> eq.RecentTrend:
    """Return the recent trend of the last five figures that were measured afresh.

    A share goes by its counts and denominators where every one of the five has both; all else by values
    and their limits.
    """
    own = [point for point in points if point.flag != "carried-forward"]
    last = own[-5:]
    is_counted = form == "proportion" and all(one.count is not None and one.denominator for one in last)
    given = (
        {"counts": [one.count for one in own], "denominators": [one.denominator for one in own]}
        if is_counted
        else {
            "values": [one.value for one in own],
            "lowers": [one.lower for one in own],
            "uppers": [one.upper for one in own],
        }
    )
    return eq.recent_trend(
        [year_of(one) for one in own],
        **given,
        breaks=_begins(own, breaks),
        span=max((_span(one) for one in last), default=1),
        polarity=polarity,
    )


def _begins(points: Sequence[Point], breaks: Iterable[date]) -> list[bool]:
    """Return which points begin a new definition, by the publisher's flag or a marked day."""
    days = [middle_year(day, day) for day in breaks]
    before = [float("-inf"), *(point.year for point in points)]
    return [
        point.flag == "break" or any(earlier < day <= point.year for day in days)
        for earlier, point in zip(before, points, strict=False)
    ]


def _span(point: Point) -> float:
    """Return how many years a period covers; less than one counts as one, for neighbours are a year apart."""
    return max(1.0, round(((point.ends_on - point.starts_on).days + 1) / 365.25))
