"""How measures stood on a day, in words, and what was revised since."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fairplace.town.indicators.rules import Flag
from fairplace.town.measures.rules import difference_unit
from fairplace.town.ui.numbers import in_words, interval_in_words

# Subgroup and period of a figure, and its value with the limits.
Figures = Mapping[tuple[str, str], tuple[float, float | None, float | None]]


def say_measure(kept: Mapping[str, Any]) -> list[str]:
    """Return the figures of one measure as they were kept, a sentence each, or that there were none."""
    form = {"unit": kept["unit"], "decimals": kept["decimals"]}
    said = [_say_line(line, form) for line in kept["lines"]] or [_("No number.")]
    return [*said, *_say_gap(kept["gap"])]


def _say_line(line: Mapping[str, Any], form: dict[str, Any]) -> str:
    who = f"{capfirst(line['subgroup'])}: " if line["subgroup"] else ""
    flag = f" ({Flag(line['flag']).label})" if line["flag"] else ""
    return f"{who}{_say_estimate(line, form)}, {line['period']}{flag}. {line['publisher']}."


def _say_estimate(one: Mapping[str, Any], form: dict[str, Any]) -> str:
    interval = interval_in_words(one["lower"], one["upper"], **form)
    return f"{in_words(one['value'], **form)} ({interval})" if interval else in_words(one["value"], **form)


def _say_gap(gap: Mapping[str, Any] | None) -> list[str]:
    """Return the gap in absolute and in relative terms, always both."""
    if not gap:
        return []
    said = _("Gap inside the town: difference %(difference)s; ratio %(ratio)s; %(period)s.")
    form = {"unit": difference_unit(gap["unit"]), "decimals": gap["decimals"]}
    return [
        said
        % {
            "difference": _say_estimate(gap["absolute"], form),
            "ratio": _say_estimate(gap["relative"], {"decimals": 2}),
            "period": gap["period"],
        }
    ]


def list_revisions(kept: Mapping[str, Any], now: Figures, gap: Mapping[str, Any] | None) -> list[str]:
    """Return which of the kept figures are published otherwise now, for the same people and period."""
    form = {"unit": kept["unit"], "decimals": kept["decimals"]}
    found = [_say_revision(line, now, form) for line in kept["lines"]]
    if kept["gap"] and gap and _is_revised_gap(kept["gap"], gap):
        found.append(_("The gap of %(period)s was revised since.") % {"period": gap["period"]})
    return [one for one in found if one]


def _say_revision(line: Mapping[str, Any], now: Figures, form: dict[str, Any]) -> str:
    who = f"{line['subgroup']}, {line['period']}" if line["subgroup"] else line["period"]
    current = now.get((line["subgroup"], line["period"]))
    if current is None:
        return _("The figure of %(who)s is not published any more.") % {"who": who}
    if current == (line["value"], line["lower"], line["upper"]):
        return ""
    value, lower, upper = current
    said = {
        "who": who,
        "then": _say_estimate(line, form),
        "now": _say_estimate({"value": value, "lower": lower, "upper": upper}, form),
    }
    return _("The figure of %(who)s was revised since: from %(then)s to %(now)s.") % said


def _is_revised_gap(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    is_same_figure = (then["period"], then["edition"]) == (now["period"], now["edition"])
    return is_same_figure and any(then[one] != now[one] for one in ("absolute", "relative"))
