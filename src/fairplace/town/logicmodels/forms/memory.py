from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.forms.link import list_step_choices
from fairplace.town.logicmodels.forms.model import plain_lines
from fairplace.town.logicmodels.operations.note import refuse_note
from fairplace.town.logicmodels.rules.compare import name_link
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.logicmodels.rules.words import NOTES
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.ui.forms import set_choices


class NoteForm(forms.Form):
    """A note for the memory of a model. It stays as it is written."""

    what = forms.ChoiceField(
        label=_("What you note"),
        choices=list(NOTES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you note.")},
    )
    about = forms.ChoiceField(label=_("About"), required=False)
    value = forms.CharField(
        label=_("What it says"),
        help_text=_("A reading is a number; a start is a day, such as 2027-03-31; all others are words."),
        max_length=500,
        error_messages={"required": _("Write what you note.")},
    )
    reason = forms.CharField(
        label=_("Why, or from what source"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Give the reason or the source: others will ask for it.")},
    )

    def __init__(self, data: Any, *, state: State, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.state = state
        links = [(one.key, name_link(state, one)) for one in state.links.values()]
        set_choices(self, "about", [("", _("The whole model")), *list_step_choices(state), *links])

    def clean_reason(self) -> str:
        return plain_lines(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if {"what", "value", "reason"} <= told.keys():
            names = ("about", "what", "value", "reason")
            sentence = refuse_note(self.state, **{name: told.get(name, "") for name in names})
            if sentence:
                self.add_error("value", sentence)
        return told


class VersionForm(forms.Form):
    """A name for the model as it is now."""

    name = forms.CharField(
        label=_("Name of the version"),
        help_text=_("Such as: As discussed in March 2027."),
        max_length=200,
        error_messages={"required": _("Give the version a name.")},
    )


class ApprovalForm(forms.Form):
    """That the group approved a version."""

    words = forms.CharField(
        label=_("What the group said"),
        help_text=_("And where it is minuted. Everybody can read the version from then on."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Write what the group said, and where it is minuted.")},
    )
    on = DayField(label=_("Approved on"))


class CompareForm(forms.Form):
    """Which two moments to lay side by side: versions, days, or now."""

    one = forms.ChoiceField(label=_("Before"), required=False)
    one_day = DayField(label=_("Or on the day"), required=False)
    other = forms.ChoiceField(label=_("After"), required=False)
    other_day = DayField(label=_("Or on this day"), required=False)

    def __init__(self, data: Any, *, moments: list[tuple[str, str]]) -> None:
        super().__init__(data)
        set_choices(self, "one", moments)
        set_choices(self, "other", moments)
        # What was kept last stands before, as it is what people compare with.
        self.fields["one"].initial = moments[1][0]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "govuk-input" if name.endswith("day") else "govuk-select"

    @property
    def asked(self) -> tuple[str, str]:
        """Return the codes of the two moments; a day that was given goes before what was chosen."""
        self.is_valid()
        told = self.cleaned_data
        return self._code(told, "one", self.moment_codes[-1]), self._code(told, "other", "now")

    @property
    def moment_codes(self) -> list[str]:
        choices: Any = self.fields["one"].choices  # pyright: ignore[reportAttributeAccessIssue]
        return [code for code, _label in choices]

    @staticmethod
    def _code(told: dict[str, Any], name: str, otherwise: str) -> str:
        day = told.get(f"{name}_day")
        return day.isoformat() if day else told.get(name) or otherwise
