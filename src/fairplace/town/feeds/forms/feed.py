from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.equity.sources.port import Publisher, Setting
from fairplace.town.feeds.models import Feed
from fairplace.town.indicators.models import Indicator
from fairplace.town.ui.forms import set_choices

ASKED = "asked_"
SIGN = "="
SIGNED = ("indicator", "sex", "age")


class FeedForm(forms.Form):
    """What a publisher is asked, and how often. The publisher's own settings make the first fields."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    every_days = forms.IntegerField(
        label=_("Look for newer figures every so many days"),
        min_value=1,
        max_value=3660,
        initial=30,
        help_text=_("30 for what comes out each month or quarter, 90 for what comes out once a year."),
        error_messages={"required": _("Write a number of days, such as 30.")},
    )
    is_confirmed = forms.BooleanField(
        label=_("Somebody has seen that the publisher’s number means this indicator"), required=False
    )
    note = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_(
            "What a colleague should know, such as how the publisher’s definition differs from ours."
        ),
    )

    def __init__(self, data: Any = None, *, publisher: Publisher, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        own = {f"{ASKED}{one.code}": _make_field(one) for one in publisher.settings}
        self.fields = {**own, **self.fields}  # pyright: ignore[reportAttributeAccessIssue]  # in this order

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as add_feed() and change_feed() take it."""
        told = self.cleaned_data
        asked = {
            name.removeprefix(ASKED): told[name] for name in told if name.startswith(ASKED) and told[name]
        }
        return {"asked": asked, **{name: told[name] for name in ("every_days", "is_confirmed", "note")}}


class NewFeedForm(FeedForm):
    """A new feed, with the indicator that it fills."""

    indicator = forms.ChoiceField(
        label=_("Our indicator"),
        error_messages={"required": _("Choose the indicator that the figures are for.")},
    )

    def __init__(
        self, data: Any = None, *, publisher: Publisher, indicators: Iterable[Indicator], initial: Any = None
    ) -> None:
        super().__init__(data, publisher=publisher, initial=initial)
        self.indicators = {one.code: one for one in indicators}
        set_choices(
            self,
            "indicator",
            [("", _("Choose")), *((code, one.name) for code, one in self.indicators.items())],
        )
        self.order_fields(["indicator"])

    @property
    def chosen(self) -> Indicator:
        return self.indicators[self.cleaned_data["indicator"]]


class PauseForm(forms.Form):
    """Pause a feed, or let it go on."""

    version = forms.IntegerField(widget=forms.HiddenInput)


CHOOSE = {"required": _("Choose one of these.")}


class RowsForm(forms.Form):
    """Which rows of the publisher's answer are ours, from what an answer held.

    What a publisher leaves empty is a choice too, so that each choice stands behind a sign.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    indicator = forms.ChoiceField(
        label=_("The publisher’s name of what is counted"), widget=forms.RadioSelect, error_messages=CHOOSE
    )
    sex = forms.ChoiceField(
        label=_("Which rows are of everybody"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        help_text=_("The publisher’s word for women and men together, if there is one."),
    )
    by_sex = forms.BooleanField(label=_("Take women and men as groups too"), required=False)
    age = forms.ChoiceField(label=_("Age"), widget=forms.RadioSelect, error_messages=CHOOSE)
    neighbourhoods = forms.BooleanField(
        label=_("Take the town’s neighbourhoods too"),
        required=False,
        help_text=_("Otherwise the town, and the places that it is compared with."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        found: Mapping[str, Any],
        dimensions: Iterable[tuple[str, str]],
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for name, there in (("indicator", "indicators"), ("sex", "sexes"), ("age", "ages")):
            set_choices(self, name, [_option(value, rows) for value, rows in found[there].items()])
        if "" not in found["sexes"]:
            told = [_option(value, rows) for value, rows in found["sexes"].items()]
            set_choices(self, "sex", [*told, (sign(""), _("None: everybody together is not published"))])
        self.parts = {f"part_{n}": theirs for n, theirs in enumerate(sorted(found["dimensions"]))}
        ours = [("", _("Leave out")), *dimensions]
        for name, theirs in self.parts.items():
            parts = ", ".join(list(found["dimensions"][theirs])[:6])
            self.fields[name] = forms.ChoiceField(
                label=_("Groups by “%(name)s” are our") % {"name": theirs},
                help_text=parts,
                choices=ours,
                required=False,
                initial=(initial or {}).get("dimensions", {}).get(theirs, ""),
            )

    @property
    def taken(self) -> dict[str, Any]:
        """Return the choice as it is kept."""
        told = self.cleaned_data
        chosen = {theirs: told[name] for name, theirs in self.parts.items() if told[name]}
        signed = {name: told[name].removeprefix(SIGN) for name in SIGNED}
        return {**signed, **{name: told[name] for name in ("by_sex", "neighbourhoods")}, "dimensions": chosen}


def _make_field(setting: Setting) -> forms.CharField:
    return forms.CharField(
        label=setting.name,
        help_text=setting.help,
        max_length=500,
        required=setting.is_needed,
        error_messages={"required": _("Write something here: the publisher asks for it.")},
    )


def _option(value: str, rows: int) -> tuple[str, Any]:
    return sign(value), _("%(value)s (rows: %(rows)d)") % {"value": value or _("Not said"), "rows": rows}


def sign(value: str) -> str:
    """Return a publisher's word as a choice of the form: an empty one would be no choice."""
    return f"{SIGN}{value}"


def get_initial_rows(version: int, taken: Mapping[str, Any]) -> dict[str, Any]:
    """Return which rows are ours as the form begins with."""
    signed = {name: sign(taken[name]) for name in SIGNED if name in taken}
    return {**taken, **signed, "version": version}


def get_initial(feed: Feed) -> dict[str, Any]:
    """Return a feed as its form begins with."""
    asked = {f"{ASKED}{name}": value for name, value in feed.asked.items()}
    return {
        **asked,
        **{name: getattr(feed, name) for name in ("version", "every_days", "is_confirmed", "note")},
    }
