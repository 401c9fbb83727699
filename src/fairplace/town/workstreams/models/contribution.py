from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models import Recommendation
from fairplace.town.partners.models import Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town


class Contribution(models.Model):
    """Something that helped and that no plan named. Anybody can tell of it; a moderator links it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be read")
        LINKED = "linked", _("Linked")
        SET_ASIDE = "set aside", _("Set aside")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="contributions")
    text = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    happened_on = models.DateField(null=True)
    told_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    recommendations = models.ManyToManyField(Recommendation, related_name="contributions", blank=True)
    read_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    read_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["-told_at"]

    def __str__(self) -> str:
        return self.text[:80]
