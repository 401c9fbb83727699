from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.people.models import Person
from fairplace.town.places.models import Versioned
from fairplace.town.reviews.models.review import Review

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Assessment(Versioned):
    """What one review says of one measure: what the numbers tell, what people make of it, what was decided.

    `evidence` is what the numbers told when evidence came in, as plain values, sealed with a digest. `draft`
    is what the records proposed for `did`, to tell whether people edited it.
    """

    class Rating(models.TextChoices):
        ON_COURSE = "on course", _("On course")
        OFF_COURSE = "off course", _("Off course")
        GETTING_WORSE = "getting worse", _("Getting worse")
        ACHIEVED = "achieved", _("Achieved")
        TOO_EARLY = "too early", _("Too early to say")
        CANNOT_TELL = "cannot tell", _("Cannot tell if on course")

    class Confidence(models.TextChoices):
        HIGH = "high", _("High")
        MEDIUM = "medium", _("Medium")
        LOW = "low", _("Low")

    class Decision(models.TextChoices):
        KEEP = "keep", _("Keep it as it is")
        CHANGE = "change", _("Change it")
        RETIRE = "retire", _("Retire it")

    review_id: int
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="assessments")
    measure_id: int
    measure = models.ForeignKey(ImpactMeasure, on_delete=models.PROTECT, related_name="assessments")
    evidence: Any = models.JSONField(default=dict)
    gathered_at = models.DateTimeField(null=True)
    # What the tests say; the rating is what people say, and why where the two differ.
    tested = models.CharField(max_length=20, choices=Rating.choices, blank=True)
    rating = models.CharField(max_length=20, choices=Rating.choices, blank=True)
    rating_because = models.TextField(blank=True)
    statement = models.TextField(blank=True)
    did = models.TextField(blank=True)
    draft = models.TextField(blank=True)
    other_causes = models.TextField(blank=True)
    # What somebody in the town has to tell beside the numbers; `story_by` is how its teller is printed.
    story = models.TextField(blank=True)
    story_by = models.CharField(max_length=120, blank=True)
    story_on = models.DateField(null=True)
    story_is_demonstration = models.BooleanField(default=False)
    confidence = models.CharField(max_length=10, choices=Confidence.choices, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decision_because = models.TextField(blank=True)
    comes_back_on = models.DateField(null=True)
    moderated_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    moderated_at = models.DateTimeField(null=True)
    challenges: "RelatedManager[Challenge]"

    class Meta:
        ordering = ["review", "measure__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "measure"], name="a_measure_is_assessed_once_a_review"),
            models.CheckConstraint(
                condition=~models.Q(rating="too early") | models.Q(comes_back_on__isnull=False),
                name="too_early_says_when_it_comes_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} in {self.review}"


class Challenge(models.Model):
    """What somebody doubts about an assessment, and the answer they got."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="challenges")
    text = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["assessment", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.text[:40]}"
