from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.partners.models import Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town, Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

OPEN_LICENCE = "Open Government Licence v3.0"


class Submission(Versioned):
    """Local figures of one indicator that somebody sends in, until they are published or withdrawn.

    Nothing of it is a figure of the town before it is published; then its rows are observations.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        SUBMITTED = "submitted", _("sent in, waits to be checked")
        RETURNED = "returned", _("returned with a note")
        APPROVED = "approved", _("approved, waits for its day")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="submissions")
    indicator_id: int
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    title = models.CharField(max_length=200)
    source = models.TextField()
    # On which terms everybody may use them once they are published.
    licence = models.CharField(max_length=200, default=OPEN_LICENCE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    made_by_id: int | None
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    release = models.ForeignKey(Release, null=True, on_delete=models.SET_NULL, related_name="submissions")
    # Which cells the protection of people took away, and why; never what stood in them.
    hidden = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)
    rows: "RelatedManager[SubmittedRow]"
    steps: "RelatedManager[SubmissionStep]"

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["town", "state"])]

    def __str__(self) -> str:
        return self.title


class SubmittedRow(models.Model):
    """One row as it was sent in: what was typed, what it means, what is wrong with it, what is odd."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    typed = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ["submission", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "position"], name="a_row_stands_once_in_a_submission"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}: row {self.position}"


class SubmissionStep(models.Model):
    """Who moved a submission on, when, and with which note."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["submission", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.after}"


class PeriodLock(models.Model):
    """A period of a local indicator whose figures are approved, so that nobody changes them by mistake."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")
    indicator_id: int
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="locks")
    period = models.CharField(max_length=20)
    locked_at = models.DateTimeField(auto_now_add=True)
    locked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    unlocked_at = models.DateTimeField(null=True)
    unlocked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.TextField(blank=True)

    class Meta:
        ordering = ["indicator", "period", "-locked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "indicator", "period"],
                condition=models.Q(unlocked_at=None),
                name="a_period_is_locked_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.period}"
