from django.conf import settings
from django.db import models
from django.utils import timezone


class AccessToken(models.Model):
    """What a program of a person shows to read for them. Of the secret itself only SHA-256 is kept.

    It opens what the person may see at the time of the call, and nothing else; it signs nobody in.
    """

    person_id: int
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # The day alone: to know whether it is still needed, and not when somebody works.
    last_used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "label"],
                condition=models.Q(ended_at=None),
                name="a_token_in_use_has_a_name_of_its_own",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="a_token_holds_for_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.label
