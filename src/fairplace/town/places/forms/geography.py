from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.equity.sources.boundaries import attribution

LARGEST = 50 * 1024 * 1024


class GeographyFileForm(forms.Form):
    """A file of geography."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_now("The file is larger than 50 MB. Bring this town's part of it."))
        return file


class BoundaryForm(GeographyFileForm):
    """Outlines of areas, and the terms that come with them."""

    publisher = forms.CharField(
        label=_("Publisher"), max_length=200, initial="Office for National Statistics"
    )
    licence = forms.CharField(label=_("Licence"), max_length=200, initial="Open Government Licence v3.0")
    attribution = forms.CharField(
        label=_("Lines of attribution"),
        help_text=_(
            "They stand under every map. Change the year of the second line to that of the outlines."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    address = forms.URLField(
        label=_("Where it was downloaded from"), max_length=500, required=False, assume_scheme="https"
    )
    retrieved_on = forms.DateField(
        label=_("Downloaded on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as year-month-day: 2027-03-31.")},
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        today = timezone.localdate()
        begun = {"attribution": "\n".join(attribution(today.year)), "retrieved_on": today}
        super().__init__(data, files, initial=begun)
        self.fields["file"].help_text = _now(
            "GeoJSON in degrees (WGS84), of LSOA, MSOA, wards or the authority, up to 50 MB. The name of the "
            "field with the codes, such as LSOA21CD, tells which. Only the areas of this town are kept."
        )
        self.fields["file"].widget.attrs["accept"] = ".geojson,.json,.gz"

    def clean_retrieved_on(self) -> Any:
        day = self.cleaned_data["retrieved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_now("This day has not come yet."))
        return day


class SuccessionForm(GeographyFileForm):
    """A lookup between two vintages of neighbourhoods."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].help_text = _now(
            "CSV with the older and the newer code, such as LSOA11CD and LSOA21CD, and what changed "
            "(CHGIND: U, S, M or X). It takes the place of what is known now."
        )
        self.fields["file"].widget.attrs["accept"] = ".csv,.json,.gz"


class PostcodeForm(GeographyFileForm):
    """A directory of postcodes."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.fields["file"].help_text = _now(
            "CSV with a column of postcodes (pcds) and one of neighbourhoods (lsoa21), up to 50 MB. Only "
            "those of this town are kept. It takes the place of what is known now."
        )
        self.fields["file"].widget.attrs["accept"] = ".csv"
