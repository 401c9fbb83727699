"""Lays out a definition card for reading: what is known, in the order in which people ask."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.indicators.models import Indicator

LABELS: dict[str, Promise] = {
    "rationale": _("Why it is counted"),
    "numerator": _("What is counted"),
    "denominator": _("Out of what"),
    "age": _("Ages"),
    "sex": _("Sex"),
    "geography": _("Areas"),
    "period_type": _("Kind of year"),
    "frequency": _("How often published"),
    "usual_lag": _("Usual delay"),
    "release_month": _("Usual month of publication"),
    "next_update": _("Next update"),
    "revisions": _("Revisions"),
    "interval_method": _("Likely range"),
    "standard_population": _("Standard population"),
    "disclosure": _("Small numbers"),
    "caveats": _("Take care"),
    "breaks": _("Changes of definition"),
}


def _list_counted(indicator: Indicator) -> list[tuple[str | Promise, list[str]]]:
    """Return how the indicator is made and compared, from what is stored beside its card."""
    lines: list[tuple[str | Promise, list[str]]] = [
        (_("Kind of number"), [str(Indicator.Form(indicator.form).label)]),
        (_("Compared by"), [str(Indicator.Comparison(indicator.comparison).label)]),
    ]
    if indicator.goals:
        lines.append((_("Goal"), [" – ".join(f"{goal:g}" for goal in indicator.goals)]))
    if indicator.threshold:
        said = _now("Counts under %(n)d are not shown, nor what they could be worked out from.")
        lines.append((_("Small counts"), [said % {"n": indicator.threshold}]))
    return lines


def list_lines(indicator: Indicator) -> list[tuple[str | Promise, list[str]]]:
    """Return (label, lines) for everything that the card says."""
    lines: list[tuple[str | Promise, list[str]]] = [
        (_("Full name"), [indicator.name]),
        (_("Definition"), [indicator.definition]),
        (_("Unit"), [indicator.unit]),
        (_("Which way is better"), [str(Indicator.Polarity(indicator.polarity).label)]),
    ]
    lines += _list_counted(indicator)
    for key, label in LABELS.items():
        value = indicator.card.get(key)
        if value:
            lines.append((label, [_line(part) for part in (value if isinstance(value, list) else [value])]))
    return lines


def _line(part: object) -> str:
    return ": ".join(str(value) for value in part.values()) if isinstance(part, dict) else str(part)
