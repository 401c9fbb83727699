from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 60_000_000


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One file or several; each is checked as one would be."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        one_by_one = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(one, initial) for one in one_by_one or [None]]


class FilesForm(forms.Form):
    """The publisher's own files, as downloaded."""

    chosen = _FilesField(
        label=_("Files"),
        widget=_SeveralFiles(attrs={"multiple": True}),
        help_text=_(
            "As the publisher gives them: CSV, Excel or JSON, also packed. Where the answer has several "
            "parts, choose them all together. Up to 60 MB."
        ),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_chosen(self) -> list[Any]:
        files = self.cleaned_data["chosen"]
        if sum(one.size for one in files) > MOST_BYTES:
            raise forms.ValidationError(_("That is more than 60 MB. Ask for fewer areas or indicators."))
        return files


class SettleForm(forms.Form):
    """Take the figures or refuse them; `seen` says which difference was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    because = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_(
            "Needed to refuse them, and to take them where something is odd. It stands in the record."
        ),
    )
