from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.forms.dates import DayField
from fairplace.town.reviews.models import Review
from fairplace.town.reviews.rules.step import DATED, get_step, list_earlier

LONGEST = 8000


def words(label: Any, help_text: Any = "", rows: int = 4, **options: Any) -> forms.CharField:
    """Return a field for what somebody says at some length."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=LONGEST, **options)


class DaysForm(forms.Form):
    """The agreed last day of each step. None need be named; those that are come in order."""

    title = forms.CharField(label=_("Title"), max_length=200)
    evidence = DayField(label=_("Evidence is in by"), required=False)
    challenge = DayField(label=_("Challenges until"), required=False)
    moderation = DayField(label=_("Ratings are moderated by"), required=False)
    sign_off = DayField(label=_("Signatures by"), required=False)
    published = DayField(label=_("Comments until"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        named = [(name, told[name]) for name in _names() if told.get(name)]
        for (_earlier, before), (later, after) in pairwise(named):
            if after < before:
                self.add_error(later, _now("This day lies before that of an earlier step."))
        return told

    @property
    def days(self) -> dict[str, date | None]:
        """Return the days as the operation takes them, by step."""
        return {step.value: self.cleaned_data[name] for step, name in zip(DATED, _names(), strict=True)}


def _names() -> list[str]:
    return [step.value.replace("-", "_") for step in DATED]


class OpenForm(DaysForm):
    """Which year is reviewed, and by when each step is done."""

    year = forms.IntegerField(
        label=_("Year"), help_text=_("The year that is judged."), min_value=2000, max_value=2100
    )
    field_order = ("year", "title")


class ReviewForm(DaysForm):
    """Title and days, and what is said of the year as a whole. The words are signed and printed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    foreword = words(
        _("Foreword"),
        _("What the year was like, for everybody to read. It is signed: changing it makes signatures void."),
        rows=8,
        required=False,
    )
    foreword_by = forms.CharField(
        label=_("Who writes the foreword"),
        help_text=_("As it is printed, such as: Director of public health. The day is added."),
        max_length=120,
        required=False,
    )
    looking_ahead = words(
        _("Looking ahead"),
        _("What the town means to do next year. It is signed too."),
        rows=6,
        required=False,
    )


def get_initial(review: Review) -> dict[str, Any]:
    """Return a review as its form shows it."""
    return {
        "title": review.title,
        "version": review.version,
        "foreword": review.foreword,
        "foreword_by": review.foreword_by,
        "looking_ahead": review.looking_ahead,
        **get_days(review.days),
    }


def get_days(days: Mapping[str, str]) -> dict[str, date]:
    named = zip(DATED, _names(), strict=True)
    return {name: date.fromisoformat(days[step]) for step, name in named if days.get(step)}


class ReopenForm(forms.Form):
    """Which step a review is taken back to, and why."""

    seen = forms.CharField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label=_("Back to"), widget=forms.RadioSelect)
    because = words(
        _("Why"),
        _("It is written into the record."),
        rows=3,
        error_messages={"required": _("Say why it is taken back.")},
    )

    def __init__(self, data: Any = None, *, state: str) -> None:
        super().__init__(data, initial={"seen": state})
        choices: Iterable[tuple[str, Any]] = [(one.value, get_step(one).name) for one in list_earlier(state)]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField), "A step is chosen."
        field.choices = list(choices)


class ResponseForm(forms.Form):
    """What the town answers to those who commented."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    response = words(
        _("Response"),
        _("What we heard, and what follows from it. Everybody can read it."),
        rows=8,
        error_messages={"required": _("Write the response.")},
    )
