from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from fairplace.town.feeds.queries.portal import BOUNDARIES, LOOKUP

NAME = RegexValidator(r"\A[A-Za-z]\w*\Z", _("Write letters, digits and underscores only."))


class PortalForm(forms.Form):
    """What the portal is asked for."""

    what = forms.ChoiceField(
        label=_("What it is"),
        choices=[(BOUNDARIES, _("Outlines of areas")), (LOOKUP, _("A lookup between two censuses"))],
        widget=forms.RadioSelect,
        initial=BOUNDARIES,
        error_messages={"required": _("Say whether it is outlines or a lookup.")},
    )
    layer = forms.CharField(
        label=_("Name of the layer"),
        max_length=150,
        validators=[NAME],
        help_text=_(
            "It stands in the address of its service on the portal, between /services/ and /FeatureServer."
        ),
        error_messages={"required": _("Write the name of the layer.")},
    )
    field = forms.CharField(
        label=_("Field of the codes (optional)"),
        max_length=60,
        required=False,
        validators=[NAME],
        help_text=_(
            "Only where the layer has several, such as WD24CD. In a lookup, that of the older codes."
        ),
    )
    newer = forms.CharField(
        label=_("Field of the newer codes (optional)"),
        max_length=60,
        required=False,
        validators=[NAME],
        help_text=_("Only for a lookup, such as LSOA21CD."),
    )

    def asked(self) -> dict[str, Any]:
        """Return what is asked for, as it is kept in the record."""
        return dict(self.cleaned_data)
