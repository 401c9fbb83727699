from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models.pointer import Pointer
from fairplace.town.partners.models import Group
from fairplace.town.places.models.versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Aim(Versioned, Pointer):
    """What a group that improves in small steps wants to reach: how much, for whom, by when.

    `kind` and `code` may name the measure that will tell; both are empty where there is none.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="aims")
    text = models.TextField()
    by_on = models.DateField(null=True)
    kind = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=100, blank=True)
    ended_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)
    drivers: "RelatedManager[Driver]"

    class Meta:
        ordering = ["group", "pk"]

    def __str__(self) -> str:
        return self.text


class Driver(Versioned):
    """What moves an aim."""

    aim = models.ForeignKey(Aim, on_delete=models.CASCADE, related_name="drivers")
    text = models.CharField(max_length=300)
    ideas: "RelatedManager[ChangeIdea]"

    class Meta:
        ordering = ["aim", "pk"]

    def __str__(self) -> str:
        return self.text


class ChangeIdea(Versioned):
    """Something to try that might move a driver."""

    driver = models.ForeignKey(Driver, on_delete=models.CASCADE, related_name="ideas")
    text = models.CharField(max_length=300)
    tests: "RelatedManager[TestCycle]"

    class Meta:
        ordering = ["driver", "pk"]

    def __str__(self) -> str:
        return self.text


class TestCycle(Versioned):
    """One test of a change idea: plan, do, study, act."""

    class Act(models.TextChoices):
        OPEN = "", _("Still running")
        ADOPT = "adopt", _("Adopt it")
        ADAPT = "adapt", _("Adapt it and test again")
        ABANDON = "abandon", _("Abandon it")

    idea = models.ForeignKey(ChangeIdea, on_delete=models.CASCADE, related_name="tests")
    plan = models.TextField()
    done = models.TextField(blank=True)
    study = models.TextField(blank=True)
    act = models.CharField(max_length=10, choices=Act.choices, blank=True)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["idea", "starts_on", "pk"]

    def __str__(self) -> str:
        return f"{self.idea}, {self.starts_on:%Y-%m-%d}"
