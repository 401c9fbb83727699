from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.forms.model import plain_lines
from fairplace.town.logicmodels.rules.guide import split_lines
from fairplace.town.logicmodels.rules.lag import LAGS
from fairplace.town.logicmodels.rules.state import Kind, Step
from fairplace.town.logicmodels.rules.words import KINDS, MEASURED, OUTCOMES
from fairplace.town.ui.forms import set_choices

KIND_CHOICES = [(kind.value, words.plural) for kind, words in KINDS.items()]
NUMBER = {"invalid": _("Write a number, such as 310."), "min_value": _("This cannot be below zero.")}
MOST = 10**12
OUTPUT_FIELDS = ("target", "actual", "unit", "out_of", "out_of_what")
MEASURE_FIELDS = ("measure", "local")
OUTCOME_FIELDS = ("early", "lag")
COMMON = ("text", "kind", "detail", "child")


def _number(label: Any, help_text: Any = "") -> forms.FloatField:
    return forms.FloatField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=MOST,
        error_messages=NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class StepForm(forms.Form):
    """One step, with the fields that its kind has, and the version that was read (0 for a new one)."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text = forms.CharField(
        label=_("What it is"),
        help_text=_("A short sentence that can be read alone."),
        max_length=200,
        error_messages={"required": _("Write what the step is.")},
    )
    kind = forms.ChoiceField(label=_("Column"), choices=KIND_CHOICES)
    detail = forms.CharField(
        label=_("More about it"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    target = _number(_("Target"))
    actual = _number(_("So far"), _("The number now. Readings over time are noted on the model's page."))
    unit = forms.CharField(
        label=_("What is counted"),
        help_text=_("Such as: homes."),
        max_length=60,
        required=False,
    )
    out_of = _number(_("Out of how many"), _("Needed with a number: it says little alone."))
    out_of_what = forms.CharField(
        label=_("Who or what those are"),
        help_text=_("Such as: cold homes in the town."),
        max_length=100,
        required=False,
    )
    measure = forms.ChoiceField(label=_("Measure of the town that tells of it"), required=False)
    local = forms.CharField(
        label=_("Or a local indicator, in words"),
        help_text=_("What you would look at yourselves, where no measure fits."),
        max_length=300,
        required=False,
    )
    early = forms.CharField(
        label=_("Early signs"),
        help_text=_("What would be seen in the first three years. One on each line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    lag = forms.IntegerField(
        label=_("Months until a change can be expected"),
        required=False,
        min_value=0,
        max_value=600,
        error_messages={**NUMBER, "max_value": _("At most 600 months, which is fifty years.")},
    )
    child = forms.ChoiceField(
        label=_("Model behind it"),
        help_text=_("Where a step is a logic model of its own."),
        required=False,
    )

    def __init__(
        self,
        data: Any,
        *,
        kind: Kind,
        initial: Any,
        measures: Iterable[tuple[str, str]],
        models: Iterable[tuple[str, str]],
    ) -> None:
        super().__init__(data, initial=initial)
        set_choices(self, "measure", [("", _("None")), *measures])
        set_choices(self, "child", [("", _("None")), *models])
        for name in list(self.fields):
            if name not in fields_of(kind) and name != "version":
                del self.fields[name]
        if kind in LAGS:
            low, high = LAGS[kind]
            self.fields["lag"].help_text = _(
                "Usually %(low)s to %(high)s. Left empty, it is judged after %(high)s."
            ) % {"low": low, "high": high}

    def clean_early(self) -> list[str]:
        return split_lines(self.cleaned_data["early"])

    def clean_detail(self) -> str:
        return plain_lines(self.cleaned_data["detail"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        has_number = told.get("target") is not None or told.get("actual") is not None
        if "out_of" in self.fields and has_number:
            if told.get("out_of") is None and "out_of" not in self.errors:
                self.add_error("out_of", _("A number says little alone. Say out of how many."))
            if not told.get("out_of_what"):
                self.add_error("out_of_what", _("Say who or what those are."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the step as its event will keep them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a step of this kind has in its form."""
    return (
        *COMMON,
        *(OUTPUT_FIELDS if kind == Kind.OUTPUT else ()),
        *(MEASURE_FIELDS if kind in MEASURED else ()),
        *(OUTCOME_FIELDS if kind in OUTCOMES else ()),
    )


def get_initial(step: Step) -> dict[str, Any]:
    """Return a step as its form shows it."""
    names = fields_of(step.kind)
    said = {name: getattr(step, name) for name in names}
    for name in ("target", "actual", "out_of"):
        if said.get(name) is not None:
            said[name] = f"{said[name]:.15g}"
    if "early" in said:
        said["early"] = "\n".join(step.early)
    return {**said, "kind": step.kind.value, "version": step.version}
