import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.models import Group, Membership, Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models.versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from fairplace.town.governance.models.agenda import AgendaItem, Pack


class Series(Versioned):
    """The meetings of a group under one name, and the backlog of what one of them should take up."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="series")
    name = models.CharField(max_length=200)
    where = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    every_weeks = models.PositiveSmallIntegerField(default=8)
    meetings: "RelatedManager[Meeting]"
    items: "RelatedManager[AgendaItem]"

    class Meta:
        ordering = ["group", "name"]
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["group", "name"], name="a_series_is_named_once_in_a_group")
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(Versioned):
    """One meeting of a series. Closing locks its agenda, attendance, outcomes and papers.

    `since` is what had changed since the one before, as it stood when this one was closed. `sequence`
    counts what people's calendars have to take over: time, place, title, cancelling.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    note = models.TextField(blank=True)
    chair_line = models.TextField(blank=True)
    since = models.JSONField(default=dict)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    invited_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_because = models.TextField(blank=True)
    cancelled_because = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)
    items: "RelatedManager[AgendaItem]"
    attendances: "RelatedManager[Attendance]"
    packs: "RelatedManager[Pack]"
    invitations: "RelatedManager[Invitation]"

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="a_meeting_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series}, {self.starts_at:%Y-%m-%d}"

    @property
    def is_locked(self) -> bool:
        return self.state != self.State.PLANNED


class Attendance(models.Model):
    """Whether somebody, or somebody for a partner, was at a meeting."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        APOLOGIES = "apologies", _("Sent apologies")
        ABSENT = "absent", _("Absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)

    class Meta:
        ordering = ["organisation__name", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation", "name"], name="somebody_attends_a_meeting_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}" if self.name else str(self.organisation)


class Invitation(models.Model):
    """Somebody who was asked to a meeting by mail, and the newest `sequence` of it that they were told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["meeting", "email"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="somebody_is_invited_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.email}"
