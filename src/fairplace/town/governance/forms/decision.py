from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.chain.rules import Chain, Key
from fairplace.town.governance.models import Decision
from fairplace.town.governance.queries.decision import DUE, UNDATED, DecisionFilter
from fairplace.town.governance.queries.subject import find_records, list_subjects, read_key
from fairplace.town.governance.rules.options import find_fault, read_options, write_options
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Group
from fairplace.town.ui.forms import set_choices

PLAIN = ("title", "question", "reason", "expected", "method", "deadline_on", "review_on", "is_restricted")


def _words(label: Any, help_text: Any = "", rows: int = 4, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=8000, **options)


class DecisionFilterForm(forms.Form):
    """Which decisions to list; it stands in the address. Only those inside may ask how far one is."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    group = forms.ChoiceField(label=_("Group"), required=False)
    year = forms.ChoiceField(label=_("Decided in"), required=False)
    state = forms.ChoiceField(label=_("How far it is"), required=False)
    review = forms.ChoiceField(label=_("Review"), required=False)

    def __init__(self, data: Any, *, groups: Iterable[Group], years: Iterable[int], is_inside: bool) -> None:
        super().__init__(data)
        self._offer("group", [(one.slug, one.name) for one in groups])
        self._offer("year", [(str(year), str(year)) for year in years])
        self._offer("review", [(DUE, _("Due for review")), (UNDATED, _("Has no review date"))])
        if is_inside:
            self._offer("state", Decision.State.choices)
        else:
            del self.fields["state"]

    def _offer(self, name: str, choices: Iterable[tuple]) -> None:
        set_choices(self, name, [("", _("All")), *choices])

    @property
    def chosen(self) -> DecisionFilter:
        """Return what is asked for; what nobody offers filters nothing."""
        self.is_valid()
        asked = {"words" if name == "q" else name: value for name, value in self.cleaned_data.items()}
        return DecisionFilter(**asked)


class DecisionForm(forms.Form):
    """What a group is asked. A draft may be saved half finished: opening it asks for the rest.

    `find` and its button look for records to tick, without saving anything.
    """

    group = forms.ChoiceField(label=_("Which group decides"), required=False)
    title = forms.CharField(label=_("Title"), help_text=_("In a few words, for lists."), max_length=200)
    question = _words(_("What is asked"), _("One question that can be answered."), rows=3)
    reason = _words(
        _("Why it is asked"),
        _("What is the matter; what else was thought of. Needed before it is opened."),
        required=False,
    )
    expected = _words(
        _("What is expected to happen"),
        _("By when, and how it will be seen. Needed before it is opened; the review asks about it."),
        required=False,
    )
    method = forms.ChoiceField(
        label=_("How it is decided"),
        choices=Decision.Method.choices,
        initial=Decision.Method.CONSENT,
        widget=forms.RadioSelect,
    )
    options = _words(
        _("Options"),
        _("One a line. Not needed for consent; a vote without options is yes or no."),
        required=False,
    )
    deadline_on = DayField(
        label=_("Last day to answer"),
        help_text=_("Needed before it is opened. Members are reminded three days before, and on the day."),
        required=False,
    )
    review_on = DayField(
        label=_("When it is looked at again"),
        help_text=_("A year from now, unless you choose otherwise."),
        required=False,
    )
    is_restricted = forms.BooleanField(
        label=_("Restricted: only members of the group, and those who read all, may see it"), required=False
    )
    subjects = forms.MultipleChoiceField(
        label=_("What it is about"), widget=forms.CheckboxSelectMultiple, required=False
    )
    find = forms.CharField(
        label=_("Find something to tick"),
        help_text=_("Words of a recommendation, measure, workstream or anything else in the plan."),
        required=False,
    )
    item = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        chain: Chain,
        groups: Iterable[Group] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._offer_groups(list(groups))
        ticked = list_subjects(chain, map(read_key, self._ticked(chain)))
        found = find_records(chain, str(self["find"].value() or ""))
        self.has_found = len(found) > 0
        choices = {one.value: f"{one.kind}: {one.name}" for one in (*ticked, *found)}
        set_choices(self, "subjects", choices.items())

    def _offer_groups(self, groups: list[Group]) -> None:
        """Offer the groups to choose from; a decision that there is stays with its group."""
        if not groups:
            del self.fields["group"]
            return
        choices = [(one.slug, one.name) for one in groups]
        set_choices(self, "group", choices if len(choices) == 1 else [("", _("Choose")), *choices])
        self.fields["group"].required = True

    def _ticked(self, chain: Chain) -> list[str]:
        """Return what is ticked and what was: a record that is gone may stay, but not be added."""
        kept = self.initial.get("subjects") or ()
        posted = self["subjects"].value() or ()
        known = [one for one in posted if one in kept or read_key(one) in chain.records]
        return list(dict.fromkeys([*known, *kept]))

    def clean_options(self) -> str:
        fault = find_fault(self.cleaned_data["options"])
        if fault:
            raise ValidationError(fault)
        return self.cleaned_data["options"]

    @property
    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            **{name: told[name] for name in PLAIN},
            "options": read_options(told["options"], told["method"]),
        }

    @property
    def keys(self) -> list[Key]:
        return [read_key(value) for value in self.cleaned_data["subjects"]]


def get_initial(decision: Decision) -> dict[str, Any]:
    """Return a decision as its form shows it."""
    return {
        **{name: getattr(decision, name) for name in PLAIN},
        "options": write_options(decision.options),
        "subjects": [":".join(one.key) for one in decision.subjects.all()],
        "version": decision.version,
    }


def get_suggestions() -> dict[str, Any]:
    """Return what a new decision begins with: looked at again in twelve months."""
    today = timezone.localdate()
    # 29 February has no twin a year later.
    day = min(today.day, 28) if today.month == 2 else today.day
    return {"review_on": today.replace(year=today.year + 1, day=day)}


def read_typed(post: QueryDict) -> dict[str, Any]:
    """Return what somebody typed so far, to show it again beside what they looked for."""
    typed: dict[str, Any] = {name: post.get(name, "") for name in DecisionForm.base_fields}
    typed["subjects"] = post.getlist("subjects")
    typed["is_restricted"] = "is_restricted" in post
    return typed
