from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.logicmodels.models.logic_model import LogicModel
from fairplace.town.people.models import Person


class Claim(models.Model):
    """That work contributed along one link of a model: what speaks for it and against it. One row a version.

    `link` is the link's key. Rows of one `thread` are versions of one claim; the newest holds.
    """

    class Strength(models.TextChoices):
        STRONG = "strong", _("Strong")
        SOME = "some", _("Some")
        WEAK = "weak", _("Weak")
        NONE = "none", _("None")

    model_id: int
    written_by_id: int | None
    model = models.ForeignKey(LogicModel, on_delete=models.CASCADE, related_name="claims")
    link = models.CharField(max_length=20)
    thread = models.UUIDField()
    number = models.PositiveSmallIntegerField(default=1)
    claim = models.TextField()
    evidence_for = models.TextField(blank=True)
    evidence_against = models.TextField(blank=True)
    rivals = models.TextField(blank=True)
    would_change = models.TextField(blank=True)
    strength = models.CharField(max_length=10, choices=Strength.choices)
    why = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    review = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["thread", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="versions_of_a_claim_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.model}, {self.link}"
