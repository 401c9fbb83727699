from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import Risk
from fairplace.town.governance.queries.people import list_people
from fairplace.town.governance.rules.risk import IMPACT, LIKELIHOOD
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices

NOTE_NEEDED = {"required": _("Say in a sentence what changed and why.")}


def _scale(words: dict) -> list[tuple[str, str]]:
    return [(str(number), f"{number}: {word}") for number, word in words.items()]


class RiskForm(forms.Form):
    """A risk or an issue, with a word on what changed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=Risk.Kind.choices,
        initial=Risk.Kind.RISK,
    )
    title = forms.CharField(
        label=_("What may go wrong, or has"),
        max_length=200,
        help_text=_("Such as: The clinic loses its nurse before winter."),
        error_messages={"required": _("Say what may go wrong, or has.")},
    )
    text = forms.CharField(
        label=_("What it would mean, and for whom"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    likelihood = forms.ChoiceField(label=_("How likely"), choices=[], widget=forms.RadioSelect, initial="3")
    impact = forms.ChoiceField(
        label=_("How grave it would be"), choices=[], widget=forms.RadioSelect, initial="3"
    )
    response = forms.CharField(
        label=_("What is done about it"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    review_on = DayField(label=_("Look at it again on"), required=False)
    note = forms.CharField(
        label=_("What changed, and why"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the history, which nobody can change."),
        error_messages=NOTE_NEEDED,
    )

    def __init__(
        self, data: Any = None, *, town: Town, risk: Risk | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        owner = [risk.owner] if risk and risk.owner else []
        self.people = {str(one.pk): one for one in (*list_people(town), *owner)}
        set_choices(
            self, "owner", [("", _("Nobody yet")), *((pk, str(one)) for pk, one in self.people.items())]
        )
        set_choices(self, "likelihood", _scale(LIKELIHOOD))
        set_choices(self, "impact", _scale(IMPACT))
        if risk is None:
            self.fields["note"].required = False
            self.fields["note"].label = _("Where it comes from")
            return
        # What a risk turns into is said on its page; what has happened is certain.
        del self.fields["kind"]
        if risk.kind == Risk.Kind.ISSUE:
            del self.fields["likelihood"]

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as add_risk() and change_risk() take it."""
        told = self.cleaned_data
        names = [name for name in ("kind", "title", "text", "response", "review_on") if name in told]
        scales = [name for name in ("likelihood", "impact") if name in told]
        return {
            **{name: told[name] for name in names},
            **{name: int(told[name]) for name in scales},
            "owner": self.people.get(told["owner"]),
        }


class RiskGroupForm(RiskForm):
    """A new risk, with the group whose it is."""

    group = forms.ChoiceField(label=_("Group"))

    def __init__(self, data: Any = None, *, town: Town, groups: list[Group], initial: Any = None) -> None:
        super().__init__(data, town=town, initial=initial)
        self.groups = {one.slug: one for one in groups}
        set_choices(self, "group", [(slug, one.name) for slug, one in self.groups.items()])

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, "group": self.groups[self.cleaned_data["group"]]}


class RiskStepForm(forms.Form):
    """A step of a risk that is one press and a note: it happened, it is closed, it is open again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(widget=forms.HiddenInput, choices=[*Risk.Kind.choices, *Risk.State.choices])
    note = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}), error_messages=NOTE_NEEDED
    )


def get_initial(risk: Risk) -> dict[str, Any]:
    """Return a risk as its form begins with."""
    plain = ("version", "title", "text", "response", "review_on")
    return {
        **{name: getattr(risk, name) for name in plain},
        "likelihood": str(risk.likelihood),
        "impact": str(risk.impact),
        "owner": str(risk.owner.pk) if risk.owner else "",
    }
