from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models.agenda import AgendaItem
from fairplace.town.governance.models.pointer import Pointer
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.places.models.versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from fairplace.town.governance.models.action import Action


class Decision(Versioned):
    """What a group is asked, how it decides, what came out, and later whether that was right.

    `options` are [{"code": …, "text": …}]. `data` is how the measures it is about stood, at opening and
    at deciding: {"opened": {…}, "decided": {…}, "reviewed": {…}}, each with a digest; and under "tally"
    what had been said when it was decided.
    """

    class Method(models.TextChoices):
        CONSENT = "consent", _("Consent: it is taken unless somebody objects with a reason")
        VOTE = "vote", _("Vote: the option with most votes is taken")
        SCORE = "score", _("Score: each option gets 0 to 5 from each, the highest mean is taken")
        RANK = "rank", _("Rank: each puts the options in order, the last falls out until one has a majority")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        OPEN = "open", _("Open")
        DECIDED = "decided", _("Decided")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Proved(models.TextChoices):
        RIGHT = "right", _("It went as expected")
        PARTLY = "partly", _("Partly")
        WRONG = "wrong", _("It did not go as expected")
        CANNOT_TELL = "cannot tell", _("Cannot tell")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="decisions")
    title = models.CharField(max_length=200)
    question = models.TextField()
    reason = models.TextField(blank=True)
    expected = models.TextField(blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.CONSENT)
    options = models.JSONField(default=list)
    deadline_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_restricted = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen = models.CharField(max_length=50, blank=True)
    outcome = models.TextField(blank=True)
    outcome_because = models.TextField(blank=True)
    withdrawn_because = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    proved = models.CharField(max_length=12, choices=Proved.choices, blank=True)
    happened = models.TextField(blank=True)
    equity_right = models.CharField(max_length=12, choices=Proved.choices, blank=True)
    equity_proved = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    data = models.JSONField(default=dict)
    is_demonstration = models.BooleanField(default=False)
    subjects: "RelatedManager[DecisionSubject]"
    effects: "RelatedManager[Effect]"
    votes: "RelatedManager[Vote]"
    actions: "RelatedManager[Action]"

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="decisions_of_a_town_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        return f"D{self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_decided(self) -> bool:
        return self.state == self.State.DECIDED


class DecisionSubject(Pointer):
    """A record that a decision is about."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="subjects")

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "kind", "code"], name="a_decision_is_about_a_record_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.kind} {self.code}"


class Effect(models.Model):
    """Who gains or loses by a decision, along deprivation or one protected characteristic."""

    class Expected(models.TextChoices):
        GAINS = "gains", _("Some gain")
        LOSES = "loses", _("Some lose")
        BOTH = "both", _("Some gain and some lose")
        SAME = "same", _("No difference expected")
        UNKNOWN = "unknown", _("Not known")

    class Confidence(models.TextChoices):
        HIGH = "high", _("High: figures or studies from here")
        MEDIUM = "medium", _("Medium: figures or studies from elsewhere")
        LOW = "low", _("Low: what people who know it expect")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="effects")
    along = models.CharField(max_length=40)
    expected = models.CharField(max_length=10, choices=Expected.choices)
    who = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)

    class Meta:
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "along"], name="an_effect_is_told_once_along_each")
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.along}"


class Vote(models.Model):
    """What one person said: agree, object or abstain; a code; {code: score}; or [codes in order]."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.JSONField()
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["decision", "at"]
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="each_votes_once")]

    def __str__(self) -> str:
        return f"{self.decision}: {self.person}"
