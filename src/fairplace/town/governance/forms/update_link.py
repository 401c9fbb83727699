from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fairplace.town.governance.models import Action

NOTE = 2000


class UpdateForm(forms.Form):
    """How an action goes, in three fields. The third is there only where the action counts something."""

    state = forms.ChoiceField(
        label=gettext_lazy("How does it go?"),
        choices=Action.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it goes.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Say it in a sentence or two"),
        help_text=gettext_lazy("What has happened, and what comes next? Please name nobody."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=NOTE,
        error_messages={"required": gettext_lazy("Write in a sentence how it goes.")},
    )
    count = forms.IntegerField(min_value=0, required=False, widget=forms.TextInput)
    denominator = forms.IntegerField(min_value=1, required=False, widget=forms.TextInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, action: Action, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if not action.denominator_what:
            del self.fields["count"], self.fields["denominator"]
            return
        what = action.counts_what or _("how many so far")
        for name, label in {"count": what, "denominator": action.denominator_what}.items():
            self.fields[name].widget.attrs = {"inputmode": "numeric", "class": "govuk-input--width-5"}
            self.fields[name].label = label
        self.fields["count"].label = _("The number so far: %(what)s") % {"what": what}
        self.fields["count"].help_text = _("Leave it empty if you do not know it today.")
        self.fields["denominator"].label = _("Out of how many: %(what)s") % {"what": action.denominator_what}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        count, denominator = told.get("count"), told.get("denominator")
        if count is not None and denominator is None and "denominator" not in self.errors:
            self.add_error("denominator", _("A number says little alone. Say out of how many."))
        if count is not None and denominator is not None and count > denominator:
            self.add_error("count", _("The number cannot be larger than what it is out of."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        if told.get("count") is None:
            return {name: told[name] for name in ("state", "note", "seen")}
        return told


class HandOnForm(forms.Form):
    """Why somebody is not the right person any more, for the chair of the group."""

    note = forms.CharField(
        label=gettext_lazy("Who could it be instead, or what has changed?"),
        help_text=gettext_lazy("The chair of the group reads this."),
        max_length=140,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
