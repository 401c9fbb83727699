from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.forms.link import list_step_choices
from fairplace.town.logicmodels.forms.model import plain_lines
from fairplace.town.logicmodels.rules.guide import Question, split_lines
from fairplace.town.logicmodels.rules.state import Kind, State, Step
from fairplace.town.logicmodels.rules.words import MEASURED
from fairplace.town.ui.forms import set_choices

COLUMNS = list(Kind)
MOST_AT_ONCE = 40


class AnswerForm(forms.Form):
    """The answer to a question whose answer is a text of the model."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000, required=False
    )

    def clean_answer(self) -> str:
        return plain_lines(self.cleaned_data["answer"])


class LinesForm(forms.Form):
    """Several new steps, one on each line."""

    lines = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=8000, required=False)

    def __init__(self, data: Any, *, question: Question, has_some: bool) -> None:
        super().__init__(data)
        self.fields["lines"].label = _("Add more") if has_some else _("Your answer")
        self.fields["lines"].help_text = _("One on each line.")

    def clean_lines(self) -> list[str]:
        lines = split_lines(self.cleaned_data["lines"])
        if len(lines) > MOST_AT_ONCE:
            raise forms.ValidationError(_("Forty lines at once are too many. Keep what matters most."))
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("A line has at most 200 letters. Shorten the longest."))
        return lines


@dataclass(frozen=True)
class Row:
    """The fields about one step on a page that asks of many."""

    step: Step
    fields: tuple[BoundField, ...]
    version: BoundField | None = None


@dataclass(frozen=True)
class Lost:
    """What was written about a step that somebody took away meanwhile."""

    words: tuple[str, ...]


class StepsForm(forms.Form):
    """Asks the same of several steps: those that wait for an answer, and those just answered."""

    names: tuple[str, ...] = ()

    def __init__(self, data: Any, *, state: State, waiting: Iterable[Step]) -> None:
        super().__init__(data)
        self.state = state
        keys = dict.fromkeys(one.key for one in waiting)
        named = [name.partition("_")[2] for name in (data or ()) if name.partition("_")[0] in self.names]
        keys |= dict.fromkeys(key for key in named if key in state.steps)
        self.steps = [state.steps[key] for key in keys]
        gone = dict.fromkeys(key for key in named if key not in state.steps)
        told = [
            Lost(tuple(filter(None, (data.get(f"{name}_{key}", "") for name in self.names)))) for key in gone
        ]
        self.lost = [one for one in told if one.words]
        for step in self.steps:
            self.add_fields(step)

    def add_fields(self, step: Step) -> None:
        raise NotImplementedError

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                step,
                tuple(
                    self[f"{name}_{step.key}"] for name in self.names if f"{name}_{step.key}" in self.fields
                ),
                self[f"version_{step.key}"] if f"version_{step.key}" in self.fields else None,
            )
            for step in self.steps
        ]


class LinksForm(StepsForm):
    """For each step that leads nowhere yet: what it leads to, and why."""

    names = ("end", "why")

    def __init__(self, data: Any, *, state: State) -> None:
        waiting = (
            step
            for kind in COLUMNS[:-1]
            for step in state.column(kind)
            if not state.out_of_step(step.key) and _later(state, step)
        )
        super().__init__(data, state=state, waiting=waiting)

    def add_fields(self, step: Step) -> None:
        self.fields[f"end_{step.key}"] = forms.ChoiceField(label=_("Leads to"), required=False)
        set_choices(self, f"end_{step.key}", [("", _("Not said yet")), *_later(self.state, step)])
        self.fields[f"why_{step.key}"] = forms.CharField(label=_("Because"), max_length=2000, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        there = {(one.start, one.end) for one in self.state.links.values()}
        for step in self.steps:
            end, why = told.get(f"end_{step.key}"), told.get(f"why_{step.key}")
            if end and (step.key, end) in there:
                self.add_error(f"end_{step.key}", _("Somebody linked these two meanwhile. Choose another."))
            if why and not end and not self.errors.get(f"end_{step.key}"):
                self.add_error(f"end_{step.key}", _("Choose what it leads to, or take your reason out."))
        return told

    @property
    def links(self) -> list[tuple[str, str, str]]:
        """Return (from, to, why) of the links that were chosen."""
        told = self.cleaned_data
        return [
            (step.key, told[f"end_{step.key}"], told[f"why_{step.key}"].strip())
            for step in self.steps
            if told.get(f"end_{step.key}")
        ]


def _later(state: State, step: Step) -> list[tuple[str, str]]:
    """Return the steps of later columns, those of the next first: what a step may lead to."""
    later = {one.value for one in COLUMNS[COLUMNS.index(step.kind) + 1 :]}
    return [(key, words) for key, words in list_step_choices(state) if state.steps[key].kind in later]


class MeasuresForm(StepsForm):
    """For each outcome that nothing tells of yet: a measure or an indicator, and early signs."""

    names = ("measure", "local", "early")

    def __init__(self, data: Any, *, state: State, measures: Iterable[tuple[str, str]]) -> None:
        self.offered = [("", _("None that fits")), *measures]
        waiting = (
            step for kind in MEASURED for step in state.column(kind) if not step.measure and not step.local
        )
        super().__init__(data, state=state, waiting=waiting)

    def add_fields(self, step: Step) -> None:
        self.fields[f"version_{step.key}"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=step.version
        )
        self.fields[f"measure_{step.key}"] = forms.ChoiceField(label=_("Measure of the town"), required=False)
        set_choices(self, f"measure_{step.key}", self.offered)
        self.fields[f"local_{step.key}"] = forms.CharField(
            label=_("Or what you would look at yourselves"), max_length=300, required=False
        )
        if step.kind != Kind.IMPACT:
            self.fields[f"early_{step.key}"] = forms.CharField(
                label=_("What would show early"), max_length=300, required=False
            )

    @property
    def changes(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the key of each step that something was said of, with the fields of its event."""
        found = []
        for step in self.steps:
            told = {name: self.cleaned_data.get(f"{name}_{step.key}", "") for name in self.names}
            said: dict[str, Any] = {name: told[name] for name in ("measure", "local") if told[name]}
            if told["early"]:
                said["early"] = [*step.early, *split_lines(told["early"])]
            if said:
                found.append((step.key, said))
        return found

    @property
    def seen(self) -> dict[str, int]:
        """Return the version of each of these steps that was read."""
        return {key: self.cleaned_data[f"version_{key}"] for key, _said in self.changes}
