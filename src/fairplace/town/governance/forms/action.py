from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.chain.rules import Record, name_of
from fairplace.town.governance.forms.owner import OwnerFields
from fairplace.town.governance.models import Action, AgendaItem, Decision
from fairplace.town.governance.queries.action import ActionFilter
from fairplace.town.governance.queries.people import list_people
from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Group
from fairplace.town.partners.queries import list_groups, list_organisations
from fairplace.town.places.models import Town
from fairplace.town.ui.forms import set_choices
from fairplace.town.workstreams.queries.workstream import list_strategies

APPROACHES = [one for one in Action.Approach.choices if one[0]]
MOST = 10**9
MANY_MONTHS = 120
WHOLE = {"invalid": _("Write a whole number."), "min_value": _("This cannot be below zero.")}


class ActionFilterForm(forms.Form):
    """Which actions to list; it stands in the address."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    group = forms.ChoiceField(label=_("Group"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    when = forms.ChoiceField(label=_("Due"), required=False)
    approach = forms.ChoiceField(label=_("Approach"), required=False)
    without = forms.ChoiceField(label=_("What is missing"), required=False)
    strategy = forms.ChoiceField(label=_("Reported to"), required=False)

    def __init__(self, data: Any, *, town: Town) -> None:
        super().__init__(data)
        self._offer("group", [(one.slug, one.name) for one in list_groups(town=town)])
        self._offer(
            "owner", [(str(one.pk), str(one)) for one in list_people(town).filter(actions__town=town)]
        )
        self._offer("state", [("open", _("Open")), *Action.State.choices])
        self._offer("when", [("late", _("Late")), ("soon", _("Due within 30 days"))])
        self._offer("approach", [*APPROACHES, ("unknown", _("Not said"))])
        lacking = [
            ("owner", _("Has no owner")),
            ("update", _("Has no update")),
            ("link", _("Has no link to what it serves")),
            ("number", _("Has no number")),
            ("chair", _("Waits on the chair’s list")),
        ]
        self._offer("without", lacking, _("Show all"))
        self._offer("strategy", [(str(one.pk), one.name) for one in list_strategies(town=town)])
        for field in self.fields.values():
            is_list = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "govuk-select" if is_list else "govuk-input"

    def _offer(self, name: str, choices: Any, everything: Any = "") -> None:
        set_choices(self, name, [("", everything or _("Any")), *choices])

    @property
    def chosen(self) -> ActionFilter:
        """Return what was chosen. What cannot be chosen filters nothing."""
        self.is_valid()
        told = self.cleaned_data
        names = ("group", "owner", "state", "when", "approach", "without", "strategy")
        return ActionFilter(words=told.get("q", "").strip(), **{name: told.get(name, "") for name in names})


class ActionForm(OwnerFields):
    """An action. Its owner is asked for once, when it is added; its state only ever in an update."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    item = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("What will be done"),
        max_length=200,
        help_text=_("Begin with a verb. Everybody can read it, so leave people’s names out."),
        error_messages={"required": _("Say what will be done.")},
    )
    text = forms.CharField(
        label=_("Why, and what it should lead to"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("In plain words, for everybody."),
    )
    group = forms.ChoiceField(label=_("Group that answers for it"))
    organisation = forms.ChoiceField(label=_("Organisation that does it"), required=False)
    helpers = forms.MultipleChoiceField(
        label=_("Helpers"), widget=forms.CheckboxSelectMultiple, required=False
    )
    approach = forms.ChoiceField(
        label=_("Whom it is for"),
        widget=forms.RadioSelect,
        choices=[*APPROACHES, ("unknown", _("Not said"))],
        initial="unknown",
        help_text=_(
            "What is for everybody alike often reaches those who need it least. Ask who could miss out, "
            "and what you will do about it; the Health Equity Assessment Tool (HEAT) helps."
        ),
    )
    starts_on = DayField(label=_("Starts on"))
    due_on = DayField(label=_("Due on"))
    every_months = forms.IntegerField(
        label=_("An update is due every so many months"),
        required=False,
        min_value=1,
        max_value=MANY_MONTHS,
        help_text=_("Leave empty where nobody should be asked."),
        error_messages={
            "invalid": _("Write a whole number."),
            "min_value": _("Write 1 or more, or leave it empty."),
            "max_value": _("Write 120 at most."),
        },
    )
    serves = forms.MultipleChoiceField(
        label=_("What it serves"), widget=forms.CheckboxSelectMultiple, required=False
    )
    counts_what = forms.CharField(
        label=_("What you count"), max_length=200, required=False, help_text=_("Such as: had their MMR jab.")
    )
    count = forms.IntegerField(
        label=_("How many so far"), required=False, min_value=0, max_value=MOST, error_messages=WHOLE
    )
    denominator = forms.IntegerField(
        label=_("Out of how many"), required=False, min_value=0, max_value=MOST, error_messages=WHOLE
    )
    denominator_what = forms.CharField(
        label=_("Who or what those are"),
        max_length=200,
        required=False,
        help_text=_("Such as: children under five in the town. A number alone says little."),
    )
    also_to = forms.MultipleChoiceField(
        label=_("Groups and boards that read it too"), widget=forms.CheckboxSelectMultiple, required=False
    )
    strategies = forms.MultipleChoiceField(
        label=_("Strategies it is reported to"), widget=forms.CheckboxSelectMultiple, required=False
    )
    new_strategies = forms.CharField(
        label=_("Strategies that are not in the list"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("One on each line."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        town: Town,
        groups: Iterable[Group],
        servable: Iterable[Record],
        action: Action | None = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.groups = {one.slug: one for one in groups}
        self.organisations = {one.code: one for one in list_organisations(town=town)}
        self.all_groups = {one.slug: one for one in list_groups(town=town)}
        self.all_strategies = {str(one.pk): one for one in list_strategies(town=town)}
        self.offer_people(town, action.helpers.filter(is_active=False) if action else ())
        if action:
            for name in ("owner", "new_name", "new_email", "item", "decision"):
                del self.fields[name]
        self._offer(servable, action)

    def _offer(self, servable: Iterable[Record], action: Action | None) -> None:
        set_choices(self, "group", [(slug, one.name) for slug, one in self.groups.items()])
        partners = [(code, one.name) for code, one in self.organisations.items()]
        if action and action.organisation and action.organisation.code not in self.organisations:
            self.organisations[action.organisation.code] = action.organisation
            partners.append((action.organisation.code, action.organisation.name))
        set_choices(self, "organisation", [("", _("Not said")), *partners])
        set_choices(self, "helpers", [(pk, str(one)) for pk, one in self.people.items()])
        set_choices(self, "also_to", [(slug, one.name) for slug, one in self.all_groups.items()])
        set_choices(self, "strategies", [(pk, one.name) for pk, one in self.all_strategies.items()])
        self.keys = {f"{one.kind}:{one.id}": one.key for one in servable}
        served = [(f"{one.kind}:{one.id}", _name(one)) for one in servable]
        # What it serves that is not in force any more stays until somebody takes the tick away.
        for one in action.subjects.all() if action else ():
            if f"{one.kind}:{one.code}" not in self.keys:
                self.keys[f"{one.kind}:{one.code}"] = one.key
                served.append(
                    (f"{one.kind}:{one.code}", _now("%(code)s (not in force)") % {"code": one.code})
                )
        set_choices(self, "serves", served)

    def clean_new_strategies(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["new_strategies"].splitlines() if line.strip()]
        if any(len(name) > 200 for name in names):
            raise ValidationError(_now("The name of a strategy has at most 200 letters."))
        return list(dict.fromkeys(names))

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        starts, due = told.get("starts_on"), told.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", _now("It cannot be due before it starts."))
        if told.get("count") is not None:
            if told.get("denominator") is None and "denominator" not in self.errors:
                self.add_error("denominator", _now("A number says little alone. Say out of how many."))
            if not told.get("denominator_what") and "denominator_what" not in self.errors:
                self.add_error("denominator_what", _now("Say who or what those are."))
        return told

    @property
    def values(self) -> dict[str, Any]:
        """Return what was typed as add_action() and change_action() take it."""
        told = self.cleaned_data
        plain = (
            "title", "text", "starts_on", "due_on", "every_months", "counts_what", "count", "denominator",
            "denominator_what", "new_strategies",
        )  # fmt: skip
        return {
            **{name: told[name] for name in plain},
            "group": self.groups[told["group"]],
            "organisation": self.organisations.get(told["organisation"]),
            "approach": "" if told["approach"] == "unknown" else told["approach"],
            "helpers": [self.people[pk] for pk in told["helpers"]],
            "subjects": [self.keys[key] for key in told["serves"]],
            "also_to": [self.all_groups[slug] for slug in told["also_to"]],
            "strategies": [self.all_strategies[pk] for pk in told["strategies"]],
        }


def _name(record: Record) -> str:
    kind = name_of(record)[0]
    name = f"{record.code} {record.name}" if record.code else record.name
    return f"{kind.capitalize()}: {name}"


def get_initial(action: Action, servable: Iterable[Record]) -> dict[str, Any]:
    """Return an action as its form begins with."""
    plain = (
        "version", "title", "text", "starts_on", "due_on", "every_months", "counts_what", "count",
        "denominator", "denominator_what",
    )  # fmt: skip
    order = {record.key: at for at, record in enumerate(servable)}
    subjects = sorted(action.subjects.all(), key=lambda one: order.get(one.key, len(order)))
    return {
        **{name: getattr(action, name) for name in plain},
        "group": action.group.slug,
        "organisation": action.organisation.code if action.organisation else "",
        "approach": action.approach or "unknown",
        "helpers": [str(one.pk) for one in action.helpers.order_by("name", "email")],
        "serves": [f"{one.kind}:{one.code}" for one in subjects],
        "also_to": [one.slug for one in action.also_to.all()],
        "strategies": [str(one.pk) for one in action.strategies.all()],
    }


def find_origin(
    town: Town, item: int | None, decision: int | None
) -> tuple[AgendaItem | None, Decision | None]:
    """Return the agenda item, by its id, and the decision, by its number, that an action comes from."""
    items = AgendaItem.objects.filter(series__group__town=town).select_related("series__group", "meeting")
    decisions = Decision.objects.filter(town=town).select_related("group", "item")
    return (
        items.filter(pk=item).first() if item else None,
        decisions.filter(number=decision).first() if decision else None,
    )
