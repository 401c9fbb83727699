from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models import AgendaItem, Meeting, Series
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.ui.forms import set_choices

SHORTEST, LONGEST = 5, 24 * 60
LENGTH = {
    "invalid": _("Write the length in minutes, such as 90."),
    "required": _("Write the length in minutes, such as 90."),
    "min_value": _("A meeting lasts five minutes at least."),
    "max_value": _("A meeting lasts a day at most."),
}


class SeriesForm(forms.Form):
    """A series of meetings of one group."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"),
        help_text=_(
            "Such as: Steering group meeting. It stands in people’s calendars, after the group’s name."
        ),
        max_length=200,
        error_messages={"required": _("Give the series a name.")},
    )
    where = forms.CharField(
        label=_("Usual place"),
        help_text=_("Everybody can read it. New meetings start with it."),
        max_length=300,
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("Usual length in minutes"),
        min_value=SHORTEST, max_value=LONGEST, initial=90, error_messages=LENGTH,
    )  # fmt: skip
    every_weeks = forms.IntegerField(
        label=_("Weeks from one meeting to the next"),
        min_value=1,
        max_value=104,
        initial=8,
        error_messages={
            "invalid": _("Write a number of weeks, such as 8."),
            "required": _("Write a number of weeks, such as 8."),
            "min_value": _("Write a number of weeks from 1 to 104."),
            "max_value": _("Write a number of weeks from 1 to 104."),
        },
    )

    def __init__(self, data: Any = None, *, initial: dict | None = None, taken: Iterable[str] = ()) -> None:
        super().__init__(data, initial=initial)
        self.taken = {name.casefold() for name in taken}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name.casefold() in self.taken:
            raise ValidationError(_("The group has a series of this name already."))
        return name


class MeetingForm(forms.Form):
    """When and where a meeting is. Times are those of the clock in London."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    day = DayField(label=_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "invalid": _("Write the time as 14:00."),
            "required": _("Write the time as 14:00."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST, error_messages=LENGTH
    )
    where = forms.CharField(
        label=_("Place"),
        help_text=_("A room, or the address of a call. Everybody can read it."),
        max_length=300,
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("What people should know before they come. Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, initial: dict | None = None, taken: Iterable[datetime] = ()
    ) -> None:
        super().__init__(data, initial=initial)
        self.taken = set(taken)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "day" in told and "begins" in told:
            start = timezone.make_aware(datetime.combine(told["day"], told["begins"]))
            told["starts_at"] = start
            if start in self.taken:
                self.add_error("day", _("The series has a meeting at this very time already."))
            if "minutes" in told:
                told["ends_at"] = start + timedelta(minutes=told["minutes"])
        return told

    @property
    def values(self) -> dict[str, Any]:
        names = ("starts_at", "ends_at", "where", "note")
        return {name: self.cleaned_data[name] for name in names}


def initial_of_meeting(meeting: Meeting) -> dict[str, Any]:
    """Return a meeting as its form shows it."""
    here = timezone.localtime(meeting.starts_at)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return {
        "version": meeting.version,
        **_when(here, length),
        "where": meeting.where,
        "note": meeting.note,
    }


def initial_at(series: Series, start: datetime, *, where: str = "") -> dict[str, Any]:
    """Return a form for a new meeting that begins at a time."""
    return {**_when(timezone.localtime(start), series.minutes), "where": where or series.where}


def _when(here: datetime, minutes: int) -> dict[str, Any]:
    return {"day": here.strftime("%Y-%m-%d"), "begins": here.strftime("%H:%M"), "minutes": minutes}


class LineForm(forms.Form):
    """The chair's line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    line = forms.CharField(
        label=_("The chair’s line"),
        help_text=_("One or two sentences that open the meeting. Leave it empty to show the one proposed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class ReasonForm(forms.Form):
    """Why a meeting is cancelled or reopened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody can read it, so name no person."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say why.")},
    )


class CarryForm(forms.Form):
    """Which items are carried forward, and where to."""

    items = forms.MultipleChoiceField(
        label=_("Items without an outcome"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what is carried forward.")},
    )
    to = forms.ChoiceField(label=_("Carry them to"), widget=forms.RadioSelect)

    def __init__(
        self, data: Any = None, *, items: Iterable[AgendaItem], later: Iterable[Meeting], number_of: dict
    ) -> None:
        self.later = {str(one.pk): one for one in later}
        items = list(items)
        first = next(iter(self.later), "backlog")
        super().__init__(data, initial={"items": [str(one.pk) for one in items], "to": first})
        set_choices(self, "items", [(str(one.pk), f"{number_of[one.pk]}. {one.title}") for one in items])
        places = [
            (pk, _now("The meeting on %(day)s") % {"day": say_day(one)}) for pk, one in self.later.items()
        ]
        set_choices(self, "to", [*places, ("backlog", _now("The backlog"))])

    @property
    def target(self) -> Meeting | None:
        return self.later.get(self.cleaned_data["to"])


def say_day(meeting: Meeting) -> str:
    """Return the day of a meeting in words."""
    return date_format(timezone.localtime(meeting.starts_at), "j F Y")
