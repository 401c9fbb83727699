from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import HighlightReport
from fairplace.town.partners.forms.dates import DayField

LONGEST = 3000


class PeriodForm(forms.Form):
    """The days that a report is about."""

    since_on = DayField(label=_("First day"))
    until_on = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since_on"), said.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", _now("The last day comes before the first."))
        return said


class HighlightForm(PeriodForm):
    """What people have to say beside what the records say."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(
        label=_("In short"),
        help_text=_("What mattered, in a few sentences. Everybody can read it: name no persons."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    next_steps = forms.CharField(
        label=_("Next steps"),
        help_text=_("A line that begins with - is an item of a list."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asks = forms.CharField(
        label=_("What we ask for"),
        help_text=_("What the group needs from others, and by when."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def get_initial(report: HighlightReport) -> dict[str, Any]:
    names = ("since_on", "until_on", "version", "summary", "next_steps", "asks")
    return {name: getattr(report, name) for name in names}
