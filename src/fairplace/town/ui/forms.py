from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, CharField, ChoiceField, Form, HiddenInput
from django.forms.renderers import TemplatesSetting


def set_choices(form: BaseForm, name: str, choices: Iterable[tuple]) -> None:
    """Give a choice field the choices of this request."""
    field = form.fields[name]
    assert isinstance(field, ChoiceField), f"{name} has no choices."
    field.choices = list(choices)


class TrappedForm(Form):
    """A form for anybody, with a trap that people do not see and programs fill in: `ui/_trap.html`."""

    website = CharField(required=False, widget=HiddenInput)

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    @property
    def values(self) -> dict[str, Any]:
        """Return what somebody typed, without the trap."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class FormRenderer(TemplatesSetting):
    """Renders forms with the components of this app: `{{ form }}` or `{{ form.name.as_field_group }}`."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
