from django.db import models
from django.utils import timezone

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.places.models.versioned import Versioned


class HighlightReport(Versioned):
    """One page on a group and a stretch of time: drawn from records, with room for people's own words.

    Publishing freezes what the records said in `data`, with a digest; until then the page reads them.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="highlight_reports")
    since_on = models.DateField()
    until_on = models.DateField()
    summary = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    asks = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["group", "-until_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("since_on")), name="a_report_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.until_on:%Y-%m-%d}"


class Handover(Versioned):
    """What somebody who leaves passes on: a draft until it is finished, then kept as it stood that day.

    `unsaid` is what no record says, by question. `heirs` names who takes over in a group, by its slug;
    `to` takes over everywhere else.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="handovers")
    person_id: int
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to_id: int | None
    to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    heirs = models.JSONField(default=dict)
    last_day_on = models.DateField(null=True)
    unsaid = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "person"],
                condition=models.Q(finished_at=None),
                name="a_person_prepares_one_handover_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.last_day_on or self.at:%Y-%m-%d}"
