from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fairplace.town.documents.brought import KINDS, LARGEST, MOST_LETTERS
from fairplace.town.governance.queries.paper import NumberedItem
from fairplace.town.ui.forms import set_choices


class PaperForm(forms.Form):
    """A paper for an agenda item: typed here, or a file."""

    item = forms.ChoiceField(
        label=_("Agenda item"), error_messages={"required": _("Choose the agenda item.")}
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the paper a title.")}
    )
    author = forms.CharField(
        label=_("Who it is from"),
        help_text=_("A partner or a role. It stands in the pack, which the public can read."),
        max_length=200,
        required=False,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("Word (.docx), PDF or text (.txt, .md), up to 20 MB. Pictures need alternative text."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(KINDS)}),
        error_messages={"empty": _("The file is empty.")},
    )
    text = forms.CharField(
        label=_("Or type it here"),
        help_text=_(
            "A line that begins with # is a heading, with - an item of a list. **Two stars** make bold. "
            "With a scanned PDF, say here in words what it shows."
        ),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, data: Any, files: Any, *, items: Sequence[NumberedItem], item: str = "") -> None:
        super().__init__(data, files, initial={"item": item})
        set_choices(self, "item", [(str(one.item.pk), f"{one.number}. {one.item.title}") for one in items])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("file") and not said.get("text", "").strip() and "file" not in self.errors:
            self.add_error("text", _now("Write the paper, or bring a file."))
        return said

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(_now("The file is larger than 20 MB."))
        return file
