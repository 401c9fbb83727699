from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import Decision, Vote
from fairplace.town.governance.queries.vote import get_options
from fairplace.town.governance.rules.ballot import find_fault
from fairplace.town.governance.rules.tally import ABSTAIN, AGREE, HIGHEST, OBJECT

CHOOSE = {"required": _("Choose one of the answers.")}
CONSENT = [
    (AGREE, _("I agree")),
    (OBJECT, _("I object, and say why")),
    (ABSTAIN, _("I abstain")),
]


class VoteForm(forms.Form):
    """A member's answer, in the way in which the decision is taken."""

    def __init__(self, data: Any = None, *, decision: Decision, earlier: Vote | None) -> None:
        super().__init__(data, initial=_get_initial(decision, earlier))
        self.method, self.options = decision.method, get_options(decision)
        {"consent": self._ask_one, "vote": self._ask_one, "score": self._ask_score, "rank": self._ask_rank}[
            self.method
        ]()
        is_consent = self.method == "consent"
        self.fields["reason"] = forms.CharField(
            label=_("Your reason"),
            help_text=_("Needed if you object. The members of the group can read it.")
            if is_consent
            else _("The members of the group can read it."),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=4000,
            required=False,
        )

    def _ask_one(self) -> None:
        offered = CONSENT if self.method == "consent" else [*self.options.items(), (ABSTAIN, _("I abstain"))]
        self.fields["choice"] = forms.ChoiceField(
            label=_("Your answer"), choices=offered, widget=forms.RadioSelect, error_messages=CHOOSE
        )

    def _ask_score(self) -> None:
        scores = [(str(score), str(score)) for score in range(HIGHEST + 1)]
        for code, text in self.options.items():
            self._ask_of(code, text, [("", _("I prefer not to score it")), *scores])

    def _ask_rank(self) -> None:
        places = [(str(place), str(place)) for place in range(1, len(self.options) + 1)]
        for code, text in self.options.items():
            self._ask_of(code, text, [("", _("Not in my order")), *places])

    def _ask_of(self, code: str, text: str, choices: list) -> None:
        self.fields[f"option-{code}"] = forms.ChoiceField(label=text, choices=choices, required=False)

    def _given(self) -> dict[str, int]:
        told = {code: self.cleaned_data.get(f"option-{code}") for code in self.options}
        return {code: int(number) for code, number in told.items() if number}

    @property
    def choice(self) -> Any:
        if self.method in ("consent", "vote"):
            return self.cleaned_data["choice"]
        given = self._given()
        return given if self.method == "score" else sorted(given, key=lambda code: given[code])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if self.errors:
            return told
        if self.method == "rank" and len(set(self._given().values())) < len(self._given()):
            raise ValidationError(_("Two options have the same place. Give each place once."))
        fault = find_fault(self.method, self.choice, codes=self.options, reason=told.get("reason", ""))
        if fault:
            self.add_error("reason", fault)
        return told


def _get_initial(decision: Decision, earlier: Vote | None) -> dict[str, Any]:
    """Return what the member answered before, as the form shows it."""
    if earlier is None:
        return {}
    said: dict[str, Any] = {"reason": earlier.reason}
    if decision.method == "score":
        return said | {f"option-{code}": str(score) for code, score in earlier.choice.items()}
    if decision.method == "rank":
        return said | {f"option-{code}": str(place) for place, code in enumerate(earlier.choice, start=1)}
    return said | {"choice": earlier.choice}
