from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.rules import Role
from fairplace.town.ui.forms import set_choices


def _choices(roles: dict[str, Role]) -> list[tuple[str, str]]:
    return [(code, f"{role.name}: {role.paragraph}") for code, role in roles.items()]


class InviteForm(forms.Form):
    """Somebody new to the town. Offers the roles that whoever invites may give."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the person's name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("A welcome with a link to sign in goes to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the person's e-mail address.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, data=None, *, roles: dict[str, Role]) -> None:
        super().__init__(data)
        set_choices(self, "role", _choices(roles))


class RolesForm(forms.Form):
    """The roles somebody holds, of those that whoever changes them may give."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Leave one role.")},
    )

    def __init__(self, data=None, *, roles: dict[str, Role], held: list[str], needs_one: bool) -> None:
        super().__init__(data, initial={"roles": held})
        set_choices(self, "roles", _choices(roles))
        self.fields["roles"].required = needs_one
