from typing import TYPE_CHECKING

from django.db import models

from fairplace.town.framework.models import Recommendation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.workstreams.models.alignment import Batch, Fit
from fairplace.town.workstreams.models.workstream import Workstream

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Round(models.Model):
    """Two people map the same cells, neither seeing the other's marks, and then settle where they differ."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="rounds")
    name = models.CharField(max_length=200)
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    first_done_at = models.DateTimeField(null=True)
    second_done_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.SET_NULL, related_name="rounds")
    recommendations = models.ManyToManyField(Recommendation, related_name="rounds")
    workstreams = models.ManyToManyField(Workstream, related_name="rounds")
    marks: "RelatedManager[Mark]"
    settlements: "RelatedManager[Settlement]"

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="two_people_map_apart")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_marked(self) -> bool:
        """Return whether both have said that they are done. Before that nobody sees anybody else's marks."""
        return None not in (self.first_done_at, self.second_done_at)

    @property
    def is_open(self) -> bool:
        """Return whether it goes on: it is neither in the matrix nor abandoned."""
        return self.closed_at is None and self.abandoned_at is None


class Mark(models.Model):
    """What one of the two said of one cell."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="marks")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="+")
    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="+")
    fit = models.CharField(max_length=10, choices=Fit.choices)
    rationale = models.TextField(blank=True)

    class Meta:
        ordering = ["round", "recommendation", "workstream", "by"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "by", "recommendation", "workstream"], name="a_cell_is_marked_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.fit}"


class Settlement(models.Model):
    """What the two agreed on for a cell where they differed, who wrote it down, and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="settlements")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="+")
    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="+")
    fit = models.CharField(max_length=10, choices=Fit.choices)
    why = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["round", "recommendation", "workstream"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "recommendation", "workstream"], name="a_cell_is_settled_once"
            )
        ]

    def __str__(self) -> str:
        return self.fit
