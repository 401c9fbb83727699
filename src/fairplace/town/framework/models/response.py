from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.framework.models.framework import Item
from fairplace.town.people.models import Person


class Response(models.Model):
    """What the town says to a recommendation: whether it will do it, why, who, and by when."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        ADAPTED = "adapted", _("Accepted in another form")
        DECLINED = "declined", _("Declined")
        HAPPENING = "happening", _("Already happening")

    recommendation = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="response")
    answer = models.CharField(max_length=20, choices=Answer.choices)
    reason = models.TextField()
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    answered_on = models.DateField()
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["recommendation"]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.answer}"
