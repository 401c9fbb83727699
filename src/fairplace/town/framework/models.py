from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.places.models import Town

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Framework(models.Model):
    """One edition of what a town set out to do. A code never changes its meaning inside an edition."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="frameworks")
    edition = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    vision = models.TextField()
    vision_plain = models.TextField()
    vision_by = models.PositiveSmallIntegerField(null=True)
    source = models.JSONField(default=dict)
    is_current = models.BooleanField(default=True)
    objectives: "RelatedManager[PolicyObjective]"

    class Meta:
        ordering = ["town", "-is_current", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["town", "edition"], name="an_edition_is_named_once_in_a_town"),
            models.UniqueConstraint(
                fields=["town"], condition=models.Q(is_current=True), name="one_current_framework_a_town"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})"


class Pillar(models.Model):
    """One of the broad priorities that carry the vision."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="pillars")
    code = models.SlugField()
    name = models.TextField()
    short = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="a_pillar_code_is_used_once")
        ]

    def __str__(self) -> str:
        return self.short


class PolicyObjective(models.Model):
    """One of the Marmot policy objectives, in the town's own words."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="objectives")
    code = models.SlugField()
    name = models.TextField()
    short = models.CharField(max_length=80)
    plain = models.TextField()
    aliases = models.JSONField(default=list)
    since = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="an_objective_code_is_used_once")
        ]

    def __str__(self) -> str:
        return self.short


class Recommendation(models.Model):
    """Something that the town was advised to do, or an illustration of such advice."""

    class Status(models.TextChoices):
        PUBLIC = "public", _("From the published report, in our words")
        ILLUSTRATIVE = "illustrative", _("An illustration, not the town's text")

    class Horizon(models.TextChoices):
        UNKNOWN = "", _("not said")
        ONE_YEAR = "1-year", _("within a year")
        FIVE_YEARS = "5-year", _("within five years")
        LONG_TERM = "long-term", _("long term")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="recommendations")
    objective = models.ForeignKey(PolicyObjective, on_delete=models.CASCADE, related_name="recommendations")
    code = models.SlugField()
    text = models.TextField()
    status = models.CharField(max_length=20, choices=Status.choices)
    horizon = models.CharField(max_length=20, choices=Horizon.choices, blank=True)
    source = models.TextField(blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["objective__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="a_recommendation_code_is_used_once")
        ]

    def __str__(self) -> str:
        return self.code
