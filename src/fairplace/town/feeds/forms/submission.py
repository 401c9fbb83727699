from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.equity.sources.template_columns import KINDS
from fairplace.town.feeds.models.submission import OPEN_LICENCE
from fairplace.town.indicators.models import Indicator
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Organisation
from fairplace.town.ui.forms import set_choices

KIND_WORDS = {
    "percent": _("A share of people, in per cent"),
    "rate": _("Events for so many people"),
    "count": _("A count of people or events"),
    "years": _("Years of life"),
    "mean": _("An average or a score"),
}
assert set(KIND_WORDS) == set(KINDS), "Every kind of the template has words."


class SubmissionForm(forms.Form):
    """What figures are called, where they come from, and for whom they are sent in."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("What these figures are"),
        max_length=200,
        help_text=_("Such as: Feeling safe after dark, survey of 2026."),
        error_messages={"required": _("Say what these figures are.")},
    )
    source = forms.CharField(
        label=_("Where they come from"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who counted, how, and when. It stands beside the figures when they are published."),
        error_messages={"required": _("Say where the figures come from.")},
    )
    licence = forms.CharField(
        label=_("Licence"),
        max_length=200,
        initial=OPEN_LICENCE,
        help_text=_(
            "On which terms everybody may use them once they are published. Keep the open licence, or write "
            "your own terms."
        ),
        error_messages={"required": _("Say on which terms everybody may use the figures.")},
    )
    organisation = forms.ChoiceField(
        label=_("Sent in for"),
        required=False,
        help_text=_("Colleagues there can see them and mend them with you."),
    )

    def __init__(
        self, data: Any = None, *, organisations: Iterable[Organisation], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [(key, one.name) for key, one in self.organisations.items()]
        set_choices(self, "organisation", [("", _("Nobody but myself")), *choices])

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as the operations take it."""
        told = self.cleaned_data
        organisation = self.organisations.get(told["organisation"])
        plain = {name: told[name] for name in ("title", "source", "licence")}
        return {**plain, "organisation": organisation}


class NewSubmissionForm(SubmissionForm):
    """New figures, with the indicator that they are of."""

    indicator = forms.ChoiceField(
        label=_("Local indicator"),
        error_messages={"required": _("Choose the indicator, or define a new one.")},
    )
    field_order = ("indicator", "title", "source", "licence", "organisation")

    def __init__(
        self,
        data: Any = None,
        *,
        organisations: Iterable[Organisation],
        indicators: Iterable[Indicator],
        initial: Any = None,
    ) -> None:
        super().__init__(data, organisations=organisations, initial=initial)
        self.indicators = {one.code: one for one in indicators}
        choices = [(code, one.name) for code, one in self.indicators.items()]
        set_choices(self, "indicator", [("", _("Choose")), *choices])


class LocalIndicatorForm(forms.Form):
    """The definition card of a town's own indicator."""

    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Name the indicator.")}
    )
    definition = forms.CharField(
        label=_("Definition"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is counted, so that somebody else would count the same."),
        error_messages={"required": _("Say what is counted.")},
    )
    kind = forms.ChoiceField(label=_("What sort of number"), choices=list(KIND_WORDS.items()))
    numerator = forms.CharField(
        label=_("Who or what is counted"),
        max_length=200,
        error_messages={"required": _("Say who or what is counted.")},
    )
    denominator = forms.CharField(
        label=_("Out of whom"),
        max_length=200,
        required=False,
        help_text=_("Such as: adults who answered. Needed for a share, a rate or an average."),
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=80,
        initial="%",
        help_text=_("%, per 1,000 people, people, years, points."),
        error_messages={"required": _("Name the unit.")},
    )
    per = forms.ChoiceField(
        label=_("A rate is for how many people"),
        choices=[("100", "100"), ("1000", "1,000"), ("10000", "10,000"), ("100000", "100,000")],
        initial="100",
        help_text=_("For a share in per cent, leave 100."),
    )
    decimals = forms.IntegerField(
        label=_("Digits after the point"),
        min_value=0,
        max_value=4,
        initial=1,
        error_messages={"required": _("Write a number from 0 to 4.")},
    )
    polarity = forms.ChoiceField(
        label=_("Which way is better"),
        choices=Indicator.Polarity.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which way is better, or that neither is.")},
    )
    threshold = forms.ChoiceField(
        label=_("Counts below this are not shown"),
        choices=[("5", "5"), ("10", "10")],
        widget=forms.RadioSelect,
        initial="5",
        help_text=_(
            "10 for what is sensitive, such as abuse or an illness. Nor what they could be worked out from."
        ),
    )
    source = forms.CharField(
        label=_("Source"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who keeps these figures, and in which register or survey."),
        error_messages={"required": _("Say who keeps these figures.")},
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("kind") in {"percent", "rate", "mean"} and not told.get("denominator"):
            self.add_error("denominator", _("Say out of whom: no number stands without it."))
        if told.get("kind") == "percent" and told.get("per") != "100":
            self.add_error("per", _("A share in per cent is out of 100."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as define_indicator() takes it."""
        told = dict(self.cleaned_data)
        per = float(told["per"]) if told["kind"] in {"percent", "rate"} else 1.0
        return {**told, "short": told["name"][:120], "threshold": int(told["threshold"]), "per": per}


class FiguresFileForm(forms.Form):
    """A file of figures, in the template."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, up to 5 MB. It takes the place of the rows that are there now."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > 5 * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than 5 MB. Bring it in parts."))
        return file


class NoteForm(forms.Form):
    """A sentence that goes with a step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(
        self, *args: Any, label: Any = None, hint: Any = "", is_needed: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["note"].required = is_needed
        self.fields["note"].label = label or self.fields["note"].label
        self.fields["note"].help_text = hint


class ApproveForm(NoteForm):
    """When approved figures are published."""

    publish_on = DayField(
        label=_("Publish on"),
        required=False,
        help_text=_("Leave it empty to publish at once. Until then only those who may see them now do."),
    )
    field_order = ("version", "publish_on", "note")
