from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import Decision
from fairplace.town.governance.operations.decision import Outcome, Review
from fairplace.town.governance.queries.vote import get_options
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.ui.forms import set_choices

CHOOSE = {"required": _("Choose one of these.")}


def _words(label: Any, help_text: Any = "", *, missing: Any = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
        required=required,
        error_messages={"required": missing} if missing else None,
    )


class OutcomeForm(forms.Form):
    """What the chair states at the end."""

    chosen = forms.ChoiceField(label=_("What was decided"), widget=forms.RadioSelect, error_messages=CHOOSE)
    outcome = _words(
        _("The outcome in words"),
        _("What will be done, by whom and by when. This is public unless the decision is restricted."),
        missing=_("Say in words what was decided."),
    )
    because = _words(
        _("Why it differs from the count, or comes before the last day"),
        _("Needed only then. It is shown beside the outcome."),
        required=False,
    )
    review_on = DayField(label=_("When it is looked at again"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, decision: Decision, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        set_choices(self, "chosen", get_options(decision).items())

    @property
    def stated(self) -> Outcome:
        told = self.cleaned_data
        return Outcome(told["chosen"], told["outcome"], told["because"], told["review_on"])


class WithdrawForm(forms.Form):
    """Why a decision is not taken."""

    because = _words(_("Why it is withdrawn"), missing=_("Say why it is withdrawn."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """What became of it, and whether what was expected proved right."""

    happened = _words(
        _("What happened"), _("In a few sentences, with what it rests on."), missing=_("Say what happened.")
    )
    proved = forms.ChoiceField(
        label=_("Did it go as expected?"),
        choices=Decision.Proved.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    equity_right = forms.ChoiceField(
        label=_("Did those gain and lose who were expected to?"),
        choices=Decision.Proved.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    equity_proved = _words(
        _("Who gained and who lost, in words"),
        _("Also whom nobody had thought of."),
        missing=_("Say who gained and who lost, or why it cannot be told."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def review(self) -> Review:
        told = self.cleaned_data
        return Review(told["happened"], told["proved"], told["equity_right"], told["equity_proved"])
