from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.rules.handover import QUESTIONS
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.ui.forms import set_choices

UNSAID, HEIR = "unsaid_", "heir_"


class HandoverForm(forms.Form):
    """What no record says, the last day, and who takes over: everything, or in one group."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    last_day_on = DayField(label=_("Last day"), required=False)
    to = forms.ChoiceField(
        label=_("Who takes over"),
        help_text=_("Everything, unless somebody else is named for a group below."),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Any = None,
        people: Iterable[Person],
        groups: Iterable[Group],
    ) -> None:
        super().__init__(data, initial=initial)
        self.people = {str(one.pk): one for one in people}
        named = [(pk, str(one)) for pk, one in self.people.items()]
        set_choices(self, "to", [("", _("Nobody: the chairs’ lists")), *named])
        for code, (question, hint) in QUESTIONS.items():
            self.fields[UNSAID + code] = forms.CharField(
                label=question, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": 4})
            )
        self.groups = {HEIR + one.slug: one.slug for one in groups}
        for one in groups:
            self.fields[HEIR + one.slug] = forms.ChoiceField(
                label=_now("In %(group)s") % {"group": one.name},
                choices=[("", _("As above")), *named],
                required=False,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[UNSAID + code] for code in QUESTIONS]

    @property
    def heirs(self) -> list[forms.BoundField]:
        return [self[name] for name in self.groups]

    @property
    def values(self) -> dict[str, Any]:
        """Return what was written, as a draft keeps it."""
        told = self.cleaned_data
        return {
            "last_day_on": told["last_day_on"],
            "to": self.people.get(told["to"]),
            "unsaid": {
                code: told[UNSAID + code].strip() for code in QUESTIONS if told[UNSAID + code].strip()
            },
            "heirs": {slug: int(told[name]) for name, slug in self.groups.items() if told[name]},
        }


def get_initial(handover: Any) -> dict[str, Any]:
    """Return what the form of a draft begins with."""
    return {
        "version": handover.version,
        "last_day_on": handover.last_day_on,
        "to": str(handover.to_id or ""),
        **{UNSAID + code: handover.unsaid.get(code, "") for code in QUESTIONS},
        **{HEIR + slug: str(pk) for slug, pk in handover.heirs.items()},
    }
