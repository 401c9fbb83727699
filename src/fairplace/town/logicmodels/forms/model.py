from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.partners.models import Group
from fairplace.town.ui.forms import set_choices


class ModelForm(forms.Form):
    """A new logic model: its title, its group, and what it begins with."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("What it is about, such as: Warm homes in the oldest streets."),
        max_length=200,
        error_messages={"required": _("Give the model a title.")},
    )
    group = forms.ChoiceField(
        label=_("Group that answers for it"), error_messages={"required": _("Choose the group.")}
    )
    template = forms.ChoiceField(
        label=_("Begin with"),
        help_text=_("A template is an example to change, with steps and links. You can also begin empty."),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, *, groups: list[Group], templates: list[LogicModel], initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.groups = {one.slug: one for one in groups}
        self.templates = {one.slug: one for one in templates}
        set_choices(self, "group", [("", _("Choose")), *((one.slug, one.name) for one in groups)])
        set_choices(
            self, "template", [("empty", _("An empty model")), *((one.slug, one.title) for one in templates)]
        )
        self.fields["template"].initial = "empty"

    @property
    def values(self) -> dict[str, Any]:
        """Return what make_model() takes."""
        told = self.cleaned_data
        return {
            "title": told["title"],
            "group": self.groups[told["group"]],
            "template": self.templates.get(told["template"]),
        }


PROMPTS = {
    "title": (_("Title"), "", 1),
    "problem": (_("The problem"), _("What people meet with, and what makes it so."), 4),
    "for_whom": (_("For whom"), _("Who would gain most, and how many they are."), 3),
    "assumptions": (_("What we take for granted"), _("What has to hold for the links to hold."), 4),
    "outside": (_("What else could matter"), _("What nobody in the group decides."), 4),
    "equity": (_("Who could be left out"), _("Or be worse off than before."), 4),
}


class TextForm(forms.Form):
    """One text of a model, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, name: str, initial: Any) -> None:
        super().__init__(data, initial=initial)
        label, help_text, rows = PROMPTS[name]
        is_line = name == "title"
        self.fields["value"] = forms.CharField(
            label=label,
            help_text=help_text,
            widget=forms.TextInput() if is_line else forms.Textarea(attrs={"rows": rows + 2}),
            required=is_line,
            max_length=200 if is_line else 5000,
            error_messages={"required": _("Give the model a title.")},
        )

    def clean_value(self) -> str:
        return plain_lines(self.cleaned_data["value"])


def plain_lines(text: str) -> str:
    """Return a text with one kind of line end, whatever the browser sent."""
    return text.replace("\r\n", "\n").strip()
