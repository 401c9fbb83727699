from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.queries.file import Unresolved, write_model
from fairplace.town.logicmodels.rules.file import Brought, FileRefused, read_file
from fairplace.town.partners.models import Group
from fairplace.town.ui.forms import set_choices

MOST_BYTES = 2_000_000
TOO_LARGE = _("A file has at most 2 MB.")


class FileForm(forms.Form):
    """A model to bring in: from a file, or from another town of this install."""

    file = forms.FileField(
        label=_("File of a logic model"),
        help_text=_("A JSON file that Fairplace wrote. Nothing changes before you have seen what it holds."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
        required=False,
        error_messages={"empty": _("The file is empty.")},
    )
    copied = forms.ChoiceField(label=_("Or a model of another town"), required=False)

    def __init__(self, data: Any, files: Any, *, elsewhere: list[LogicModel]) -> None:
        super().__init__(data, files)
        self.elsewhere = {str(one.pk): one for one in elsewhere}
        self.text = ""
        names = [(pk, f"{one.town.name}: {one.title}") for pk, one in self.elsewhere.items()]
        set_choices(self, "copied", [("", _("None")), *names])
        if not elsewhere:
            del self.fields["copied"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        file, copied = told.get("file"), self.elsewhere.get(told.get("copied", ""))
        if file and file.size > MOST_BYTES:
            self.add_error("file", TOO_LARGE)
        elif file:
            self._read(file.read())
        elif copied:
            self.text = write_model(copied, names=False)
        elif not self.errors:
            self.add_error("file", _("Choose a file."))
        return told

    def _read(self, data: bytes) -> None:
        try:
            self.text = data.decode("utf-8-sig")
            read_file(self.text)
        except UnicodeDecodeError:
            self.add_error("file", _("This is no text file."))
        except FileRefused as refused:
            self.add_error("file", str(refused))


class TakeInForm(forms.Form):
    """What a brought model is called here, who answers for it, and what its pointers become."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES, strip=False)
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the model a title.")}
    )
    group = forms.ChoiceField(
        label=_("Group that answers for it"), error_messages={"required": _("Choose the group.")}
    )

    def __init__(
        self,
        data: Any,
        *,
        text: str,
        brought: Brought,
        groups: list[Group],
        unresolved: list[Unresolved],
    ) -> None:
        is_known = any(one.slug == brought.group for one in groups)
        initial = {"text": text, "title": brought.title, "group": brought.group if is_known else ""}
        super().__init__(data, initial=initial)
        self.groups = {one.slug: one for one in groups}
        self.unresolved = unresolved
        set_choices(self, "group", [("", _("Choose")), *((one.slug, one.name) for one in groups)])
        for number, one in enumerate(unresolved):
            name = f"pointer_{number}"
            self.fields[name] = forms.ChoiceField(
                label=one.key.replace(":", " "), help_text="; ".join(one.steps), required=False
            )
            set_choices(self, name, [("", _("Drop it")), *one.choices])

    @property
    def pointers(self) -> list[forms.BoundField]:
        return [self[f"pointer_{number}"] for number in range(len(self.unresolved))]

    @property
    def values(self) -> dict[str, Any]:
        """Return what bring_model() takes."""
        told = self.cleaned_data
        chosen = {one.key: told.get(f"pointer_{number}", "") for number, one in enumerate(self.unresolved)}
        return {"title": told["title"], "group": self.groups[told["group"]], "chosen": chosen}
