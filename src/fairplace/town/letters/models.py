from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.models import Person


class Letter(models.Model):
    """One mail to one person: written in the transaction of what it tells, sent by the worker later.

    `key` says what it is about, so that the same letter is written once however often it is asked for.
    `attachments` are texts, each {"name": …, "type": …, "content": …}. The town is named by its slug.
    While it is leaving, `handing_since` is empty as long as the mail server certainly does not have it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        LEAVING = "leaving", _("Being handed over")
        SENT = "sent", _("Sent")
        UNSURE = "unsure", _("May have been sent")
        FAILED = "failed", _("Could not be sent")
        DROPPED = "dropped", _("Not to be sent")

    key = models.CharField(max_length=200, unique=True)
    town = models.SlugField(blank=True)
    kind = models.CharField(max_length=40)
    to = models.EmailField()
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    subject = models.CharField(max_length=300)
    body = models.TextField()
    attachments = models.JSONField(default=list)
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=40, blank=True)
    handing_since = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "not_before"], name="letters_that_wait"),
            models.Index(fields=["claimed_at"], name="letters_by_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"
