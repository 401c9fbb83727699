from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.reviews.models import Seat
from fairplace.town.reviews.operations.review import SeatEntry
from fairplace.town.reviews.queries.seat import Proposed
from fairplace.town.ui.forms import set_choices

SPARE = 2
MOST = 20


class SeatForm(forms.Form):
    """One seat. A row without a name is no seat, so emptying the name takes it away."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Seat"), max_length=120, required=False)
    person = forms.ChoiceField(label=_("Who sits in it"), required=False)
    group = forms.ChoiceField(label=_("Of which group"), required=False)
    is_required = forms.BooleanField(label=_("Must sign"), required=False)


class SeatForms(BaseFormSet):
    """The seats of a review, in order, with rows to add more."""

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        groups: Iterable[Group],
        seats: Iterable[int] = (),
        **options: Any,
    ) -> None:
        self.people = {str(one.pk): one for one in people}
        self.groups = {str(one.pk): one for one in groups}
        self.known = set(seats)
        super().__init__(*args, **options)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        set_choices(
            form, "person", [("", _("Nobody yet")), *((key, str(one)) for key, one in self.people.items())]
        )
        set_choices(form, "group", [("", _("None")), *((key, one.name) for key, one in self.groups.items())])

    def clean(self) -> None:
        titles = [entry.title.lower() for entry in self.entries]
        if len(set(titles)) < len(titles):
            raise forms.ValidationError(_now("Two seats have the same name."))
        if not titles:
            raise forms.ValidationError(_now("Name at least one seat."))

    @property
    def entries(self) -> list[SeatEntry]:
        """Return the seats that were named, as the operation takes them."""
        found = []
        for form in self.forms:
            told = getattr(form, "cleaned_data", {})
            title = (told.get("title") or "").strip()
            if title:
                pk = told.get("pk")
                found.append(
                    SeatEntry(
                        title,
                        self.people.get(told.get("person") or ""),
                        self.groups.get(told.get("group") or ""),
                        bool(told.get("is_required")),
                        pk if pk in self.known else None,
                    )
                )
        return found


# Django says that it makes some formset; it makes this one.
SeatFormSet: type[SeatForms] = formset_factory(  # pyright: ignore[reportAssignmentType]
    SeatForm, formset=SeatForms, extra=SPARE, max_num=MOST, absolute_max=MOST
)


def get_proposed(proposed: Iterable[Proposed]) -> list[dict[str, Any]]:
    """Return seats that are proposed, as the rows show them."""
    return [
        {
            "title": one.title,
            "person": str(one.person.pk) if one.person else "",
            "group": str(one.group.pk) if one.group else "",
            "is_required": one.is_required,
        }
        for one in proposed
    ]


def get_seats(seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """Return the seats there are, as the rows show them."""
    return [
        {
            "pk": one.pk,
            "title": one.title,
            "person": str(one.person.pk) if one.person else "",
            "group": str(one.group.pk) if one.group else "",
            "is_required": one.is_required,
        }
        for one in seats
    ]
