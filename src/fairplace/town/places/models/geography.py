from typing import TYPE_CHECKING

from django.db import models

from fairplace.town.people.models import Person
from fairplace.town.places.models.place import Place
from fairplace.town.places.models.town import Town
from fairplace.town.places.models.versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class BoundarySet(models.Model):
    """One publication of boundaries: the areas of one kind as they were on one day, and on what terms."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    vintage = models.CharField(max_length=20)
    publisher = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    attribution = models.TextField()
    address = models.URLField(blank=True, max_length=500)
    digest = models.CharField(max_length=64)
    retrieved_on = models.DateField(null=True)
    boundaries: "RelatedManager[Boundary]"

    class Meta:
        ordering = ["kind", "-vintage"]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """The outline of one area, as GeoJSON in degrees."""

    set = models.ForeignKey(BoundarySet, on_delete=models.CASCADE, related_name="boundaries")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    geometry = models.JSONField()

    class Meta:
        ordering = ["set", "code"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="an_area_is_drawn_once_in_a_set")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Succession(models.Model):
    """How a neighbourhood of one vintage goes on in another: as it was, split, merged, or redrawn.

    `weight` is the share of the older one's people who live in the newer one; nothing where it is not known.
    """

    class Change(models.TextChoices):
        UNCHANGED = "U", "unchanged"
        SPLIT = "S", "split"
        MERGED = "M", "merged"
        IRREGULAR = "X", "redrawn"

    before_id: int
    after_id: int
    before = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="successors")
    after = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="predecessors")
    change = models.CharField(max_length=1, choices=Change.choices)
    weight = models.FloatField(null=True)

    class Meta:
        ordering = ["before", "after"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="a_succession_is_told_once"),
            models.CheckConstraint(
                condition=models.Q(weight=None) | models.Q(weight__gte=0, weight__lte=1),
                name="a_succession_weighs_0_to_1",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} to {self.after_id} ({self.change})"


class Postcode(models.Model):
    """Which neighbourhood a postcode lies in, by its centre; from a directory that somebody loaded."""

    postcode = models.CharField(max_length=8)
    place_id: int
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ["postcode"]
        constraints = [
            models.UniqueConstraint(fields=["postcode", "place"], name="a_postcode_lies_once_in_a_place")
        ]

    def __str__(self) -> str:
        return self.postcode


class Area(Versioned):
    """Neighbourhoods that a town looks at together, by a rule that is said: its own area."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="areas")
    slug = models.SlugField()
    name = models.CharField(max_length=120)
    rule = models.TextField()
    is_public = models.BooleanField(default=False)
    made_by_id: int | None
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)
    parts: "RelatedManager[AreaPart]"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="an_area_is_named_once_in_a_town")
        ]

    def __str__(self) -> str:
        return self.name


class AreaPart(models.Model):
    """A neighbourhood in an area. `weight` under 1: only this share of its people, which is marked."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="parts")
    place_id: int
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    weight = models.FloatField(default=1)

    class Meta:
        ordering = ["area", "place"]
        constraints = [
            models.UniqueConstraint(fields=["area", "place"], name="a_neighbourhood_is_in_an_area_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gt=0, weight__lte=1), name="a_part_weighs_more_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.place_id}"


class ComparatorGroup(Versioned):
    """Places that a town has put together to be shown beside, with a reason."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="comparator_groups")
    slug = models.SlugField()
    name = models.CharField(max_length=120)
    why = models.TextField()
    places = models.ManyToManyField(Place, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "slug"], name="a_comparator_group_is_named_once_in_a_town"
            )
        ]

    def __str__(self) -> str:
        return self.name
