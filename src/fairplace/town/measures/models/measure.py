from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import PolicyObjective
from fairplace.town.indicators.models import Indicator
from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import ComparatorGroup, DeprivationEdition, Town, Versioned


class ImpactMeasure(Versioned):
    """Something the town has promised to watch, with or without a number yet.

    `groups` chose it by name. A group that chose none answers for all under its objectives.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("a number")
        STATUS = "status", _("done or not done")
        NARRATIVE = "narrative", _("told in words")
        IN_DEVELOPMENT = "in development", _("still being developed")

    class Accountability(models.TextChoices):
        POPULATION = "population", _("Everybody in the town: no one partner can move it alone")
        SERVICE = "service", _("A service: how well it does for those it is there for")

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed as the town's own")
        PROPOSED = "proposed", _("proposed, not yet agreed by the town")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="measures")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    question = models.CharField(max_length=200)
    why = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=20, choices=Status.choices)
    accountability = models.CharField(
        max_length=20, choices=Accountability.choices, default=Accountability.POPULATION
    )
    objectives = models.ManyToManyField(PolicyObjective, related_name="measures", blank=True)
    groups = models.ManyToManyField(Group, related_name="measures", blank=True)
    indicator_id: int | None
    indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="measures")
    gap_indicator_id: int | None
    gap_indicator = models.ForeignKey(Indicator, null=True, on_delete=models.PROTECT, related_name="+")
    gap_edition = models.ForeignKey(DeprivationEdition, null=True, on_delete=models.PROTECT, related_name="+")
    needed = models.TextField(blank=True)
    caveat = models.TextField(blank=True)
    source_of_choice = models.TextField(blank=True)
    owner_id: int | None
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="measures_owned")
    next_review_on = models.DateField(null=True)
    # An outcome that takes years is not judged before its time.
    judged_from = models.PositiveSmallIntegerField(null=True)
    beside = models.ForeignKey(ComparatorGroup, null=True, on_delete=models.SET_NULL, related_name="measures")
    retired_on = models.DateField(null=True)
    retired_because = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="a_measure_is_named_once_in_a_town"),
            models.CheckConstraint(
                condition=models.Q(gap_indicator=None, gap_edition=None)
                | models.Q(gap_indicator__isnull=False, gap_edition__isnull=False),
                name="a_gap_names_its_indicator_and_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.name
