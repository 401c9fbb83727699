from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Item, Level, Succession
from fairplace.town.framework.rules import RESERVED
from fairplace.town.places.rules import DOMAINS
from fairplace.town.ui.forms import set_choices


class ItemForm(forms.Form):
    """One item of a level: its code, its words, and what it stands under."""

    code = forms.SlugField(
        label=_("Code"),
        help_text=_("Letters, digits and dashes. It stands in addresses and never changes its meaning."),
        max_length=50,
        error_messages={
            "required": _("Give it a code."),
            "invalid": _("A code has letters, digits and dashes only."),
        },
    )
    name = forms.CharField(
        label=_("Full wording"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what it says.")},
    )
    short = forms.CharField(label=_("Short title"), max_length=80, required=False)
    plain = forms.CharField(
        label=_("In plain words"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    aliases = forms.CharField(
        label=_("Also called"),
        help_text=_("One name a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    home = forms.ChoiceField(label=_("Stands under"), required=False)
    also_under = forms.MultipleChoiceField(
        label=_("Stands under these too"), widget=forms.CheckboxSelectMultiple, required=False
    )
    deprivation = forms.MultipleChoiceField(
        label=_("What deprivation shows where it is needed"),
        help_text=_("Gaps are ranked by the share of people who live in the most deprived areas on these."),
        choices=list(DOMAINS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    horizon = forms.ChoiceField(label=_("By when"), choices=Item.Horizon.choices, required=False)
    status = forms.ChoiceField(label=_("Where the words come from"), choices=Item.Status.choices)
    source = forms.CharField(label=_("Source document"), required=False)
    page = forms.CharField(label=_("Page there"), max_length=40, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Any = None,
        above: Iterable[Item],
        taken: Iterable[str],
        holds: str,
    ) -> None:
        super().__init__(data, initial=initial)
        self.taken = set(taken)
        choices = [(one.code, f"{one.code}: {one}") for one in above]
        needs_home = holds == Level.Holds.RECOMMENDATIONS
        top = [] if needs_home else [("", _("nothing: it is at the top"))]
        set_choices(self, "home", [*top, *choices])
        self.fields["home"].required = needs_home
        set_choices(self, "also_under", choices)
        if not choices:
            del self.fields["home"], self.fields["also_under"]
        if holds != Level.Holds.OBJECTIVES:
            del self.fields["deprivation"]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code in RESERVED:
            raise ValidationError(_("This is an address of ours. Choose another code."))
        if code in self.taken:
            raise ValidationError(_("This code is used already in this edition. Choose another."))
        return code

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class SuccessionForm(forms.Form):
    """What became of an item."""

    how = forms.ChoiceField(
        label=_("What happened"),
        choices=Succession.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened.")},
    )
    after = forms.MultipleChoiceField(
        label=_("What takes its place"),
        help_text=_("Add the new ones first. This one is archived, and its address leads to them."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what takes its place.")},
    )

    def __init__(self, data: Any = None, *, others: Iterable[Item]) -> None:
        super().__init__(data)
        set_choices(self, "after", [(one.code, f"{one.code}: {one.short or one.name}") for one in others])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("how") == Succession.How.SPLIT and len(said.get("after", ())) < 2:
            self.add_error("after", _("What is split becomes two or more."))
        if said.get("how") == Succession.How.REWORDED and len(said.get("after", ())) > 1:
            self.add_error("after", _("What is reworded becomes one."))
        return said
