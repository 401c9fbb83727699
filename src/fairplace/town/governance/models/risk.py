from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.places.models.versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class Risk(Versioned):
    """Something that may go wrong (a risk), or that has (an issue), for one group."""

    class Kind(models.TextChoices):
        RISK = "risk", _("Risk: it may happen")
        ISSUE = "issue", _("Issue: it has happened")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="risks")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="risks")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RISK)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    likelihood = models.PositiveSmallIntegerField(validators=FIVE, default=3)
    impact = models.PositiveSmallIntegerField(validators=FIVE, default=3)
    response = models.TextField(blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="risks")
    review_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField(default=timezone.localdate)
    is_demonstration = models.BooleanField(default=False)
    changes: "RelatedManager[RiskChange]"

    class Meta:
        ordering = ["-likelihood", "-impact", "number"]
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="risks_of_a_town_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="a_risk_is_scored_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        return f"K{self.number}"

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


class RiskChange(models.Model):
    """How a risk stood after somebody looked at it: never changed."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10, choices=Risk.Kind.choices)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=Risk.State.choices)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["risk", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.risk}, {self.at:%Y-%m-%d}"
