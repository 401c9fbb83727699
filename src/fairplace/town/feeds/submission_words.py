"""Says submissions and their rows in words, for pages and files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.feeds.forms.submitted_row import LABELS
from fairplace.town.feeds.models import Submission, SubmittedRow
from fairplace.town.feeds.rules.protection import say_reason
from fairplace.town.feeds.words import say_number
from fairplace.town.indicators.models import Indicator
from fairplace.town.ui.numbers import in_words

State = Submission.State
MARKS = {
    State.DRAFT: "proposed",
    State.SUBMITTED: "illustrative",
    State.RETURNED: "worse",
    State.APPROVED: "confirmed",
    State.PUBLISHED: "confirmed",
    State.WITHDRAWN: "proposed",
}


def say_rows(
    rows: Iterable[SubmittedRow], indicator: Indicator, hidden: Iterable[Mapping[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Return rows as a page shows them: what was typed, what it means, what is wrong, and last year's."""
    gone: dict[int, list[str]] = {}
    for one in hidden:
        gone.setdefault(one["position"], []).append(say_reason(one["reason"]))
    return [_say_row(row, indicator, gone.get(row.position, [])) for row in rows]


def _say_row(row: SubmittedRow, indicator: Indicator, reasons: list[str]) -> dict[str, Any]:
    values = row.values
    faults = [
        {"field": LABELS.get(one["column"], one["column"]), "found": one["found"], "do": one["do"]}
        for one in row.faults
    ]
    told = {"position": row.position, "faults": faults, "warnings": row.warnings, "is_read": bool(values)}
    if not values:
        typed = [text for text in row.typed.values() if text]
        return {**told, "place": row.typed.get("place") or _("no place"), "typed": ", ".join(typed)}
    return {
        **told,
        "place": values["place_name"] or values["place"],
        "period": values["period"],
        "who": values["who"] or _("everybody"),
        "typed": row.typed.get("value", ""),
        "value": say_number(_as_number(values, "lower_95", "upper_95"), indicator),
        "out_of": _say_out_of(values),
        "last": _say_last(values.get("last") or {}, indicator),
        "note": values["note"],
        "hidden": sorted(set(reasons)),
    }


def _as_number(values: Mapping[str, Any], lower: str, upper: str) -> dict[str, Any]:
    names = ("value", "count", "denominator", "flag", "note")
    return {**{name: values.get(name) for name in names}, "lower": values[lower], "upper": values[upper]}


def _say_out_of(values: Mapping[str, Any]) -> str:
    count, people = (
        None if values[name] is None else in_words(values[name], decimals=0)
        for name in ("count", "denominator")
    )
    if count is not None and people is not None:
        return _("%(count)s of %(people)s") % {"count": count, "people": people}
    if people is not None:
        return _("out of %(people)s") % {"people": people}
    return count or ""


def _say_last(last: Mapping[str, Any], indicator: Indicator) -> str:
    if not last:
        return _("none to compare with")
    said = say_number({**last, "flag": "", "note": ""}, indicator)
    people = last["denominator"]
    of = _(", out of %(people)s") % {"people": in_words(people, decimals=0)} if people is not None else ""
    return f"{last['period']}: {said}{of}"
