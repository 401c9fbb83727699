from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Place(models.Model):
    """A town, a neighbourhood or a comparator, by its official code.

    The Office for National Statistics gives a place a new code when its boundary changes, so a
    code stands for one boundary. `vintage` names the set of boundaries it first came with.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        AUTHORITY = "authority", _("local authority")
        NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    friendly_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    vintage = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    lookups: "RelatedManager[Lookup]"

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["parent", "kind"])]

    def __str__(self) -> str:
        return f"{self.friendly_name} ({self.name})" if self.friendly_name else self.name


class Lookup(models.Model):
    """Which larger area a place lies in: a neighbourhood's ward, its MSOA."""

    place_id: int
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="lookups")
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    vintage = models.CharField(max_length=20)

    class Meta:
        ordering = ["kind", "vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "kind", "vintage"], name="one_lookup_of_a_kind_and_vintage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place_id}: {self.kind} {self.name} ({self.vintage})"
