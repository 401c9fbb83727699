from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.reviews.forms.review import words
from fairplace.town.ui.forms import TrappedForm, set_choices


class CommentForm(TrappedForm):
    """What anybody can say to a published review."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Once somebody has read it, it is shown here. Please name no other person."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        error_messages={"required": _("Write your comment.")},
    )
    measure = forms.ChoiceField(label=_("What it is about"), required=False)
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Shown with your comment. Leave it empty if you would rather not."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only to answer you. Never shown, and deleted once you have an answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Write an address such as name@example.org, or leave it empty.")},
    )

    def __init__(self, data: Any = None, *, measures: Iterable[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        set_choices(self, "measure", [("", _("The whole review")), *measures])


class SettleForm(forms.Form):
    """Show a comment or decline it, with an answer or a reason."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label=_("What to do with it"),
        choices=[
            ("show", _("Show it, with the name that was given")),
            ("decline", _("Do not show it, and say why")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    answer = words(
        _("Answer"), _("Shown under the comment, and mailed if an address was left."), required=False
    )
    because = words(
        _("Why it is not shown"), _("Mailed if an address was left. Be kind."), rows=3, required=False
    )
