from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models.workstream import Workstream

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from fairplace.town.workstreams.models.round import Round


class Fit(models.TextChoices):
    """How far a workstream does what a recommendation asks, from nothing to all of it."""

    NONE = "none", _("None")
    TOUCHES = "touches", _("Touches")
    PART = "part", _("Part")
    FULL = "full", _("Full")


class Alignment(models.Model):
    """A recommendation carried by a workstream: how far, why we think so, who said it, who checked it.

    `version` grows with each change, so that whoever saves a cell that somebody changed meanwhile is told.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="alignments")
    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="alignments")
    fit = models.CharField(max_length=10, choices=Fit.choices)
    rationale = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    mapped_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    mapped_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["recommendation", "workstream"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "workstream"], name="a_cell_is_judged_once")
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} × {self.workstream}: {self.fit}"


class Batch(models.Model):
    """Many cells that were changed in one action, with what they were before, to undo it in one action."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField()
    changes = models.JSONField()
    undone_at = models.DateTimeField(null=True)
    rounds: "RelatedManager[Round]"

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{len(self.changes)} cells"
