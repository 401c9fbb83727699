from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fairplace.town.places.models import ComparatorGroup, Place, Town

MOST_PLACES = 40


class ComparatorGroupForm(forms.Form):
    """Places that measures can be shown beside, and why these."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Such as: Towns with an airport."),
        error_messages={"required": _("Give the group a name.")},
    )
    why = forms.CharField(
        label=_("Why these places"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say why these places, so that nobody thinks they were picked to look good.")
        },
    )
    places = forms.CharField(
        label=_("Places"),
        help_text=_("One on each line, by name or official code: Slough, or E06000039."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Name one place at least.")},
    )

    def __init__(self, data: Any = None, *, town: Town, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.town = town

    def clean_places(self) -> list[Place]:
        """Return the places of the lines; every line that names none, or two, is said."""
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise ValidationError(_("At most %(most)d places, please."), params={"most": MOST_PLACES})
        kinds = (Place.Kind.COUNTRY, Place.Kind.REGION, Place.Kind.AUTHORITY)
        named = Place.objects.filter(Q(name__in=lines) | Q(code__in=lines), kind__in=kinds)
        found: dict[str, list[Place]] = {}
        for place in named.exclude(pk=self.town.place_id):
            for key in {place.name, place.code}:
                found.setdefault(key, []).append(place)
        unknown = [line for line in lines if line not in found]
        double = [line for line in lines if len(found.get(line, [])) > 1]
        if unknown:
            raise ValidationError(
                _("These are no other places that we know: %(names)s."), params={"names": ", ".join(unknown)}
            )
        if double:
            raise ValidationError(
                _("More than one place is called so; write the code: %(names)s."),
                params={"names": ", ".join(double)},
            )
        return list({found[line][0].pk: found[line][0] for line in lines}.values())

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "why", "places")}


def get_initial(group: ComparatorGroup) -> dict[str, Any]:
    """Return a group as its form begins with."""
    places = group.places.order_by("name")  # pyright: ignore[reportAttributeAccessIssue]
    names = [one.name for one in places]
    codes = {one.name: one.code for one in places if names.count(one.name) > 1}
    return {
        "version": group.version,
        "name": group.name,
        "why": group.why,
        "places": "\n".join(codes.get(name, name) for name in names),
    }
