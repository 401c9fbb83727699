from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.queries import get_framework
from fairplace.town.partners.models import Organisation
from fairplace.town.partners.queries import list_groups
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices
from fairplace.town.workstreams.models import Workstream
from fairplace.town.workstreams.queries.workstream import (
    WorkFilter,
    list_organisations,
    list_places,
    list_strategies,
)
from fairplace.town.workstreams.rules.need import FIFTHS
from fairplace.town.workstreams.rules.strategy import read_strategies, write_strategies
from fairplace.town.workstreams.rules.workstream import RESERVED

APPROACHES = [one for one in Workstream.Approach.choices if one[0]]
DAY = {"type": "date"}
WRONG_DAY = {"invalid": _("Write the date as 2027-03-31.")}
WHOLE = {"invalid": _("Write a whole number."), "min_value": _("This cannot be below zero.")}
MONEY = {
    "invalid": _("Write an amount in pounds, such as 12500."),
    "min_value": _("This cannot be below zero."),
}
MOST_POUNDS = 10**12


class WorkFilterForm(forms.Form):
    """Which workstreams to list; it stands in the address. Only those inside may ask who has no owner."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    objective = forms.ChoiceField(label=_("Carries something under"), required=False)
    approach = forms.ChoiceField(label=_("Approach"), required=False)
    sector = forms.ChoiceField(label=_("Sector of the lead partner"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    strategy = forms.ChoiceField(label=_("Also reported to"), required=False)
    without = forms.ChoiceField(label=_("What is missing"), required=False)
    archived = forms.ChoiceField(label=_("Archived"), required=False)

    def __init__(self, data: Any, *, town: Town, is_inside: bool) -> None:
        super().__init__(data)
        framework = get_framework(town=town)
        objectives = framework.objectives if framework else []
        self._offer("objective", [(one.code, str(one)) for one in objectives])
        self._offer("approach", [*APPROACHES, ("unknown", _("Not said"))])
        self._offer("sector", Organisation.Sector.choices)
        self._offer("group", [(one.slug, one.name) for one in list_groups(town=town)])
        self._offer("strategy", [(str(one.pk), one.name) for one in list_strategies(town=town)])
        nothing = [("recommendation", _("Has no recommendation"))]
        self._offer(
            "without", [("owner", _("Has no owner")), *nothing] if is_inside else nothing, _("Show all")
        )
        if is_inside:
            self._offer("archived", [("yes", _("Archived only"))], _("In use"))
        else:
            del self.fields["archived"]
        for field in self.fields.values():
            is_list = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "govuk-select" if is_list else "govuk-input"

    def _offer(self, name: str, choices: Any, everything: Any = "") -> None:
        set_choices(self, name, [("", everything or _("Any")), *choices])

    @property
    def chosen(self) -> WorkFilter:
        """Return what was chosen. What cannot be chosen filters nothing."""
        self.is_valid()
        told = self.cleaned_data
        names = ("objective", "approach", "sector", "group", "strategy", "without")
        return WorkFilter(
            words=told.get("q", "").strip(),
            archived=told.get("archived") == "yes",
            **{name: told.get(name, "") for name in names},
        )


class WorkstreamForm(forms.Form):
    """A workstream with everything that is known of it; reach and spend stand by fifth of deprivation."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Give the work a name.")}
    )
    code = forms.SlugField(
        label=_("Code"),
        help_text=_("Letters, digits and dashes, such as W12. It stands in addresses and in spreadsheets."),
        max_length=50,
        error_messages={
            "required": _("Give it a code."),
            "invalid": _("A code has letters, digits and dashes only."),
        },
    )
    summary = forms.CharField(
        label=_("What it does, in plain words"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    owner = forms.CharField(
        label=_("Owner"),
        help_text=_("Who answers for it. Shown to those who sign in, never to the public."),
        max_length=200,
        required=False,
    )
    lead = forms.ChoiceField(label=_("Lead partner"), required=False)
    partners = forms.MultipleChoiceField(
        label=_("Other partners"), widget=forms.CheckboxSelectMultiple, required=False
    )
    group = forms.ChoiceField(label=_("Group that answers for it"), required=False)
    approach = forms.ChoiceField(
        label=_("Approach"),
        widget=forms.RadioSelect,
        choices=[*APPROACHES, ("unknown", _("Not said"))],
        initial="unknown",
    )
    places = forms.MultipleChoiceField(label=_("Places"), widget=forms.CheckboxSelectMultiple, required=False)
    population_groups = forms.CharField(
        label=_("Groups of people it is for"),
        help_text=_("One on each line, such as: Carers."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    strategies = forms.CharField(
        label=_("Other strategies it is reported to"),
        help_text=_("One on each line. The address of a page may stand after the name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    cost = forms.DecimalField(
        label=_("Cost in pounds, in all"),
        min_value=0, max_value=MOST_POUNDS, decimal_places=2, required=False, error_messages=MONEY,
    )  # fmt: skip
    starts_on = forms.DateField(
        label=_("Begins on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        error_messages=WRONG_DAY,
    )
    ends_on = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        error_messages=WRONG_DAY,
    )
    reach_of = forms.ChoiceField(
        label=_("What is counted as reach"), widget=forms.RadioSelect, choices=Workstream.Counted.choices
    )

    def __init__(
        self, data: Any = None, *, town: Town, initial: dict | None = None, taken: Sequence[str] = ()
    ) -> None:
        super().__init__(data, initial=initial)
        self.taken = set(taken)
        self.organisations = {one.code: one for one in list_organisations(town=town)}
        self.groups = {one.slug: one for one in list_groups(town=town)}
        self.towns_places = {one.code: one for one in list_places(town=town)}
        partners = [(code, one.name) for code, one in self.organisations.items()]
        set_choices(self, "lead", [("", _("Not said")), *partners])
        set_choices(self, "partners", partners)
        set_choices(
            self, "group", [("", _("None")), *((code, one.name) for code, one in self.groups.items())]
        )
        set_choices(self, "places", [(code, str(one)) for code, one in self.towns_places.items()])
        for number, name in enumerate(FIFTHS, start=1):
            self._add_fifth(number, name)

    def _add_fifth(self, number: int, name: Any) -> None:
        self.fields[f"reach_{number}"] = forms.IntegerField(
            label=_("Reached, %(fifth)s") % {"fifth": str(name).lower()},
            min_value=0, max_value=10**9, required=False, error_messages=WHOLE,
        )  # fmt: skip
        self.fields[f"spend_{number}"] = forms.DecimalField(
            label=_("Spend in pounds, %(fifth)s") % {"fifth": str(name).lower()},
            min_value=0, max_value=MOST_POUNDS, decimal_places=2, required=False, error_messages=MONEY,
        )  # fmt: skip

    @property
    def fifths(self) -> list[dict]:
        """Return the rows of the table of inputs: the fifth, and its two fields."""
        return [
            {"name": name, "reach": self[f"reach_{n}"], "spend": self[f"spend_{n}"]}
            for n, name in enumerate(FIFTHS, start=1)
        ]

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code in RESERVED:
            raise ValidationError(_("This word is an address of ours. Choose another code."))
        if code in self.taken:
            raise ValidationError(_("Another workstream has this code."))
        return code

    def clean_strategies(self) -> list[tuple[str, str]]:
        told = read_strategies(self.cleaned_data["strategies"].splitlines())
        if any(len(name) > 200 for name, _address in told):
            raise ValidationError(_("The name of a strategy has at most 200 letters."))
        return told

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts, ends = told.get("starts_on"), told.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _now("Work cannot end before it begins."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as save_workstream() takes it."""
        told = self.cleaned_data
        plain = ("code", "name", "summary", "owner", "reach_of", "starts_on", "ends_on", "strategies")
        return {
            **{name: told[name] for name in plain},
            "approach": "" if told["approach"] == "unknown" else told["approach"],
            "lead": self.organisations.get(told["lead"]),
            "group": self.groups.get(told["group"]),
            "partners": [self.organisations[code] for code in told["partners"]],
            "places": [self.towns_places[code] for code in told["places"]],
            "population_groups": [
                line.strip() for line in told["population_groups"].splitlines() if line.strip()
            ],
            "cost_pence": _pence(told["cost"]),
            "shares": {n: (told[f"reach_{n}"], _pence(told[f"spend_{n}"])) for n in range(1, 6)},
        }


def _pence(pounds: Any) -> int | None:
    return None if pounds is None else int(pounds * 100)


def get_initial(one: Workstream | None) -> dict[str, Any]:
    """Return a workstream as its form begins with."""
    if one is None:
        return {"approach": "unknown", "reach_of": Workstream.Counted.PEOPLE}
    plain = ("code", "name", "summary", "owner", "reach_of", "starts_on", "ends_on")
    shares = {}
    for share in one.shares.all():
        shares[f"reach_{share.quintile}"] = share.reach
        shares[f"spend_{share.quintile}"] = _pounds(share.spend_pence)
    return {
        **{name: getattr(one, name) for name in plain},
        **shares,
        "approach": one.approach or "unknown",
        "lead": one.lead.code if one.lead else "",
        "group": one.group.slug if one.group else "",
        "partners": [partner.code for partner in one.partners.all()],
        "places": [place.code for place in one.places.all()],
        "population_groups": "\n".join(one.population_groups),
        "strategies": "\n".join(write_strategies((s.name, s.address) for s in one.strategies.all())),
        "cost": _pounds(one.cost_pence),
    }


def _pounds(pence: int | None) -> str:
    if pence is None:
        return ""
    return f"{pence / 100:.2f}" if pence % 100 else str(pence // 100)
