"""What may be said of the town beside another place."""

from django.utils.translation import gettext as _


def difference_unit(unit: str) -> str:
    """Return the unit of a difference: two percentages differ by percentage points."""
    return _("percentage points") if unit == "%" else unit


def difference_words(difference: str, other: str) -> str:
    """Return what may be said of the town beside another place."""
    words = {
        "better": _("Here it is better than in %(place)s: the likely range leaves out their number."),
        "worse": _("Here it is worse than in %(place)s: the likely range leaves out their number."),
        "higher": _("Here it is higher than in %(place)s: the likely range leaves out their number."),
        "lower": _("Here it is lower than in %(place)s: the likely range leaves out their number."),
        "similar": _("We cannot tell it from %(place)s: the likely range includes their number."),
    }
    unknown = _("We cannot tell it from %(place)s: no likely range was published.")
    return words.get(difference, unknown) % {"place": other}


def difference_in_short(difference: str) -> str:
    words = {
        "better": _("Better here"),
        "worse": _("Worse here"),
        "higher": _("Higher here"),
        "lower": _("Lower here"),
    }
    return words.get(difference, _("Cannot tell apart"))
