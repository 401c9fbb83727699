"""What a highlight report proposes and how it is frozen: plain values, no database."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

# A list shows this many of its records and counts the rest: the report is one page.
SHOWN = 5
SHOWN_MEASURES = 12
FIRST_LOOK = timedelta(days=90)


def propose_period(*, today: date, last_report: date | None, last_meeting: date | None) -> tuple[date, date]:
    """Return the first and last day: since the last report, or else the last meeting, or else 90 days."""
    after_report = last_report + timedelta(days=1) if last_report else None
    since = after_report or last_meeting or today - FIRST_LOOK
    return min(since, today), today


def shorten(lines: Iterable[dict[str, str]]) -> dict[str, Any]:
    """Return the first lines, and how many more there are."""
    listed = list(lines)
    return {"lines": listed[:SHOWN], "more": max(len(listed) - SHOWN, 0)}


def choose_measures(measures: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the measures to show, those getting worse or better by the test first, and how many more.

    What is not shown has no direction, unless more than a table holds have one.
    """
    order = {"worse": 0, "better": 1}
    listed = sorted(measures, key=lambda one: order.get(one["verdict"], 2))
    return {"measures": listed[:SHOWN_MEASURES], "more_measures": max(len(listed) - SHOWN_MEASURES, 0)}


def digest(data: dict[str, Any]) -> str:
    """Return the digest of what a report said, whatever the order in which it is kept."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
