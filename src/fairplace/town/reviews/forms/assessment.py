from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.forms.dates import DayField
from fairplace.town.reviews.forms.review import words
from fairplace.town.reviews.models import Assessment
from fairplace.town.reviews.operations.moderation import EARLIER
from fairplace.town.reviews.queries.standing import SAID
from fairplace.town.reviews.rules.assessment import TOO_EARLY, Early, Words
from fairplace.town.reviews.rules.step import MODERATED
from fairplace.town.ui.forms import set_choices

# What signatures ask for, though it may be saved without.
ASKED = ("rating", "statement", "confidence", "decision", "decision_because")


class ModerationForm(forms.Form):
    """What a review says of one measure. It may be saved half finished: signatures ask for the rest.

    "Too early" is offered only where something says so, or was said before.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    rating = forms.ChoiceField(label=_("Rating"), required=False, widget=forms.RadioSelect)
    comes_back_on = DayField(
        label=_("When it comes back"),
        help_text=_("Asked for when it is too early. It comes back to the duties on that day."),
        required=False,
    )
    rating_because = words(
        _("Why the rating differs from the tests"),
        _("Asked for when it does. It is printed beside the rating."),
        rows=3,
        required=False,
    )
    statement = words(
        _("Statement"),
        _("What we make of it, in a few plain sentences. Name no persons: it is published."),
        required=False,
    )
    did = words(
        _("What we did that could matter"),
        _("A draft from the records, for you to edit. It claims no effect."),
        rows=8,
        required=False,
    )
    other_causes = words(_("What else explains it"), rows=3, required=False)
    story = words(
        _("Story"),
        _("What somebody who lives or works here tells in their own words. It is printed with the numbers."),
        required=False,
    )
    story_by = forms.CharField(
        label=_("Who tells it"),
        help_text=_(
            "As it is printed: a group, a partner, a role. A person only who has agreed. The day is added."
        ),
        max_length=120,
        required=False,
    )
    confidence = forms.ChoiceField(
        label=_("How sure we are"), required=False, widget=forms.RadioSelect,
        choices=Assessment.Confidence.choices,
    )  # fmt: skip
    decision = forms.ChoiceField(
        label=_("Decision"),
        help_text=_("A measure that is retired leaves the lists when the review is published, not before."),
        required=False,
        widget=forms.RadioSelect,
        choices=Assessment.Decision.choices,
    )
    decision_because = words(_("Reason for the decision"), rows=3, required=False)

    def __init__(
        self, data: Any = None, *, assessment: Assessment, early: Early | None = None, state: str
    ) -> None:
        super().__init__(data, initial=get_initial(assessment, early))
        self.asked_later = ASKED if state in MODERATED else ()
        if state not in MODERATED:
            for name in set(SAID) - set(EARLIER):
                del self.fields[name]
            return
        may_be_early = early or TOO_EARLY in (assessment.rating, assessment.tested)
        choices = [one for one in Assessment.Rating.choices if one[0] != TOO_EARLY or may_be_early]
        set_choices(self, "rating", choices)
        if not may_be_early:
            del self.fields["comes_back_on"]

    @property
    def words(self) -> Words:
        return Words(
            **{name: self.cleaned_data.get(name) or Words.__dataclass_fields__[name].default for name in SAID}
        )


def get_initial(assessment: Assessment, early: Early | None = None) -> dict[str, Any]:
    """Return an assessment as its form shows it, with the day until which it is too early."""
    said = {name: getattr(assessment, name) for name in SAID}
    if said["comes_back_on"] is None and early:
        said["comes_back_on"] = early.until
    return {**said, "version": assessment.version}


class ChallengeForm(forms.Form):
    """What somebody doubts."""

    text = words(
        _("What do you doubt, and why?"),
        _("Those who sign read it, and the answer too. Your name is not printed."),
        error_messages={"required": _("Say what you doubt, and why.")},
    )


class AnswerForm(forms.Form):
    """The answer to a challenge; `seen` is the answer that was there when it was read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = words(
        _("Answer"),
        _("It goes to whoever asked. Those who sign read it."),
        error_messages={"required": _("Write the answer.")},
    )
