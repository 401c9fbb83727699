"""Example values for the gallery. None of them is a real figure, and the page says so."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from fairplace.town.ui.charts.asking import find_drawing
from fairplace.town.ui.example_charts import get_example_charts
from fairplace.town.ui.example_maps import example_heat_map


@dataclass(frozen=True)
class Estimate:
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Release:
    publisher: str
    title: str
    edition: str
    retrieved_on: date
    licence: str
    address: str = ""


class ExampleForm(forms.Form):
    """One field of each kind, so that each can be looked at with and without an error."""

    name = forms.CharField(label=_("Your name"))
    email = forms.EmailField(label=_("Email address"), help_text=_("Only used to answer you"))
    story = forms.CharField(label=_("What happened?"), widget=forms.Textarea, required=False)
    ward = forms.ChoiceField(
        label=_("Ward"), choices=[("", "Choose"), ("a", "Example A"), ("b", "Example B")]
    )
    view = forms.ChoiceField(
        label=_("How is it going?"),
        widget=forms.RadioSelect,
        choices=[("well", _("Well")), ("slowly", _("Slowly")), ("unsure", _("Not sure"))],
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("work", _("Work")), ("homes", _("Homes")), ("air", _("Air"))],
        required=False,
    )
    agreed = forms.BooleanField(label=_("You may contact me about this"), required=False)


def _tiles() -> list[dict]:
    places = [
        (column, row) for row in range(9) for column in range(12) if (column - 5.5) ** 2 + (row - 4) ** 2 < 27
    ]
    return [
        {
            "column": column,
            "row": row,
            "decile": 1 + (column * 3 + row * 5) % 10,
            "label": f"Example {index}",
            "url": "#tiles",
            "title": f"Example {index}: tenth {1 + (column * 3 + row * 5) % 10}",
        }
        for index, (column, row) in enumerate(places, start=1)
    ]


def get_examples(typed) -> dict:
    """Return the gallery's context; `typed` picks the page of the example list."""
    wrong = ExampleForm({"email": "not an address", "story": ""}, auto_id="wrong_%s")
    return {
        "crumbs": [(_("Town"), "/"), (_("Measures"), "#"), (_("Example"), "")],
        "estimate_full": Estimate(5.1, 4.0, 6.2),
        "estimate_missing": Estimate(None),
        "release": Release(
            "Example Office", "Example statistics", "2026 edition", date(2026, 1, 31), "OGL v3.0"
        ),
        "counts": {"better": 3, "worse": 2, "cannot tell": 8, "none": 2},
        "example_series": [4.0, 4.4, None, 4.1, 4.9, 4.7, 5.1],
        "columns": [_("Place"), _("Share"), _("Limits"), _("Since last time")],
        "rows": [
            [_("Example town"), "5.1%", "4.0 to 6.2", {"verdict": "better"}],
            [_("Example region"), "6.0%", "5.8 to 6.2", {"verdict": "cannot tell"}],
            [(_("Example country"), "#table"), "5.6%", "5.5 to 5.7", {"verdict": "worse"}],
            [_("Example neighbour"), None, None, {"verdict": "none"}],
        ],
        "definitions": [
            (_("What is counted"), _("People aged 16 to 64 in work, as an example.")),
            (_("Unit"), _("Per cent of people")),
            (_("Which way is better"), _("Higher")),
        ],
        "drawings": [find_drawing(chart) for chart in get_example_charts()],
        "heat": example_heat_map(),
        "tiles": _tiles(),
        "page": Paginator(range(200), 10).get_page(typed.get("page")),
        "new_form": ExampleForm(auto_id="new_%s"),
        "wrong_form": wrong,
        "kinds": ["real", "demonstration", "illustrative", "proposed", "confirmed"],
        "verdicts": ["better", "worse", "cannot tell", "none"],
    }
