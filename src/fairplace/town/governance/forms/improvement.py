from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.chain.rules import Record
from fairplace.town.governance.models import Aim, ChangeIdea, Driver, TestCycle
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.ui.forms import set_choices


class PartForm(forms.Form):
    """A part of a driver diagram. Everybody can read it, so it names nobody."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(max_length=300)
    names = ("text",)

    def __init__(self, data: Any = None, *, initial: Any = None, measures: Iterable[Record] = ()) -> None:
        super().__init__(data, initial=initial)

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as add_part() and change_part() take it."""
        return {name: self.cleaned_data[name] for name in self.names}


class AimForm(PartForm):
    text = forms.CharField(
        label=_("Aim"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "How much, for whom: Raise the share of two-year-olds in Farley who had both MMR jabs from "
            "78% to 90%."
        ),
        error_messages={"required": _("Say what you want to reach.")},
    )
    by_on = DayField(label=_("By when"), required=False)
    measure = forms.ChoiceField(
        label=_("Which measure will tell"),
        required=False,
        help_text=_("Only a tested change of a measure says that something got better."),
    )

    def __init__(self, data: Any = None, *, initial: Any = None, measures: Iterable[Record] = ()) -> None:
        super().__init__(data, initial=initial)
        known = [(one.id, one.name) for one in measures]
        set_choices(self, "measure", [("", _("None of the town’s measures")), *known])

    @property
    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        code = told["measure"]
        return {
            "text": told["text"], "by_on": told["by_on"], "kind": "measure" if code else "", "code": code,
        }  # fmt: skip


class DriverForm(PartForm):
    text = forms.CharField(
        label=_("Driver"),
        max_length=300,
        help_text=_("What moves the aim, such as: Appointments that fit around work."),
        error_messages={"required": _("Say what moves the aim.")},
    )


class IdeaForm(PartForm):
    text = forms.CharField(
        label=_("Change idea"),
        max_length=300,
        help_text=_("Something to try that might move the driver, such as: A clinic on Saturdays."),
        error_messages={"required": _("Say what you want to try.")},
    )


class CycleForm(PartForm):
    """A test of a change: plan, do, study, act."""

    text = None  # type: ignore[assignment]
    starts_on = DayField(label=_("Begins on"))
    plan = forms.CharField(
        label=_("Plan"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you will do, for how many, and what you expect."),
        error_messages={"required": _("Say what you will do, and what you expect.")},
    )
    done = forms.CharField(
        label=_("Do"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("What you did, and what came in the way."),
    )  # fmt: skip
    study = forms.CharField(
        label=_("Study"), widget=forms.Textarea(attrs={"rows": 3}), required=False,
        help_text=_("What you saw, beside what you expected. Numbers with what they are out of."),
    )  # fmt: skip
    act = forms.ChoiceField(
        label=_("Act"),
        widget=forms.RadioSelect,
        required=False,
        choices=[("open", _("Still running")), *(one for one in TestCycle.Act.choices if one[0])],
        initial="open",
    )
    ended_on = DayField(label=_("Ended on"), required=False)
    names = ("starts_on", "plan", "done", "study", "act", "ended_on")

    def clean_act(self) -> str:
        act = self.cleaned_data["act"]
        return "" if act == "open" else act

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts, ended = told.get("starts_on"), told.get("ended_on")
        if starts and ended and ended < starts:
            self.add_error("ended_on", _now("A test cannot end before it begins."))
        if told.get("act") and not told.get("study"):
            self.add_error("study", _now("Say what you saw before you say what follows from it."))
        if told.get("act") and not ended and "ended_on" not in self.errors:
            self.add_error("ended_on", _now("Say when the test ended."))
        return told


def get_initial(part: Aim | Driver | ChangeIdea | TestCycle) -> dict[str, Any]:
    """Return a part of a driver diagram as its form begins with."""
    if isinstance(part, Aim):
        return {"version": part.version, "text": part.text, "by_on": part.by_on, "measure": part.code}
    if isinstance(part, TestCycle):
        said = {name: getattr(part, name) for name in CycleForm.names}
        return {**said, "act": part.act or "open", "version": part.version}
    return {"version": part.version, "text": part.text}
