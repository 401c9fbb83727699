from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.queries import get_framework
from fairplace.town.partners.models import Organisation
from fairplace.town.partners.queries import list_groups
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices
from fairplace.town.workstreams.models import Fit
from fairplace.town.workstreams.queries.matrix import HAS_NONE, Filters


class MatrixFilterForm(forms.Form):
    """Which part of the matrix to show; it stands in the address."""

    objective = forms.ChoiceField(label=_("Objective"), required=False)
    fit = forms.ChoiceField(label=_("Fit"), required=False)
    group = forms.ChoiceField(label=_("Group"), required=False)
    sector = forms.ChoiceField(label=_("Sector of the lead partner"), required=False)
    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, data, *, town: Town) -> None:
        super().__init__(data)
        framework = get_framework(town=town)
        objectives = framework.objectives if framework else []
        set_choices(
            self, "objective", [("", _("All objectives")), *((one.code, str(one)) for one in objectives)]
        )
        fits = [(HAS_NONE, _("Has none: not carried at all")), *Fit.choices]
        if "fit" in self.fields:
            set_choices(self, "fit", [("", _("Any fit")), *fits])
        groups = [(one.slug, str(one)) for one in list_groups(town=town)]
        set_choices(self, "group", [("", _("All groups")), *groups])
        set_choices(self, "sector", [("", _("All sectors")), *Organisation.Sector.choices])
        for field in self.fields.values():
            is_list = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "govuk-select" if is_list else "govuk-input"

    def as_filters(self) -> Filters:
        """Return what was chosen. What cannot be chosen filters nothing."""
        self.is_valid()
        told = self.cleaned_data
        names = ("objective", "fit", "group", "sector")
        return Filters(**{name: told.get(name, "") for name in names}, words=told.get("q", "").strip())


class ListFilterForm(MatrixFilterForm):
    """Which rows and columns to offer for ticking; the fit on that page is what will be written."""

    # Django takes a field out of a form that names it so.
    fit = None
