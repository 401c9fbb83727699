from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.forms.dates import DayField
from fairplace.town.partners.models import Group, Organisation
from fairplace.town.ui.forms import set_choices


class SeatInGroupForm(forms.Form):
    """A seat that a partner has in a group: which of the two has to be chosen, the other is known.

    `taken` are the seats there are, as (what is chosen, name).
    """

    name = forms.CharField(
        label=_("Who sits there"),
        help_text=_("Only the names of chairs are public."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Never public. Papers, reminders and links go there."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": _("Write a whole address, such as name@example.org.")},
    )
    with_account = forms.BooleanField(
        label=_("Make an account without a role, if nobody has this address"),
        help_text=_("Then links in letters reach them. They see what the public sees."),
        required=False,
    )
    is_chair = forms.BooleanField(label=_("Chairs the group"), required=False)
    is_deputy = forms.BooleanField(label=_("Deputy of the chair"), required=False)
    since_on = DayField(label=_("Since"), required=False)
    until_on = DayField(label=_("Last day"), required=False)
    chosen = ""

    def __init__(self, data: Any = None, *, initial: Any = None, taken: Iterable[tuple[int, str]]) -> None:
        super().__init__(data, initial=initial)
        self.taken = set(taken)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since_on"), said.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", _("The last day is before the first."))
        if said.get("is_chair") and said.get("is_deputy"):
            self.add_error("is_deputy", _("Nobody is their own deputy. Choose one of the two."))
        if said.get("with_account") and not said.get("email"):
            self.add_error("email", _("An account needs an e-mail address."))
        if self.chosen in said and (said[self.chosen].pk, said.get("name", "")) in self.taken:
            self.add_error(self.chosen, _("This seat is written down already. Change that one."))
        return said


class MembershipForm(SeatInGroupForm):
    """A seat of one partner: the group is chosen."""

    group = forms.ChoiceField(label=_("Group"), error_messages={"required": _("Choose a group.")})
    chosen = "group"
    field_order = ("group",)

    def __init__(self, data: Any = None, *, groups: Iterable[Group], **options: Any) -> None:
        super().__init__(data, **options)
        self.groups = {str(group.pk): group for group in groups}
        set_choices(self, "group", [("", _("Choose")), *((pk, one.name) for pk, one in self.groups.items())])

    def clean_group(self) -> Group:
        return self.groups[self.cleaned_data["group"]]


class MemberForm(SeatInGroupForm):
    """A seat in one group: the partner is chosen."""

    organisation = forms.ChoiceField(
        label=_("Organisation"), error_messages={"required": _("Choose an organisation.")}
    )
    chosen = "organisation"
    field_order = ("organisation",)

    def __init__(self, data: Any = None, *, organisations: Iterable[Organisation], **options: Any) -> None:
        super().__init__(data, **options)
        self.organisations = {str(one.pk): one for one in organisations}
        choices = [(pk, one.name) for pk, one in self.organisations.items()]
        set_choices(self, "organisation", [("", _("Choose")), *choices])

    def clean_organisation(self) -> Organisation:
        return self.organisations[self.cleaned_data["organisation"]]
