from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import PolicyObjective, Recommendation
from fairplace.town.governance.queries.group import list_below
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town

# Pages that stand where a group's own page would.
RESERVED = {"add"}
MARKDOWN = _(
    "At the beginning of a line, # makes a heading and - a point of a list. An empty line begins a paragraph."
)


class _Items(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.name}"


class GroupForm(forms.Form):
    """A group: what it is, whom it reports to, and what it answers for."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Write the group's name.")}
    )
    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("Letters, digits and dashes, such as housing-and-health. It cannot be changed later."),
        error_messages={
            "required": _("Give it an address."),
            "invalid": _("An address has letters, digits and dashes only."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Group.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of group it is.")},
    )
    aliases = forms.CharField(
        label=_("Also called"),
        help_text=_("Other names in use, one a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        help_text=_("A sentence or two, for everybody."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what the group is for.")},
    )
    terms = forms.CharField(
        label=_("Terms of reference"),
        help_text=MARKDOWN,
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
    )
    reports_to = forms.ModelChoiceField(
        label=_("Reports to"), queryset=Group.objects.none(), required=False, empty_label=_("Nobody")
    )
    objectives = _Items(
        label=_("Objectives it answers for"),
        queryset=PolicyObjective.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    recommendations = _Items(
        label=_("Recommendations it answers for"),
        help_text=_("Choose none, and it answers for all under its objectives."),
        queryset=Recommendation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    measures = forms.ModelMultipleChoiceField(
        label=_("Measures it answers for"),
        help_text=_("Choose none, and it answers for all under its objectives."),
        queryset=ImpactMeasure.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    position = forms.IntegerField(
        label=_("Place in lists"),
        help_text=_("1 stands first."),
        min_value=1,
        max_value=9999,
        error_messages={"required": _("Write a number, such as 5."), "invalid": _("Write a whole number.")},
    )

    def __init__(self, data: Any = None, *, town: Town, group: Group | None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        groups = Group.objects.filter(town=town)
        self.taken = set(groups.values_list("slug", flat=True)) | RESERVED
        if group:
            del self.fields["slug"]
            groups = groups.exclude(pk__in=list_below(group) | {group.pk})
        current = {"framework__town": town, "framework__is_current": True, "archived_on": None}
        self._offer("reports_to", groups)
        self._offer("objectives", PolicyObjective.objects.filter(**current))
        self._offer("recommendations", Recommendation.objects.filter(**current).order_by("code"))
        self._offer("measures", ImpactMeasure.objects.filter(town=town))

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"].lower()
        if slug in self.taken:
            raise ValidationError(_("This address is used already. Choose another."))
        return slug

    def clean_aliases(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["aliases"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))


def get_initial(group: Group) -> dict[str, Any]:
    """Return what the form of a group begins with."""
    names = ("version", "name", "kind", "purpose", "terms", "position")
    return {
        **{name: getattr(group, name) for name in names},
        "aliases": "\n".join(group.aliases),
        "reports_to": group.reports_to.pk if group.reports_to else None,
        "objectives": [one.pk for one in group.objectives.all()],
        "recommendations": [one.pk for one in group.recommendations.all()],
        "measures": [one.pk for one in group.measures.all()],  # pyright: ignore[reportAttributeAccessIssue]  # measures point here
    }
