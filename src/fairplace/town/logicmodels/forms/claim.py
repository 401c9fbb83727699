from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.forms.model import plain_lines
from fairplace.town.logicmodels.models import Claim
from fairplace.town.logicmodels.operations.claim import WRITTEN


def _words(label: Any, help_text: Any = "", rows: int = 3, required: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=5000,
        required=bool(required),
        error_messages={"required": required},
    )


class ClaimForm(forms.Form):
    """That work contributed along a link, and what speaks against it. `number` is the version read."""

    number = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    claim = _words(
        _("What you claim"),
        _("Such as: the visits helped households to spend less on heat."),
        required=_("Write what you claim."),
    )
    evidence_for = _words(_("What speaks for it"), _("With the source."))
    evidence_against = _words(_("What speaks against it"), _("Look for it before others do."))
    rivals = _words(_("What else could explain it"), _("Such as a mild winter, or lower prices."))
    would_change = _words(
        _("What would change our mind"),
        _("What you would have to see to give the claim up."),
        required=_("Write what would change your mind. A claim that nothing can shake says nothing."),
    )
    strength = forms.ChoiceField(
        label=_("How strong the evidence is"),
        choices=Claim.Strength.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how strong the evidence is.")},
    )
    why = _words(_("Why you rate it so"), rows=2)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        return {name: plain_lines(value) if isinstance(value, str) else value for name, value in told.items()}

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WRITTEN}


class ReviewForm(forms.Form):
    """What a second person thinks of a claim."""

    words = _words(
        _("Your review"), _("Does the evidence carry it? What is missing?"), required=_("Write your review.")
    )


def get_initial(claim: Claim) -> dict[str, Any]:
    """Return a claim as its form shows it."""
    return {"number": claim.number, **{name: getattr(claim, name) for name in WRITTEN}}
