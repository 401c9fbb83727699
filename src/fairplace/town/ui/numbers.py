"""Writes numbers for people: thousands apart, the unit where English puts it, the interval in words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

MINUS = "\N{MINUS SIGN}"


def in_words(value: float, *, unit: str = "", decimals: int = 1) -> str:
    """Return "5.1%", "£512 a week" or "71.2 years"."""
    number = f"{abs(value):,.{decimals}f}"
    # A value that rounds to nothing has no sign.
    sign = MINUS if value < 0 and float(number.replace(",", "")) else ""
    if unit.startswith("£"):
        return f"{sign}£{number}{_gap(unit[1:])}"
    return f"{sign}{number}{_gap(unit)}"


def tell_in(unit: str, decimals: int) -> Callable[[float | None], str | None]:
    """Return what writes values in words with this unit. A missing one stays missing."""
    return lambda value: None if value is None else in_words(value, unit=unit, decimals=decimals)


def interval_in_words(lower: float | None, upper: float | None, *, unit: str = "", decimals: int = 1) -> str:
    """Return "likely between 4.0% and 6.2%", or nothing when either limit is not known."""
    if lower is None or upper is None:
        return ""
    return _("likely between %(lower)s and %(upper)s") % {
        "lower": in_words(lower, unit=unit, decimals=decimals),
        "upper": in_words(upper, unit=unit, decimals=decimals),
    }


def range_in_words(lower: float | None, upper: float | None, *, decimals: int = 1) -> str:
    """Return "likely 4.0 to 6.2", for where the value stands beside it with its unit; or nothing."""
    if lower is None or upper is None:
        return ""
    limits = {"lower": in_words(lower, decimals=decimals), "upper": in_words(upper, decimals=decimals)}
    return _("likely %(lower)s to %(upper)s") % limits


def looks_numeric(cell: object) -> bool:
    """Return whether a table's cell reads as a number, so that its column is set to the right."""
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return True
    text = str(cell).strip().lstrip(f"+-{MINUS}£(").rstrip("%)")
    return bool(text) and text.replace(",", "").replace(".", "", 1).isdigit()


def _gap(unit: str) -> str:
    return unit if not unit or unit.startswith(("%", " ")) else f" {unit}"
