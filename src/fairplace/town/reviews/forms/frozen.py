from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.reviews.models import Restatement

CAUSES = [one for one in Restatement.Cause.choices if one[0] != Restatement.Cause.NOT_YET_KNOWN]


class SnapshotForm(forms.Form):
    """What a snapshot is called, and whether everybody may read it."""

    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("Such as “As we stood when the strategy was agreed”."),
        max_length=200,
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read it"),
        help_text=_("It is checked first against all that was published before. It cannot be taken back."),
        required=False,
    )


class ExplainForm(forms.Form):
    """Why figures changed, of one or of several at once."""

    cause = forms.ChoiceField(label=_("Why did they change?"), choices=CAUSES, widget=forms.RadioSelect)
    because = forms.CharField(
        label=_("What happened, in a sentence or two"),
        help_text=_("Everybody can read it beside the figures: name no persons."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    chosen = forms.TypedMultipleChoiceField(
        label=_("Which figures?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["chosen"]
        assert isinstance(chosen, forms.TypedMultipleChoiceField), "It was declared as one."
        chosen.choices = choices
