from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.reviews.models.review import Review

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class NeverChanged(Exception):
    """A snapshot is what it is: only whether everybody may read it may still be said."""


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def update(self, **values: Any) -> int:
        if set(values) - {"is_public"}:
            raise NeverChanged
        return super().update(**values)

    def delete(self) -> Any:
        raise NeverChanged


class Snapshot(models.Model):
    """The town as it stood at one moment, whole, under the digest of what it holds. Never changed.

    That holds here, and a trigger of the database sees to it too.

    `body` is canonical JSON, compressed; `manifest` lists its parts, each with count and digest.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="snapshots")
    review = models.OneToOneField(Review, null=True, on_delete=models.PROTECT, related_name="snapshot")
    # The day it was made, as in its address; a second of one day is called 2026-11-30-2.
    slug = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    manifest = models.JSONField()
    body = models.BinaryField()
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    is_public = models.BooleanField(default=False)
    restatements: "RelatedManager[Restatement]"

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="a_snapshot_has_its_own_address")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        raise NeverChanged


class Restatement(models.Model):
    """A figure that was signed off and has changed since: old, new, why, and what that does to the status."""

    class Cause(models.TextChoices):
        REVISION = "revision", _("the publisher revised it")
        REBASE = "rebase", _("population figures were rebased")
        BOUNDARY = "boundary", _("boundaries changed")
        DEFINITION = "definition", _("the definition changed")
        ERROR = "error", _("there was an error")
        NOT_YET_KNOWN = "not yet known", _("not yet known")

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="restatements")
    measure = models.SlugField()
    measure_name = models.CharField(max_length=200)
    place = models.CharField(max_length=12)
    place_name = models.CharField(max_length=120)
    subgroup = models.CharField(max_length=250, blank=True)
    period = models.CharField(max_length=20)
    # {"value": …, "lower": …, "upper": …, "flag": …}; empty where there was, or is, no such figure.
    old: Any = models.JSONField(default=dict)
    new: Any = models.JSONField(default=dict)
    new_digest = models.CharField(max_length=64)
    old_source = models.CharField(max_length=300, blank=True)
    new_source = models.CharField(max_length=300, blank=True)
    old_tested = models.CharField(max_length=20, blank=True)
    new_tested = models.CharField(max_length=20, blank=True)
    cause = models.CharField(max_length=20, choices=Cause.choices, default=Cause.NOT_YET_KNOWN)
    because = models.TextField(blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    explained_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    explained_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["snapshot", "measure", "place_name", "period", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "measure", "place", "subgroup", "period", "new_digest"],
                name="a_change_is_noticed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}: restated"
