from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.forms.model import plain_lines
from fairplace.town.logicmodels.rules.state import Link, State
from fairplace.town.logicmodels.rules.words import EVIDENCE, KINDS
from fairplace.town.ui.forms import set_choices

EVIDENCE_CHOICES = [(one.value, words) for one, words in EVIDENCE.items()]


def list_step_choices(state: State) -> list[tuple[str, str]]:
    """Return the steps of a model to choose from, each after the name of its kind."""
    return [
        (step.key, f"{str(words.singular).capitalize()}: {step.text}")
        for kind, words in KINDS.items()
        for step in state.column(kind)
    ]


class LinkForm(forms.Form):
    """One link, with why it should hold, and the version that was read (0 for a new one)."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    start = forms.ChoiceField(label=_("From"), error_messages={"required": _("Choose where it begins.")})
    end = forms.ChoiceField(label=_("To"), error_messages={"required": _("Choose where it leads.")})
    rationale = forms.CharField(
        label=_("Why it should hold"),
        help_text=_("Because …"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    evidence = forms.ChoiceField(
        label=_("How well it is known"),
        choices=[("unsaid", EVIDENCE_CHOICES[0][1]), *EVIDENCE_CHOICES[1:]],
        widget=forms.RadioSelect,
        initial="unsaid",
    )

    def __init__(self, data: Any, *, state: State, key: str, initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.state, self.key = state, key
        steps = [("", _("Choose")), *list_step_choices(state)]
        set_choices(self, "start", steps)
        set_choices(self, "end", steps)

    def clean_rationale(self) -> str:
        return plain_lines(self.cleaned_data["rationale"])

    def clean_evidence(self) -> str:
        said = self.cleaned_data["evidence"]
        return "" if said == "unsaid" else said

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        start, end = told.get("start"), told.get("end")
        if start and start == end:
            self.add_error("end", _("A step cannot lead to itself."))
        twins = (one for one in self.state.links.values() if one.key != self.key)
        if start and any((one.start, one.end) == (start, end) for one in twins):
            self.add_error("end", _("These two steps are linked already. Change that link."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the link as its event will keep them."""
        return {name: self.cleaned_data[name] for name in ("start", "end", "rationale", "evidence")}


def get_initial(link: Link) -> dict[str, Any]:
    """Return a link as its form shows it."""
    return {
        "version": link.version,
        "start": link.start,
        "end": link.end,
        "rationale": link.rationale,
        "evidence": link.evidence.value or "unsaid",
    }
