from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import PolicyObjective, Recommendation
from fairplace.town.partners.models.organisation import Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Group(models.Model):
    """People of several partners who answer for something together.

    It answers for the recommendations named; where none is named, for all under its objectives.
    """

    class Kind(models.TextChoices):
        PRIORITY = "priority group", _("priority group")
        BOARD = "board", _("board")
        PARTNERSHIP = "partnership", _("partnership")
        OVERSIGHT = "oversight", _("oversight group")
        COUNCIL = "council", _("council body")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="groups")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    aliases = models.JSONField(default=list)
    purpose = models.TextField()
    terms = models.TextField(blank=True)
    reports_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="feeders")
    objectives = models.ManyToManyField(PolicyObjective, related_name="groups", blank=True)
    recommendations = models.ManyToManyField(Recommendation, related_name="answering_groups", blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    memberships: "RelatedManager[Membership]"

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="a_group_is_named_once_in_a_town")
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A seat that an organisation has in a group, and who sits there."""

    group_id: int
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    name = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="memberships")
    email = models.EmailField(blank=True)
    is_chair = models.BooleanField(default=False)
    is_deputy = models.BooleanField(default=False)
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)

    class Meta:
        ordering = ["group", "-is_chair", "organisation__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation", "name"], name="a_seat_in_a_group_is_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}" if self.name else str(self.organisation)
