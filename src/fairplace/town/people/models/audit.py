from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone


class AuditEventIsFinal(TypeError):
    """Somebody tried to change or delete what was written down."""

    def __init__(self) -> None:
        super().__init__("The record of who did what is never changed or deleted.")


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    """Audit events to read. Deleting or updating them is refused."""

    def update(self, **values) -> NoReturn:
        raise AuditEventIsFinal

    def delete(self) -> NoReturn:
        raise AuditEventIsFinal

    def bulk_update(self, objs, fields, batch_size=None) -> NoReturn:
        raise AuditEventIsFinal


class AuditEvent(models.Model):
    """One thing that somebody did: written in the transaction that did it, and never changed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.SlugField(blank=True, db_index=False)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["town", "-at"], name="audit_of_a_town")]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by or 'Fairplace'} {self.verb}: {self.subject}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise AuditEventIsFinal
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> NoReturn:
        raise AuditEventIsFinal
