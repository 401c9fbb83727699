"""Lays out what a load would change for a spreadsheet: what, when, from whom and on which terms."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from fairplace.town.feeds.models import Load

COLUMNS = (
    "indicator", "publisher", "fetched_at", "state", "change", "place", "place_name", "group", "period",
    "value_then", "lower_95_then", "upper_95_then", "count_then", "denominator_then", "flag_then",
    "note_then",
    "value_now", "lower_95_now", "upper_95_now", "count_now", "denominator_now", "flag_now", "note_now",
    "licence", "terms", "attribution",
)  # fmt: skip
NUMBERS = ("value", "lower", "upper", "count", "denominator", "flag", "note")
CHANGES = ("revised", "withdrawn", "new", "refined")


def list_rows(load: Load) -> Iterator[tuple[Any, ...]]:
    """Yield every line of the comparison of a load, the revised first."""
    told = load.comparison
    same = (
        load.feed.indicator.code, load.feed.publisher,
        timezone.localtime(load.ended_at or load.started_at).isoformat(timespec="seconds"), load.state,
    )  # fmt: skip
    terms = told["licence"], told["terms"], told["attribution"]
    words = {
        "revised": _("revised"),
        "withdrawn": _("withdrawn"),
        "new": _("new"),
        "refined": _("told more exactly"),
    }
    for change in CHANGES:
        for line in told[change]:
            where = line["place"], line["name"], line["who"], line["period"]
            yield (*same, words[change], *where, *_numbers(line["then"]), *_numbers(line["now"]), *terms)


def _numbers(number: dict[str, Any] | None) -> tuple[Any, ...]:
    return tuple(number[name] if number else None for name in NUMBERS)
