from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.measures.models import Target
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.ui.forms import set_choices

NUMBER = {"invalid": _("Write a number, such as 12.5."), "required": _("Write a number, such as 12.5.")}
PLAIN = ("of", "subgroup", "base_year", "base_value", "year", "value", "status", "source", "adopted_on")


class TargetForm(forms.Form):
    """A path: from where it began to where it should end, and who said so."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    of = forms.ChoiceField(label=_("A path of"), widget=forms.RadioSelect, choices=Target.Of.choices)
    subgroup = forms.ChoiceField(label=_("Of whom"), required=False)
    base_year = forms.FloatField(
        label=_("It begins in"),
        help_text=_("A year. The middle of 2022 is 2022.5."),
        min_value=1990,
        max_value=2100,
        error_messages=NUMBER,
    )
    base_value = forms.FloatField(label=_("from the value"), error_messages=NUMBER)
    year = forms.IntegerField(label=_("It ends in"), min_value=2000, max_value=2100, error_messages=NUMBER)
    value = forms.FloatField(label=_("at the value"), error_messages=NUMBER)
    status = forms.ChoiceField(
        label=_("Who stands behind it"), widget=forms.RadioSelect, choices=Target.Status.choices
    )
    adopted_on = DayField(label=_("Adopted on"), required=False)
    source = forms.CharField(
        label=_("Where it was said"),
        help_text=_("The paper or the meeting; for a proposal, how you came to it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say where it was said, or how you came to it.")},
    )

    def __init__(
        self, data: Any = None, *, subgroups: list[tuple[str, Any]], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        chosen = (initial or {}).get("subgroup", "")
        known = {value for value, _words in subgroups}
        own = [(chosen, chosen)] if chosen and chosen not in known else []
        set_choices(self, "subgroup", [("", _("Everybody, or the first gap")), *subgroups, *own])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        base, year = told.get("base_year"), told.get("year")
        if base is not None and year is not None and year <= base:
            self.add_error("year", _now("A path ends after it begins."))
        if told.get("of") == Target.Of.RELATIVE_GAP and any(
            told.get(name) is not None and told[name] <= 0 for name in ("base_value", "value")
        ):
            self.add_error("value", _now("A ratio is above zero; no gap is a ratio of 1."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as add_target() takes it. A day of adoption belongs to what was adopted."""
        told = {name: self.cleaned_data[name] for name in PLAIN}
        if told["status"] != Target.Status.ADOPTED:
            told["adopted_on"] = None
        return told


def get_initial(target: Target) -> dict[str, Any]:
    """Return a path as its form begins with."""
    return {"version": target.version, **{name: getattr(target, name) for name in PLAIN}}
