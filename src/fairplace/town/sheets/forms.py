from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A spreadsheet to bring."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or XLSX, up to 5 MB. Nothing changes before you have seen what would."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
