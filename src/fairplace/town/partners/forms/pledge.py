from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import CheckIn


class PledgeForm(forms.Form):
    """What a partner promises."""

    text = forms.CharField(
        label=_("What it promises"),
        help_text=_("In plain words: everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the partner promises.")},
    )
    made_on = DayField(label=_("Promised on"))
    ended_on = DayField(
        label=_("Ended on"), help_text=_("Leave it empty while the pledge holds."), required=False
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        made, ended = said.get("made_on"), said.get("ended_on")
        if made and ended and ended < made:
            self.add_error("ended_on", _("It cannot end before it was made."))
        return said


class CheckInForm(forms.Form):
    """How a pledge goes this year."""

    year = forms.IntegerField(
        label=_("Year"),
        error_messages={
            "required": _("Write the year, such as 2026."),
            "invalid": _("Write the year, such as 2026."),
            "min_value": _("The pledge was not made yet in that year."),
            "max_value": _("That year has not come yet."),
        },
    )
    going = forms.ChoiceField(
        label=_("How it goes"),
        choices=CheckIn.Going.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it goes.")},
    )
    said = forms.CharField(
        label=_("In a sentence or two"),
        help_text=_("In plain words: everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, data: Any = None, *, initial: Any = None, first: int, last: int) -> None:
        super().__init__(data, initial=initial)
        self.fields["year"].validators += [MinValueValidator(first), MaxValueValidator(last)]
