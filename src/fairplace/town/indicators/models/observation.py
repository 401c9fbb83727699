from django.db import models
from django.db.models import F, Q

from fairplace.town.indicators.models.indicator import Indicator
from fairplace.town.indicators.rules import Flag
from fairplace.town.places.models import Place


class Release(models.Model):
    """One publication that figures were taken from: who published it, when, and on what terms."""

    code = models.SlugField(unique=True)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    edition = models.CharField(max_length=120)
    dataset = models.CharField(max_length=300)
    licence = models.CharField(max_length=200)
    attribution = models.TextField()
    address = models.URLField(blank=True)
    published_on = models.DateField(null=True)
    retrieved_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["publisher", "title"]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title} ({self.edition})"


class Dimension(models.Model):
    """A way of dividing people: sex, ethnicity, deprivation."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    is_ordered = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Subgroup(models.Model):
    """One part of a dimension. In an ordered dimension position 1 is the most disadvantaged."""

    dimension = models.ForeignKey(Dimension, on_delete=models.CASCADE, related_name="subgroups")
    code = models.SlugField()
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["dimension", "position"]
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="a_subgroup_code_is_used_once")
        ]

    def __str__(self) -> str:
        return self.name


class ObservationQuerySet(models.QuerySet["Observation"]):
    def of_everybody(self) -> "ObservationQuerySet":
        return self.filter(subgroup=None)

    def published(self) -> "ObservationQuerySet":
        """Return those with a value: a publisher sometimes prints a note in its place."""
        return self.exclude(value=None)


class ObservationManager(models.Manager["Observation"]):
    def get_queryset(self) -> ObservationQuerySet:
        return ObservationQuerySet(self.model, using=self._db)

    def of_everybody(self) -> ObservationQuerySet:
        return self.get_queryset().of_everybody()

    def published(self) -> ObservationQuerySet:
        return self.get_queryset().published()


class Observation(models.Model):
    """One published number: an indicator, a place, a period, and everybody or one subgroup.

    `lower` and `upper` are its 95% limits, `surer_lower` and `surer_upper` its 99.8% limits.
    """

    indicator_id: int
    place_id: int
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="observations")
    # Without an index: most numbers are of everybody, so it would lead SQLite through those of all towns.
    subgroup = models.ForeignKey(
        Subgroup, null=True, on_delete=models.PROTECT, related_name="observations", db_index=False
    )
    period = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    surer_lower = models.FloatField(null=True)
    surer_upper = models.FloatField(null=True)
    count = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    flag = models.CharField(max_length=20, choices=Flag.choices, blank=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="observations")
    note = models.TextField(blank=True)

    objects = ObservationManager()

    class Meta:
        ordering = ["ends_on", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "period"],
                condition=Q(subgroup=None),
                name="a_number_for_everybody_is_stored_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "place", "period", "subgroup"],
                condition=Q(subgroup__isnull=False),
                name="a_number_for_a_subgroup_is_stored_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="a_period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(lower=None) | Q(upper=None) | Q(lower__lte=F("upper")),
                name="limits_stand_in_order",
            ),
        ]
        indexes = [models.Index(fields=["indicator", "place", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.place_id} {self.period}: {self.value}"
