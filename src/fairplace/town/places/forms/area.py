from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from fairplace.town.places.models import Area, Town
from fairplace.town.places.queries.geography import count_postcodes_of, find_postcodes
from fairplace.town.places.rules.area import gather
from fairplace.town.places.rules.layer import Geography
from fairplace.town.places.rules.postcode import split_list, tidy_postcode
from fairplace.town.ui.forms import set_choices

MOST_NAMED = 20


class AreaForm(forms.Form):
    """An area of a town's own: its name, its rule, and its neighbourhoods, ticked or by their postcodes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Give the area a name.")}
    )
    rule = forms.CharField(
        label=_("The rule by which it is drawn"),
        help_text=_(
            "A sentence that lets somebody else draw the same area, such as: All neighbourhoods that lie "
            "mostly within the catchment of the three schools."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say by which rule it is drawn.")},
    )
    is_public = forms.BooleanField(
        label=_("Show it to the public"),
        help_text=_("Otherwise those who sign in see it. What the public has seen cannot be taken back."),
        required=False,
    )
    postcodes = forms.CharField(
        label=_("Postcodes"),
        help_text=_(
            "One a line, or with commas between. Their neighbourhoods are added to those ticked below."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        required=False,
    )
    partly = forms.ChoiceField(
        label=_("A neighbourhood of which only some postcodes are in the list"),
        widget=forms.RadioSelect,
        choices=[
            ("most", _("counts as a whole if most of its postcodes are in the list, otherwise not at all")),
            ("share", _("counts in part, by the share of its postcodes; its figures are marked")),
        ],
        initial="most",
        required=False,
    )
    leave_out = forms.BooleanField(label=_("Leave out postcodes that are not known here"), required=False)
    neighbourhoods = forms.MultipleChoiceField(label=_("Neighbourhoods"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        town: Town,
        geography: Geography,
        may_publish: bool,
        initial: Any = None,
        held: Mapping[str, float] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.town, self.geography, self.held = town, geography, held or {}
        newest = geography.members[geography.vintages[0]] if geography.vintages else frozenset()
        self.codes = sorted({*newest, *self.held})
        set_choices(self, "neighbourhoods", [(code, geography.names[code]) for code in self.codes])
        if not may_publish:
            del self.fields["is_public"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "postcodes" in self.errors or "neighbourhoods" in self.errors:
            return said
        ticked = {code: self.held.get(code, 1.0) for code in said.get("neighbourhoods", [])}
        self.parts = {**self._find_parts(said), **ticked}
        if "postcodes" in self.errors:
            return said
        if not self.parts:
            self.add_error("neighbourhoods", _now("Tick neighbourhoods, or paste postcodes."))
        elif not self.geography.find_vintage(self.parts):
            said_so = _now("These neighbourhoods belong to different censuses. Take those of one.")
            self.add_error("neighbourhoods", said_so)
        return said

    def _find_parts(self, said: Mapping[str, Any]) -> dict[str, float]:
        entries = split_list(said.get("postcodes", ""))
        tidy = {entry: tidy_postcode(entry) for entry in entries}
        found = find_postcodes(town=self.town, postcodes=[one for one in tidy.values() if one])
        lost = [entry for entry, postcode in tidy.items() if postcode not in found]
        if lost and not said.get("leave_out"):
            named = ", ".join(lost[:MOST_NAMED]) + (" …" if len(lost) > MOST_NAMED else "")
            words = ngettext(
                "%(count)s postcode is not known here: %(named)s. Correct it, or leave it out.",
                "%(count)s postcodes are not known here: %(named)s. Correct them, or leave them out.",
                len(lost),
            )
            self.add_error("postcodes", words % {"count": len(lost), "named": named})
            return {}
        codes = {code for places in found.values() for code in places}
        counts = count_postcodes_of(town=self.town, codes=codes)
        return gather(found, counts, in_part=said.get("partly") == "share")

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as add_area() and change_area() take it."""
        told = self.cleaned_data
        return {"name": told["name"], "rule": told["rule"], "is_public": told.get("is_public", False)}


def get_initial(area: Area, parts: Mapping[str, float]) -> dict[str, Any]:
    """Return an area as its form begins with."""
    own = {name: getattr(area, name) for name in ("version", "name", "rule", "is_public")}
    return {**own, "neighbourhoods": list(parts)}
