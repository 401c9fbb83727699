from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.measures.models.measure import ImpactMeasure
from fairplace.town.measures.rules.path import Path
from fairplace.town.places.models import Versioned


class Target(Versioned):
    """Where a measure, or the gap inside it, should stand in a year, and who said so.

    The path runs in a straight line from the base to the target. An ambition that nobody adopted is proposed.
    """

    class Of(models.TextChoices):
        LEVEL = "level", _("the number for everybody")
        ABSOLUTE_GAP = "absolute gap", _("the gap, as a difference")
        RELATIVE_GAP = "relative gap", _("the gap, as a ratio")

    class Status(models.TextChoices):
        ADOPTED = "adopted", _("adopted by the town")
        PROPOSED = "proposed", _("proposed, not yet adopted")

    measure_id: int
    measure = models.ForeignKey(ImpactMeasure, on_delete=models.CASCADE, related_name="targets")
    of = models.CharField(max_length=20, choices=Of.choices)
    subgroup = models.CharField(max_length=120, blank=True)
    base_year = models.FloatField()
    base_value = models.FloatField()
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()
    status = models.CharField(max_length=20, choices=Status.choices)
    source = models.TextField()
    adopted_on = models.DateField(null=True)

    class Meta:
        ordering = ["measure", "of", "subgroup"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "of", "subgroup"], name="a_measure_has_one_path_of_a_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(year__gt=models.F("base_year")), name="a_target_lies_after_its_base"
            ),
        ]

    @property
    def is_adopted(self) -> bool:
        return self.status == self.Status.ADOPTED

    @property
    def path(self) -> Path:
        """Return the path as a plain value."""
        ends = self.base_year, self.base_value, self.year, self.value
        return Path(*ends, is_adopted=self.is_adopted, source=self.source)

    def __str__(self) -> str:
        return f"{self.measure}: {self.of} {self.value} by {self.year}"
