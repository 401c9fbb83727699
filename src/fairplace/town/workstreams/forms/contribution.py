from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.framework.queries import list_recommendations
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import TrappedForm, set_choices


class TellUsForm(TrappedForm):
    """What anybody can tell of."""

    text = forms.CharField(
        label=_("What did you do, and whom did it help?"),
        help_text=_("If it fits, we show these words here, without your name. Please name no other person."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Write what you did.")},
    )
    organisation = forms.CharField(label=_("Name of your organisation"), max_length=200, required=False)
    happened_on = forms.DateField(
        label=_("When was it?"),
        help_text=_("The first day, if it took longer."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        required=False,
        error_messages={"invalid": _("Write the date as 2027-03-31.")},
    )
    who = forms.CharField(
        label=_("Your name"),
        help_text=_("Never shown on this site."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only to answer you. Never shown, and deleted once you have an answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def clean_happened_on(self) -> date | None:
        day = self.cleaned_data["happened_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Write when it began."))
        return day


class ModerationForm(forms.Form):
    """Link what somebody told of to recommendations, or set it aside with an answer."""

    decision = forms.ChoiceField(
        label=_("What to do with it"),
        choices=[
            ("link", _("Link it: its text is then public, without who told it")),
            ("set aside", _("Set it aside: nothing of it is public")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    recommendations = forms.MultipleChoiceField(
        label=_("Recommendations that it helps"), widget=forms.CheckboxSelectMultiple, required=False
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("Mailed to whoever told it, if they left an address. Say thank you."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        town: Town,
        words: str = "",
        ticked: Iterable[str] = (),
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        listed = list_recommendations(town=town)
        self.known: dict[str, Recommendation] = {one.code: one for one in listed}
        kept = set(ticked)
        shown = [
            one for one in listed if one.code in kept or words.lower() in f"{one.code} {one.name}".lower()
        ]
        set_choices(self, "recommendations", [(one.code, f"{one.code}: {one.name}") for one in shown])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("decision") == "link" and not told.get("recommendations"):
            self.add_error("recommendations", _("Tick at least one recommendation, or set it aside."))
        if told.get("decision") == "set aside" and not told.get("answer", "").strip():
            self.add_error("answer", _("Write a kind answer: why does it not fit?"))
        return told

    @property
    def chosen(self) -> list[Recommendation]:
        return [self.known[code] for code in self.cleaned_data["recommendations"]]
