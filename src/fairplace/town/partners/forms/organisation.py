from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Organisation

# Pages of the register that stand where a partner's own page would.
RESERVED = {"add", "check-ins", "map"}


class OrganisationForm(forms.Form):
    """A partner: what it is, and what it does for the town."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the organisation's name.")}
    )
    code = forms.SlugField(
        label=_("Code"),
        help_text=_("Letters, digits and dashes, such as hatbourne-homes. It stands in addresses."),
        error_messages={
            "required": _("Give it a code."),
            "invalid": _("A code has letters, digits and dashes only."),
        },
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        choices=Organisation.Sector.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a sector.")},
    )
    role = forms.CharField(
        label=_("What it does for the town"),
        help_text=_("A sentence or two, for everybody."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole address, such as https://example.org.")},
    )
    joined_on = DayField(label=_("Partner since"), required=False)

    def __init__(self, data: Any = None, *, initial: Any = None, taken: Iterable[str]) -> None:
        super().__init__(data, initial=initial)
        self.taken = set(taken) | RESERVED

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code in self.taken:
            raise ValidationError(_("This code is used already. Choose another."))
        return code


class SeatForm(forms.Form):
    """Somebody who speaks for a partner."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the person's name.")},
    )
    role = forms.CharField(label=_("What they do there"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, initial: Any = None, taken: Iterable[str]) -> None:
        super().__init__(data, initial=initial)
        self.taken = set(taken)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name in self.taken:
            raise ValidationError(_("Somebody of this name speaks for this partner already."))
        return name
