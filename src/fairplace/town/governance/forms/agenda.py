from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.chain.rules import Record
from fairplace.town.governance.models import AgendaItem
from fairplace.town.governance.queries.pointing import MATCHES_SHOWN, list_kinds, search
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices


class ItemForm(forms.Form):
    """An agenda item, with a pointer at any record: by its kind, and its code or words of its name.

    Where several records match, the form comes back with a choice between them.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the item a title.")}
    )
    text = forms.CharField(
        label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    purpose = forms.ChoiceField(
        label=_("What the group is asked for"),
        widget=forms.RadioSelect,
        choices=AgendaItem.Purpose.choices,
        initial=AgendaItem.Purpose.INFORMATION,
    )
    presenter = forms.CharField(
        label=_("Who presents it"),
        help_text=_("Shown to those who sign in, never to the public."),
        max_length=200,
        required=False,
    )
    time_minutes = forms.IntegerField(
        label=_("Minutes of time"),
        min_value=1,
        max_value=24 * 60,
        required=False,
        error_messages={
            "invalid": _("Write a number of minutes, such as 15."),
            "min_value": _("Write at least one minute, or nothing."),
            "max_value": _("That is longer than a day."),
        },
    )
    kind = forms.ChoiceField(label=_("Kind of record it is about"), required=False)
    about = forms.CharField(
        label=_("Its code, or words of its name"),
        help_text=_("Such as LUT-M1-2, or: warm homes."),
        max_length=200,
        required=False,
    )
    pick = forms.ChoiceField(label=_("Which of these"), widget=forms.RadioSelect, required=False)
    is_standing = forms.BooleanField(
        label=_("A standing item: every next meeting starts with it"), required=False
    )
    is_restricted = forms.BooleanField(
        label=_("Restricted: only the group, and those who read everything, see it"), required=False
    )
    restricted_because = forms.CharField(
        label=_("Why it is restricted"),
        help_text=_("This is all that others see of it."),
        max_length=300,
        required=False,
    )

    def __init__(
        self, data: Any = None, *, town: Town, item: AgendaItem | None = None, leads: bool = True
    ) -> None:
        super().__init__(data, initial=initial_of_item(item) if item else None)
        self.pointer = (item.kind, item.code) if item else ("", "")
        set_choices(self, "kind", [("", _now("None")), *list_kinds()])
        self.found: list[Record] = self._search(town)
        if len(self.found) > 1:
            self._offer()
        else:
            del self.fields["pick"]
        if not leads:
            del self.fields["is_standing"]

    def _search(self, town: Town) -> list[Record]:
        told = (self["kind"].value() or "", (self["about"].value() or "").strip())
        if not self.is_bound or not all(told) or told == self.pointer:
            return []
        return search(town=town, kind=told[0], words=told[1])

    def _offer(self) -> None:
        set_choices(
            self,
            "pick",
            [(one.id, f"{one.code} {one.name}".strip()) for one in self.found[:MATCHES_SHOWN]],
        )
        more = len(self.found) - MATCHES_SHOWN
        if more > 0:
            self.fields["pick"].help_text = _now("%(more)s more match. Add words to see them.") % {
                "more": more
            }

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("is_restricted") and not told.get("restricted_because"):
            self.add_error("restricted_because", _("Say why it is restricted."))
        try:
            told["code"] = self._point(told)
        except ValidationError as error:
            self.add_error("pick" if "pick" in self.fields else "about", error)
        return told

    def _point(self, told: dict[str, Any]) -> str:
        """Return the id of the record that is meant, or nothing where none is."""
        kind, words = told.get("kind", ""), told.get("about", "").strip()
        if not kind and not words:
            return ""
        if not kind:
            raise ValidationError(_("Choose the kind of record as well."))
        if not words:
            raise ValidationError(_("Write its code, or words of its name."))
        if (kind, words) == self.pointer:
            return words
        if not self.found:
            raise ValidationError(_("No record of this kind has this code or these words in its name."))
        picked = told.get("pick") or (self.found[0].id if len(self.found) == 1 else "")
        if not picked:
            raise ValidationError(_("Several records match. Choose one of them."))
        return picked

    @property
    def values(self) -> dict[str, Any]:
        names = ("title", "text", "purpose", "presenter", "time_minutes", "is_restricted", "kind", "code")
        told = self.cleaned_data
        return {
            **{name: told[name] for name in names},
            "restricted_because": told["restricted_because"] if told["is_restricted"] else "",
            "is_standing": told.get("is_standing", False),
        }


def initial_of_item(item: AgendaItem) -> dict[str, Any]:
    """Return an item as its form shows it."""
    names = (
        "version", "title", "text", "purpose", "presenter", "time_minutes", "is_standing", "is_restricted",
        "restricted_because", "kind",
    )  # fmt: skip
    return {**{name: getattr(item, name) for name in names}, "about": item.code}


class OutcomeForm(forms.Form):
    """The minutes of one item."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome_kind = forms.ChoiceField(
        label=_("What came of it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    outcome = forms.CharField(
        label=_("In words"),
        help_text=_("Everybody can read it once the meeting is closed, unless the item is restricted."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write in a sentence what came of it.")},
    )

    def __init__(self, data: Any = None, *, item: AgendaItem) -> None:
        super().__init__(data, initial=initial_of_outcome(item) | _proposed(item))
        carried = AgendaItem.Outcome.CARRIED
        kinds = [
            one for one in AgendaItem.Outcome.choices if one[0] != carried or item.outcome_kind == carried
        ]
        set_choices(self, "outcome_kind", kinds)


def initial_of_outcome(item: AgendaItem) -> dict[str, Any]:
    return {"version": item.version, "outcome_kind": item.outcome_kind, "outcome": item.outcome}


def _proposed(item: AgendaItem) -> dict[str, Any]:
    """Return what the group was asked for, as the likely kind of outcome."""
    return {} if item.outcome_kind else {"outcome_kind": item.purpose}
