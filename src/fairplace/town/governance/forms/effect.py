from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import Effect
from fairplace.town.governance.rules.equity import ALONG, Expectation

CONFIDENCE = [("", _("Choose")), *Effect.Confidence.choices]


@dataclass(frozen=True)
class Row:
    """The three questions along one characteristic."""

    along: str
    name: str
    hint: str
    expected: BoundField
    who: BoundField
    confidence: BoundField


class EffectsForm(forms.Form):
    """Who gains and who loses, along each characteristic. Nothing is chosen beforehand; half is saved too."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        for along, (name, _hint) in ALONG.items():
            self.fields[f"{along}-expected"] = forms.ChoiceField(
                label=str(name), choices=Effect.Expected.choices, widget=forms.RadioSelect, required=False
            )
            self.fields[f"{along}-who"] = forms.CharField(
                label=_("Who, and how (or how you will find out)"),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=2000,
                required=False,
            )
            self.fields[f"{along}-confidence"] = forms.ChoiceField(
                label=_("How sure you are"), choices=CONFIDENCE, required=False
            )

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                along,
                str(name),
                str(hint),
                self[f"{along}-expected"],
                self[f"{along}-who"],
                self[f"{along}-confidence"],
            )
            for along, (name, hint) in ALONG.items()
        ]

    @property
    def effects(self) -> list[Expectation]:
        told = self.cleaned_data
        return [
            Expectation(along, *(told[f"{along}-{part}"] for part in ("expected", "who", "confidence")))
            for along in ALONG
        ]


def get_initial(effects: Iterable[Expectation], version: int) -> dict[str, Any]:
    """Return who gains and who loses as the form shows it."""
    said: dict[str, Any] = {"version": version}
    for one in effects:
        said |= {
            f"{one.along}-expected": one.expected,
            f"{one.along}-who": one.who,
            f"{one.along}-confidence": one.confidence,
        }
    return said
