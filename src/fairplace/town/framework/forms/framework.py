from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Level
from fairplace.town.framework.rules import MOST_LEVELS, list_faults_of_levels

FAULTS = {
    "number": _("A framework has two to six levels."),
    "missing": _(
        "One level must hold objectives, and one recommendations: measures and workstreams hang on them."
    ),
    "order": _("Objectives must stand above recommendations."),
    "twice": _("Only one level can hold each of pillars, objectives and recommendations."),
    "named": _("Each level needs a name for one and for many, such as Aim and Aims."),
}


class LevelsForm(forms.Form):
    """Up to six levels from the top down, each by the town's own name. Empty rows are no levels."""

    def __init__(self, data: Any = None, *, levels: list[Level]) -> None:
        super().__init__(data)
        self.levels = levels
        for at in range(MOST_LEVELS):
            level = levels[at] if at < len(levels) else None
            self._add(at, "singular", _("Level %(number)s: the name of one") % {"number": at + 1}, level)
            self._add(at, "plural", _("Level %(number)s: the name of many") % {"number": at + 1}, level)
            self.fields[f"holds_{at}"] = forms.ChoiceField(
                label=_("Level %(number)s holds") % {"number": at + 1},
                choices=Level.Holds.choices,
                required=False,
                initial=level.holds if level else "",
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the three fields of each level together."""
        return [
            {name: self[f"{name}_{at}"] for name in ("singular", "plural", "holds")}
            for at in range(MOST_LEVELS)
        ]

    def _add(self, at: int, name: str, label: Any, level: Level | None) -> None:
        self.fields[f"{name}_{at}"] = forms.CharField(
            label=label, max_length=60, required=False, initial=getattr(level, name) if level else ""
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        rows = [
            {name: said.get(f"{name}_{at}", "") for name in ("singular", "plural", "holds")}
            for at in range(MOST_LEVELS)
        ]
        rows = [row for row in rows if row["singular"] or row["plural"]]
        faults = list_faults_of_levels([row["holds"] for row in rows])
        if any(not (row["singular"] and row["plural"]) for row in rows):
            faults.append("named")
        if faults:
            raise ValidationError([FAULTS[fault] for fault in faults])
        return {**said, "levels": rows}


class EditionForm(forms.Form):
    """A new edition of the framework, which carries over what is in force."""

    edition = forms.CharField(
        label=_("Edition"),
        help_text=_("Such as the year: 2027."),
        max_length=40,
        error_messages={"required": _("Name the edition.")},
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the framework a title.")}
    )
    vision = forms.CharField(
        label=_("Vision"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the vision.")},
    )
    vision_plain = forms.CharField(
        label=_("The vision in plain words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the vision in plain words.")},
    )
    vision_by = forms.IntegerField(
        label=_("By which year"), required=False, min_value=2000, max_value=2200,
    )  # fmt: skip
