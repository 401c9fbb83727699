from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.rules import ROLES
from fairplace.town.places.models.place import Place

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Town(models.Model):
    """A place that runs a programme here. Every page belongs to one town."""

    place_id: int
    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="town")
    comparators: "RelatedManager[Comparator]"
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    promise = models.TextField()
    promise_by = models.PositiveSmallIntegerField(null=True)
    about = models.TextField(blank=True)
    attribution = models.JSONField(default=list)
    pack_edition = models.CharField(max_length=40)
    updated_on = models.DateField()
    default_deprivation = models.SlugField(blank=True)
    is_default = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_town_stands_at_the_front",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Comparator(models.Model):
    """A place that a town is shown beside, and why."""

    class Role(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        SIMILAR = "similar", _("similar place")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="comparators")
    place_id: int
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    why = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["town", "place"], name="a_place_is_compared_once"),
            models.UniqueConstraint(fields=["town", "position"], name="comparators_stand_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.town} beside {self.place}"


class Appointment(models.Model):
    """A person's role in a town."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appointments"
    )
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=30, choices=[(role.code, role.name) for role in ROLES.values()])

    class Meta:
        ordering = ["town", "role"]
        constraints = [
            models.UniqueConstraint(fields=["person", "town", "role"], name="a_role_is_held_once_in_a_town")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} in {self.town}"
