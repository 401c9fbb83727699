from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class LogicModel(models.Model):
    """A logic model of a group. `state` is the sum of its events up to `seq`, so that no page adds up."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="logic_models")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    group_id: int | None
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="logic_models")
    seq = models.PositiveIntegerField(default=0)
    state = models.JSONField(default=dict)
    is_illustrative = models.BooleanField(default=False)
    is_template = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    archived_on = models.DateField(null=True)
    events: "RelatedManager[ModelEvent]"
    versions: "RelatedManager[Version]"

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="a_logic_model_is_named_once_in_a_town")
        ]

    def __str__(self) -> str:
        return self.title


class ModelEvent(models.Model):
    """One change of a logic model: never changed itself. `undoes` names the event that it takes back."""

    model = models.ForeignKey(LogicModel, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    said = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # The name as it was then: of people who left, and of those elsewhere from where a model was brought.
    by_name = models.CharField(max_length=254, blank=True)
    undoes = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["model", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["model", "seq"], name="events_of_a_model_are_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.model}, {self.seq}: {self.verb}"


class Version(models.Model):
    """A logic model at one event, that was named, and perhaps approved by its group."""

    model = models.ForeignKey(LogicModel, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approval = models.TextField(blank=True)

    class Meta:
        ordering = ["model", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["model", "number"], name="versions_of_a_model_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.model}, {self.number}"
