from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Item, Recommendation
from fairplace.town.framework.queries import list_recommendations
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices
from fairplace.town.workstreams.models import Fit, Mark, Workstream
from fairplace.town.workstreams.queries.round import list_mappers
from fairplace.town.workstreams.queries.workstream import list_workstreams


class RoundForm(forms.Form):
    """Who marks what: two people, the recommendations under some objectives, and some workstreams."""

    name = forms.CharField(
        label=_("Name of the round"),
        help_text=_("Such as: Early years, spring 2027."),
        max_length=200,
        error_messages={"required": _("Give the round a name.")},
    )
    first = forms.ChoiceField(
        label=_("First person"), error_messages={"required": _("Choose the first person.")}
    )
    second = forms.ChoiceField(
        label=_("Second person"), error_messages={"required": _("Choose the second person.")}
    )
    objectives = forms.MultipleChoiceField(
        label=_("Recommendations under these objectives"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one objective.")},
    )
    workstreams = forms.MultipleChoiceField(
        label=_("Workstreams"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one workstream.")},
    )

    def __init__(self, data: Any = None, *, town: Town) -> None:
        super().__init__(data)
        self.people: dict[str, Person] = {str(one.pk): one for one in list_mappers(town=town)}
        self.works: dict[str, Workstream] = {one.code: one for one in list_workstreams(town=town)}
        self.rows: dict[str, list[Recommendation]] = {}
        names: dict[str, Item] = {}
        for row in list_recommendations(town=town):
            if row.objective:
                names[row.objective.code] = row.objective
                self.rows.setdefault(row.objective.code, []).append(row)
        choose = [("", _("Choose")), *((pk, str(one)) for pk, one in self.people.items())]
        set_choices(self, "first", choose)
        set_choices(self, "second", choose)
        counted = [(code, f"{names[code]} ({len(rows)})") for code, rows in self.rows.items()]
        set_choices(self, "objectives", counted)
        set_choices(self, "workstreams", [(code, f"{code} {one.name}") for code, one in self.works.items()])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("first") and told.get("first") == told.get("second"):
            raise ValidationError({"second": _("Choose somebody else: two people map apart.")})
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return what was chosen as open_round() takes it."""
        told = self.cleaned_data
        return {
            "name": told["name"],
            "first": self.people[told["first"]],
            "second": self.people[told["second"]],
            "recommendations": [row for code in told["objectives"] for row in self.rows[code]],
            "workstreams": [self.works[code] for code in told["workstreams"]],
        }


class MarksForm(forms.Form):
    """One person's marks for one recommendation: a fit and a reason for each workstream."""

    rest = forms.BooleanField(label=_("Mark as “None” all that I left open here"), required=False)

    def __init__(self, data: Any = None, *, works: Sequence[Workstream], marks: dict[str, Mark]) -> None:
        super().__init__(data)
        self.works = works
        for work in works:
            mark = marks.get(work.code)
            self.fields[f"fit-{work.code}"] = forms.ChoiceField(
                label=f"{work.code} {work.name}",
                choices=Fit.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=mark.fit if mark else None,
            )
            self.fields[f"why-{work.code}"] = forms.CharField(
                label=_("Why (%(code)s)") % {"code": work.code},
                max_length=2000,
                required=False,
                initial=mark.rationale if mark else "",
            )

    @property
    def lines(self) -> list[dict]:
        """Return what the page shows of each workstream: its fits with what is chosen, and its reason."""
        return [
            {
                "work": work,
                "fit": self[f"fit-{work.code}"],
                "chosen": self[f"fit-{work.code}"].value() or "",
                "why": self[f"why-{work.code}"],
            }
            for work in self.works
        ]

    @property
    def marks(self) -> dict[Workstream, tuple[str, str]]:
        """Return what was marked; what has no fit is left open, or is none where that was asked."""
        told, rest = self.cleaned_data, Fit.NONE if self.cleaned_data["rest"] else ""
        said = {
            work: (told[f"fit-{work.code}"] or rest, told[f"why-{work.code}"].strip()) for work in self.works
        }
        return {work: mark for work, mark in said.items() if mark[0]}


class SettleForm(forms.Form):
    """What two people settled on for one cell, and why."""

    fit = forms.ChoiceField(
        label=_("We settled on"),
        choices=Fit.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you settled on.")},
    )
    why = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why, so that others can follow it.")},
    )
