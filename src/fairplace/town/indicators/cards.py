"""Lays out a definition card for reading: what is known, in the order in which people ask."""

from calendar import month_name
from datetime import date

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
# A publication comes a little before or after its usual month: sooner than this it is still the same one.
EARLIEST = 3


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


def list_lines(
    indicator: Indicator, *, published_on: date | None = None, today: date | None = None
) -> list[tuple[str | Promise, list[str]]]:
    """Return (label, lines) for everything that the card says.

    With the day on which the newest figures were published and today's, it says when the next usually come.
    """
    lines: list[tuple[str | Promise, list[str]]] = [
        (_("Full name"), [indicator.name]),
        (_("Definition"), [indicator.definition]),
        (_("Unit"), [indicator.unit]),
        (_("Which way is better"), [str(Indicator.Polarity(indicator.polarity).label)]),
    ]
    lines += _list_counted(indicator)
    card = indicator.card
    if published_on and today and (said := say_next(card.get("release_month", ""), published_on, today)):
        card = {"next_update": said} | card
    for key, label in LABELS.items():
        value = card.get(key)
        if value:
            lines.append((label, [_line(part) for part in (value if isinstance(value, list) else [value])]))
    return lines


def say_next(month: str, published_on: date, today: date) -> str:
    """Return when figures that come each year in this month are next due; nothing where no month is usual."""
    if month not in month_name[1:]:
        return ""
    number = list(month_name).index(month)
    months = (number - published_on.month) % 12
    due = date(published_on.year + (published_on.month + months > 12), number, 1)
    if months < EARLIEST:
        due = due.replace(year=due.year + 1)
    words = {"month": month, "year": due.year}
    if (due.year, due.month) < (today.year, today.month):
        said = _now(
            "Was to be expected in %(month)s %(year)d. Newer figures may be out; they are not held here."
        )
        return said % words
    return _now("To be expected in %(month)s %(year)d. No day is known here.") % words


def _line(part: object) -> str:
    return ": ".join(str(value) for value in part.values()) if isinstance(part, dict) else str(part)
