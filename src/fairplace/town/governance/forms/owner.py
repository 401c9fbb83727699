"""Who is to own something: somebody who is known, or somebody new by name and address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.operations.person import PersonRefused, find_or_add_person
from fairplace.town.governance.queries.people import list_people
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices

NEW = "new"


class OwnerFields(forms.Form):
    """The fields that choose an owner; a form that asks for one takes them over."""

    owner = forms.ChoiceField(
        label=_("Owner"),
        required=False,
        help_text=_("One person who answers for it. Never shown to the public."),
    )
    new_name = forms.CharField(label=_("Name, if somebody new"), max_length=200, required=False)
    new_email = forms.EmailField(
        label=_("E-mail address, if somebody new"),
        required=False,
        help_text=_("They need no account: links in mails let them say how it goes."),
        error_messages={"invalid": _("Write a whole e-mail address, such as name@example.org.")},
    )

    def offer_people(self, town: Town, also: Iterable[Person] = ()) -> None:
        """Offer everybody who can be asked in the town, and those named already though they have left."""
        self.people = {str(one.pk): one for one in (*list_people(town), *also)}
        known = [(pk, str(one)) for pk, one in self.people.items()]
        new = [(NEW, _("Somebody new, named below"))]
        set_choices(self, "owner", [("", _("Nobody yet")), *known, *new])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        is_new = told.get("owner") == NEW
        if is_new and not told.get("new_name"):
            self.add_error("new_name", _now("Write their name."))
        if is_new and not told.get("new_email") and "new_email" not in self.errors:
            self.add_error("new_email", _now("Write their e-mail address."))
        if not is_new and (told.get("new_name") or told.get("new_email")):
            self.add_error("owner", _now("Choose “Somebody new”, or leave their name and address empty."))
        return told

    def find_owner(self, *, by: Person, town: Town) -> Person | None:
        """Return who was chosen, adding somebody new. Raises PersonRefused, and says so in the form."""
        told = self.cleaned_data
        if told["owner"] != NEW:
            return self.people.get(told["owner"])
        try:
            return find_or_add_person(by=by, town=town, name=told["new_name"], email=told["new_email"])
        except PersonRefused as refused:
            self.add_error("new_email", str(refused))
            raise


class OwnerForm(OwnerFields):
    """To whom an action goes, and why."""

    because = forms.CharField(
        label=_("Why"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as: Dee has left; Sam takes over housing. It stands in the record."),
        error_messages={"required": _("Say in a few words why it goes to somebody else.")},
    )
    field_order = ("owner", "new_name", "new_email", "because")

    def __init__(self, data: Any = None, *, town: Town, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.offer_people(town)
