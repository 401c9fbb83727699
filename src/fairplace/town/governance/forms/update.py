from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import Action
from fairplace.town.partners.forms.dates import DayField

MOST = 10**9
WHOLE = {"invalid": _("Write a whole number."), "min_value": _("This cannot be below zero.")}


class UpdateForm(forms.Form):
    """How an action goes: the word, how it stands, and its number where it has one."""

    state_seen = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("How does it go?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence or two. Every group and strategy that it is reported to reads the same."),
        error_messages={"required": _("Write in a sentence how it goes.")},
    )
    state = forms.ChoiceField(
        label=_("How it stands"), widget=forms.RadioSelect, choices=Action.State.choices
    )
    count = forms.IntegerField(
        label=_("How many so far"), required=False, min_value=0, max_value=MOST, error_messages=WHOLE
    )
    denominator = forms.IntegerField(
        label=_("Out of how many"), required=False, min_value=0, max_value=MOST, error_messages=WHOLE
    )

    def __init__(self, data: Any = None, *, action: Action) -> None:
        initial = {
            "state": action.state,
            "state_seen": action.state,
            "denominator": action.denominator,
        }
        super().__init__(data, initial=initial)
        if not action.denominator_what:
            del self.fields["count"], self.fields["denominator"]
            return
        told = [action.counts_what] if action.counts_what else []
        if action.count is not None:
            told.append(_now("Last said: %(count)s.") % {"count": f"{action.count:,}"})
        self.fields["count"].help_text = " · ".join(told)
        self.fields["denominator"].help_text = action.denominator_what

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("count") is not None and told.get("denominator") is None and not self.errors:
            self.add_error("denominator", _now("A number says little alone. Say out of how many."))
        return told

    def tell_of_change(self, action: Action) -> None:
        """Say that somebody gave another state while this was written, and let it be chosen anew."""
        word = str(Action.State(action.state).label)
        said = _now(
            "Meanwhile somebody else said “%(state)s”. Your words are kept; choose again how it stands."
        )
        self.add_error("state", said % {"state": word})
        posted: Any = QueryDict(mutable=True)
        posted.update(self.data)
        posted["state"], posted["state_seen"] = "", action.state
        self.data = posted


class ToDoForm(forms.Form):
    """A small step of an action."""

    text = forms.CharField(
        label=_("A small step"), max_length=300, error_messages={"required": _("Say what is to be done.")}
    )
    to_do_due_on = DayField(label=_("By"), required=False)


class ActionFileForm(forms.Form):
    """A file to keep with an action; what it holds is looked at when it is kept."""

    file = forms.FileField(
        label=_("A file to keep with it"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or a picture; at most 10 MB."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
        },
    )
