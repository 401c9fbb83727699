from django.db import models

from fairplace.town.people.models import Person


class LintRun(models.Model):
    """One test of a town's plan: how many faults each check found. The town is named by its slug."""

    town = models.SlugField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["town", "-at"], name="runs_of_a_town")]

    def __str__(self) -> str:
        return f"{self.town}, {self.at:%Y-%m-%d}: {self.total}"

    @property
    def total(self) -> int:
        return sum(self.counts.values())
