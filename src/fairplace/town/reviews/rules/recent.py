"""England's marker of the recent trend, from figures as they were kept."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import fairplace.equity as eq
from fairplace.town.indicators.rules import Flag, middle_year

DAYS_A_YEAR = 365.25


def find_recent_trend(
    points: Sequence[Mapping[str, Any]], *, polarity: str, form: str
) -> dict[str, str | float | None]:
    """Return the recent trend in a word and a code, its chi-square, and the reason where there is none.

    A value that repeats an earlier one is no point of its own.
    """
    own = [one for one in points if one["value"] is not None and one["flag"] != Flag.CARRIED_FORWARD]
    if not own:
        return {"word": "", "code": "", "chi_square": None, "reason": "No value here was measured afresh."}
    days = [tuple(date.fromisoformat(one[name]) for name in ("starts_on", "ends_on")) for one in own]
    trend = eq.recent_trend(
        [middle_year(*one) for one in days],
        **_list_numbers(own, form),
        breaks=[one["flag"] == Flag.BREAK for one in own],
        span=round(((days[-1][1] - days[-1][0]).days + 1) / DAYS_A_YEAR, 2),
        polarity=polarity,
    )
    chi_square = None if trend.reason else float(trend.chi_square)
    return {
        "word": str(trend.word),
        "code": str(trend.code),
        "chi_square": chi_square,
        "reason": str(trend.reason),
    }


def _list_numbers(points: Sequence[Mapping[str, Any]], form: str) -> dict[str, list[float | None]]:
    """Return what the trend of this kind of number is worked out from."""
    is_counted = form == "proportion" and all(None not in (p["count"], p["denominator"]) for p in points)
    names = (
        {"counts": "count", "denominators": "denominator"}
        if is_counted
        else {"values": "value", "lowers": "lower", "uppers": "upper"}
    )
    return {given: [one[name] for one in points] for given, name in names.items()}
