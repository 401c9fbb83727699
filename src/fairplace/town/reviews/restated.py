"""Restatements in words: the figure as it was frozen, as it is now, why, and what that does to the status."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fairplace.town.indicators.rules import Flag
from fairplace.town.reviews.models import Restatement
from fairplace.town.reviews.telling import say_rating

COLUMNS = (
    "snapshot", "measure", "place", "place_name", "subgroup", "period",
    "old_value", "old_lower", "old_upper", "old_flag", "old_source",
    "new_value", "new_lower", "new_upper", "new_flag", "new_source",
    "old_tested", "new_tested", "cause", "because", "found_at", "explained_at",
)  # fmt: skip
_NUMBERS = ("value", "lower", "upper", "flag")


@dataclass(frozen=True)
class Restated:
    """One restatement with its words."""

    one: Restatement
    name: str
    old: str
    new: str
    effect: str
    came_back: bool


def tell_restated(one: Restatement) -> Restated:
    """Return a restatement in words."""
    return Restated(one, name_restated(one), say(one.old), say(one.new), _say_effect(one), one.old == one.new)


def name_restated(one: Restatement) -> str:
    """Return which figure it is: measure, place, group, period."""
    return ", ".join(part for part in (one.measure_name, one.place_name, one.subgroup, one.period) if part)


def say(number: dict[str, Any]) -> str:
    """Return a figure with its range and mark; that there is none, where there is none."""
    if not number or number["value"] is None:
        return _("not published")
    limits = (number["lower"], number["upper"])
    ranged = _("no likely range") if None in limits else f"{limits[0]:g} – {limits[1]:g}"
    said = f"{number['value']:g} ({ranged})"
    return f"{said}, {Flag(number['flag']).label}" if number["flag"] else said


def _say_effect(one: Restatement) -> str:
    if not one.new_tested:
        return _("The measure is not watched any more.")
    told = {"old": say_rating(one.old_tested), "new": say_rating(one.new_tested)}
    if one.old_tested == one.new_tested:
        return _("The tests say the same as before: %(new)s.") % told
    return _("The tests said “%(old)s” then, and say “%(new)s” now.") % told


def list_row(one: Restatement) -> tuple[Any, ...]:
    """Return a restatement as a row of COLUMNS."""
    old, new = ([number.get(name, "") for name in _NUMBERS] for number in (one.old, one.new))
    explained = one.explained_at.isoformat() if one.explained_at else ""
    return (
        one.snapshot.slug, one.measure, one.place, one.place_name, one.subgroup, one.period,
        *old, one.old_source, *new, one.new_source,
        one.old_tested, one.new_tested, one.cause, one.because, one.found_at.isoformat(), explained,
    )  # fmt: skip
