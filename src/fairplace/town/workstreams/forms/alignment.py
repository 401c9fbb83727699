from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.ui.forms import set_choices
from fairplace.town.workstreams.models import Alignment, Fit, Workstream
from fairplace.town.workstreams.operations.alignment import Judgement

FITS = [
    (Fit.NONE, _("None: this work does not help with it")),
    (Fit.TOUCHES, _("Touches: it helps a little, or for a few")),
    (Fit.PART, _("Part: it does a good part of it")),
    (Fit.FULL, _("Full: it does all that was asked")),
]


class JudgementForm(forms.Form):
    """What somebody says of one cell, or of many at once."""

    fit = forms.ChoiceField(
        label=_("How far does this work carry the recommendation?"),
        choices=FITS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how far this work carries the recommendation.")},
    )
    rationale = forms.CharField(label=_("Why do you think so?"), widget=forms.Textarea, required=False)
    evidence = forms.CharField(
        label=_("What shows it?"),
        help_text=_("A document, a page, a figure, a person to ask."),
        widget=forms.Textarea(attrs={"rows": "3"}),
        required=False,
    )
    review_on = forms.DateField(
        label=_("Look at it again on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        error_messages={"invalid": _("Write the date as 2027-03-31.")},
    )

    @property
    def judgement(self) -> Judgement:
        told = self.cleaned_data
        # Browsers send a line break as two characters; a cell saved unchanged must be found unchanged.
        why, shown = (told[name].replace("\r\n", "\n").strip() for name in ("rationale", "evidence"))
        return Judgement(told["fit"], why, shown, told["review_on"])


class VersionField(forms.IntegerField):
    """The cell as the reader saw it, 0 where it was empty."""

    def __init__(self) -> None:
        said = _("This page does not say which cell you saw. Open it again, then save.")
        super().__init__(
            widget=forms.HiddenInput,
            min_value=0,
            error_messages={"required": said, "invalid": said, "min_value": said},
        )


class CellForm(JudgementForm):
    """One cell, as its writer saw it."""

    version = VersionField()

    def __init__(self, data=None, *, alignment: Alignment | None = None) -> None:
        super().__init__(data, initial=_initial(alignment))


def _initial(alignment: Alignment | None) -> dict:
    if alignment is None:
        return {"version": 0}
    named = ("fit", "rationale", "evidence", "review_on", "version")
    return {name: getattr(alignment, name) for name in named}


class VersionForm(forms.Form):
    """The cell as the reader saw it, for what needs no more words."""

    version = VersionField()


class LinkForm(JudgementForm):
    """Many recommendations and many workstreams, and one judgement for every cell where they meet."""

    recommendations = forms.MultipleChoiceField(
        label=_("Recommendations"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one recommendation.")},
    )
    workstreams = forms.MultipleChoiceField(
        label=_("Workstreams"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one workstream.")},
    )
    over = forms.BooleanField(label=_("Write over cells that somebody mapped before"), required=False)
    field_order = ["recommendations", "workstreams", "fit", "rationale", "evidence", "review_on", "over"]

    def __init__(
        self, data=None, *, rows: list[Recommendation], columns: list[Workstream], initial: dict | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        set_choices(self, "recommendations", [(one.code, name_row(one)) for one in rows])
        set_choices(self, "workstreams", [(one.code, f"{one.code} {one.name}") for one in columns])


def name_row(one: Recommendation) -> str:
    """Return a recommendation as one line: its code and its short name, or the beginning of its text."""
    return f"{one.code} {one.short or shorten(one.name)}"


def shorten(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"
