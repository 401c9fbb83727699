from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Response


class ResponseForm(forms.Form):
    """What the town says to a recommendation."""

    answer = forms.ChoiceField(
        label=_("What the town says"),
        choices=Response.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the town says.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("In plain words, for everybody: it stands in the published response."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write why, in a sentence or two.")},
    )
    owner = forms.CharField(
        label=_("Who answers for it"),
        help_text=_("A role or a team, such as the Director of Public Health."),
        max_length=200,
        required=False,
    )
    due_on = forms.DateField(
        label=_("By when"),
        help_text=_("Such as 2027-03-31. Leave it empty if there is no date."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as year-month-day: 2027-03-31.")},
    )
