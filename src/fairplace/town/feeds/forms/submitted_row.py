from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.feeds.rules.submitting import NAMES
from fairplace.town.indicators.rules import Flag

MOST_LETTERS = 2000
LABELS = {
    "place": _("Place"),
    "period": _("Period"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "value": _("Value"),
    "lower_95": _("Lower limit, 95%"),
    "upper_95": _("Upper limit, 95%"),
    "count": _("Count"),
    "denominator": _("Out of"),
    "sex": _("Sex"),
    "age": _("Age"),
    "dimension": _("Divided by"),
    "subgroup": _("Group"),
    "flag": _("Marked as"),
    "note": _("Note"),
}
assert tuple(LABELS) == NAMES, "Every column of the template has a label."
# Columns that are shown only where somebody's file filled them.
RARE = ("starts_on", "ends_on", "sex", "age")


class RowForm(forms.Form):
    """One row, as text. What it means is read by the operation, which keeps faulty text too."""

    def __init__(self, position: int, typed: Mapping[str, str], *, faults: Iterable[Mapping[str, Any]] = ()):
        prefix = f"row-{position}"
        super().__init__({f"{prefix}-{name}": typed.get(name, "") for name in NAMES}, prefix=prefix)
        self.position = position
        faults = list(faults)
        faulty = {one["column"] for one in faults}
        for name in NAMES:
            if name not in RARE or typed.get(name) or name in faulty:
                self.fields[name] = self._make_field(name, typed.get(name, ""))
        for one in faults:
            self.add_error(one["column"] if one["column"] in self.fields else None, one["do"])
        # Reading the errors checks the form: a field that is needed later leaves a blank row blank.
        assert self.errors is not None, "A bound form has been checked."
        for name in ("place", "period", "value"):
            # For the label alone: what is missing is told by the operation, in its own words.
            self.fields[name].required = True

    @staticmethod
    def _make_field(name: str, text: str) -> forms.Field:
        options: dict[str, Any] = {"label": LABELS[name], "required": False}
        if name == "flag":
            known = [(code, words) for code, words in Flag.choices if code]
            own = [(text, text)] if text and text not in Flag.values else []
            choices = [("", _("ordinary")), *known, *own]
            return forms.CharField(widget=forms.Select(choices=choices), **options)
        attrs = {"autocomplete": "off", **({"list": "places"} if name == "place" else {})}
        return forms.CharField(widget=forms.TextInput(attrs=attrs), max_length=MOST_LETTERS, **options)


def read_posted(posted: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """Return what was typed into rows, by position; the names of fields are row-<position>-<column>."""
    found: dict[int, dict[str, str]] = {}
    for name, text in posted.items():
        head, _dash, rest = name.partition("-")
        number, _dash, column = rest.partition("-")
        if head == "row" and number.isdecimal() and len(number) <= 6 and column in NAMES:
            found.setdefault(int(number), {})[column] = text[:MOST_LETTERS]
    return found
