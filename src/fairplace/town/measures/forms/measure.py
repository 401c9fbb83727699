from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.measures.queries.comparison import list_comparator_groups
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.places.models import Town
from fairplace.town.places.queries import list_people
from fairplace.town.ui.forms import set_choices

PLAIN = (
    "name",
    "question",
    "why",
    "kind",
    "needed",
    "caveat",
    "accountability",
    "next_review_on",
    "judged_from",
)


class MeasureForm(forms.Form):
    """What people keep of a measure; its figures and its definition come from elsewhere."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Give the measure a name.")}
    )
    question = forms.CharField(
        label=_("The question it answers"),
        max_length=200,
        help_text=_("As a resident would ask it: Do people live longer?"),
        error_messages={"required": _("Write the question that it answers.")},
    )
    why = forms.CharField(
        label=_("Why it is watched"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    kind = forms.ChoiceField(
        label=_("How it is told"), widget=forms.RadioSelect, choices=ImpactMeasure.Kind.choices
    )
    needed = forms.CharField(
        label=_("What is needed to have a number"),
        help_text=_("For a measure that is still being developed."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    caveat = forms.CharField(
        label=_("What readers must take care of"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    accountability = forms.ChoiceField(
        label=_("What it is about"), widget=forms.RadioSelect, choices=ImpactMeasure.Accountability.choices
    )
    owner = forms.ChoiceField(
        label=_("Owner"), help_text=_("Shown to those who sign in, never to the public."), required=False
    )
    next_review_on = DayField(label=_("Next review on"), required=False)
    judged_from = forms.IntegerField(
        label=_("Judged from the year"),
        help_text=_("Before it, slow progress is too early to judge. Getting worse is told at any time."),
        min_value=2000,
        max_value=2100,
        required=False,
        error_messages={"invalid": _("Write a year, such as 2030.")},
    )
    beside = forms.ChoiceField(
        label=_("Also beside a group of places"),
        help_text=_("In addition to the places that the town is always shown beside."),
        required=False,
    )

    def __init__(
        self, data: Any = None, *, town: Town, measure: ImpactMeasure, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        own = [measure.owner] if measure.owner else []
        self.people = {str(one.pk): one for one in (*list_people(town=town), *own)}
        self.groups = {one.slug: one for one in list_comparator_groups(town=town)}
        self.has_indicator = measure.indicator_id is not None or measure.gap_indicator is not None
        set_choices(
            self, "owner", [("", _("Nobody yet")), *((pk, str(one)) for pk, one in self.people.items())]
        )
        set_choices(
            self, "beside", [("", _("None")), *((slug, one.name) for slug, one in self.groups.items())]
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        kind = told.get("kind")
        if kind == ImpactMeasure.Kind.IN_DEVELOPMENT and not told.get("needed"):
            self.add_error("needed", _now("Say what is needed to have a number."))
        if kind == ImpactMeasure.Kind.NUMBER and not self.has_indicator:
            self.add_error(
                "kind", _now("No indicator is tied to this measure, so it cannot be a number yet.")
            )
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as change_measure() takes it."""
        told = self.cleaned_data
        return {
            **{name: told[name] for name in PLAIN},
            "owner": self.people.get(told["owner"]),
            "beside": self.groups.get(told["beside"]),
        }


class RetireForm(forms.Form):
    """Why a measure is no longer watched."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is no longer watched"),
        help_text=_("Everybody can read it on the page of the measure, which stays."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is no longer watched.")},
    )


class StandingForm(forms.Form):
    """How a measure stands that is told in words, or as done or not done."""

    on = DayField(label=_("On which day"))
    state = forms.ChoiceField(label=_("How it stands"), widget=forms.RadioSelect, choices=[])
    text = forms.CharField(
        label=_("In a few sentences"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a few sentences how it stands.")},
    )
    source = forms.CharField(
        label=_("How you know"),
        help_text=_("A paper, a meeting, a count: so that somebody else can look."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say how you know.")},
    )

    def __init__(self, data: Any = None, *, states: list[tuple[str, Any]]) -> None:
        super().__init__(data, initial={"on": timezone.localdate(), "state": states[0][0]})
        set_choices(self, "state", states)

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return on


def get_initial(measure: ImpactMeasure) -> dict[str, Any]:
    """Return a measure as its form begins with."""
    return {
        **{name: getattr(measure, name) for name in PLAIN},
        "version": measure.version,
        "owner": str(measure.owner.pk) if measure.owner else "",
        "beside": measure.beside.slug if measure.beside else "",
    }
