from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import Attendance
from fairplace.town.governance.operations.attendance import Mark
from fairplace.town.governance.queries.attendance import SeatLine
from fairplace.town.partners.models import Membership, Organisation
from fairplace.town.ui.forms import set_choices


@dataclass(frozen=True)
class Row:
    """A seat with its three states, and what stood there when the page was made."""

    seat: Membership
    field: BoundField
    was: BoundField


class AttendanceForm(forms.Form):
    """Every seat of a group with its state. What stood there comes along, so that only changes are saved."""

    def __init__(self, data: Any = None, *, lines: Iterable[SeatLine]) -> None:
        super().__init__(data)
        self.seats = [line.seat for line in lines]
        for line in lines:
            self.fields[f"seat_{line.seat.pk}"] = forms.ChoiceField(
                label=str(line.seat),
                choices=Attendance.State.choices,
                widget=forms.RadioSelect,
                initial=line.state,
                required=False,
            )
            self.fields[f"was_{line.seat.pk}"] = forms.ChoiceField(
                choices=[("", ""), *Attendance.State.choices],
                widget=forms.HiddenInput,
                initial=line.state,
                required=False,
            )

    @property
    def rows(self) -> Iterator[Row]:
        for seat in self.seats:
            yield Row(seat, self[f"seat_{seat.pk}"], self[f"was_{seat.pk}"])

    def list_marks(self, *, rest: str = "") -> list[Mark]:
        """Return what was said of each seat; `rest` is the state of those of which nothing was."""
        told = self.cleaned_data
        return [
            Mark(seat, told[f"was_{seat.pk}"], told[f"seat_{seat.pk}"] or told[f"was_{seat.pk}"] or rest)
            for seat in self.seats
        ]


class GuestForm(forms.Form):
    """Somebody who was there without a seat."""

    organisation = forms.ChoiceField(
        label=_("Organisation"), error_messages={"required": _("Choose the organisation.")}
    )
    name = forms.CharField(
        label=_("Name"), help_text=_("Shown to those who sign in."), max_length=200, required=False
    )

    def __init__(self, data: Any = None, *, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        self.organisations = {one.code: one for one in organisations}
        choices = [(code, one.name) for code, one in self.organisations.items()]
        set_choices(self, "organisation", [("", _now("Choose")), *choices])

    @property
    def chosen(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]
