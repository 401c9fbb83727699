from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.rules.duty import KINDS, NOBODY, DutyFilter
from fairplace.town.ui.forms import set_choices

WHEN = [("soon", _("Due within 30 days")), ("overdue", _("Overdue"))]


class DutyFilterForm(forms.Form):
    """Which duties to list; it stands in the address. What cannot be chosen filters nothing."""

    when = forms.ChoiceField(label=_("When"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    person = forms.ChoiceField(label=_("Who owes it"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)

    def __init__(
        self, data: Any, *, groups: Iterable[tuple[str, str]], people: Iterable[tuple[int, str]]
    ) -> None:
        super().__init__(data)
        named = [(str(pk), name) for pk, name in people]
        set_choices(self, "when", [("", _("Any time")), *WHEN])
        set_choices(self, "group", [("", _("Any")), *groups])
        set_choices(self, "person", [("", _("Anybody")), (NOBODY, _("Nobody")), *named])
        set_choices(self, "kind", [("", _("Any")), *KINDS.items()])
        for field in self.fields.values():
            field.widget.attrs["class"] = "govuk-select"

    @property
    def chosen(self) -> DutyFilter:
        self.is_valid()
        return DutyFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})
