from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day, chosen or typed as year-month-day."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "invalid": _("Write the date as year-month-day: 2027-03-31."),
                "required": _("Write the date as year-month-day: 2027-03-31."),
            },
            **options,
        )
