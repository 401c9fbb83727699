from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.measures.models import Marking, Note
from fairplace.town.partners.forms.dates import DayField


class NoteForm(forms.Form):
    """Something known of a curve; what was said before stays below it."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect, choices=Note.Kind.choices)
    text = forms.CharField(
        label=_("In plain words"),
        help_text=_("Everybody can read it. Name organisations, not people."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write it in plain words.")},
    )


class MarkingForm(forms.Form):
    """Something that must be seen on a curve."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect, choices=Marking.Kind.choices)
    on = DayField(label=_("Since, or on"))
    text = forms.CharField(
        label=_("In one sentence"),
        max_length=300,
        help_text=_("Nothing before a change of definition is judged together with what comes after."),
        error_messages={"required": _("Say it in one sentence.")},
    )
