from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.models import Organisation
from fairplace.town.ui.forms import set_choices


class TieForm(forms.Form):
    """A tie that no record shows."""

    one = forms.ChoiceField(label=_("One partner"), error_messages={"required": _("Choose a partner.")})
    other = forms.ChoiceField(
        label=_("The other partner"), error_messages={"required": _("Choose a partner.")}
    )
    why = forms.CharField(
        label=_("What ties them"),
        help_text=_("Such as: share a warehouse; second staff to each other. Everybody can read it."),
        max_length=200,
        error_messages={"required": _("Write what ties them.")},
    )

    def __init__(self, data: Any = None, *, initial: Any = None, partners: Iterable[Organisation]) -> None:
        super().__init__(data, initial=initial)
        self.partners = {one.code: one for one in partners}
        choices = [("", _("Choose")), *((one.code, one.name) for one in self.partners.values())]
        set_choices(self, "one", choices)
        set_choices(self, "other", choices)

    def clean_one(self) -> Organisation:
        return self.partners[self.cleaned_data["one"]]

    def clean_other(self) -> Organisation:
        return self.partners[self.cleaned_data["other"]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("one") and said.get("one") == said.get("other"):
            self.add_error("other", _("A tie has two ends. Choose two different partners."))
        return said
