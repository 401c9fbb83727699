from django.db import models
from django.utils.translation import gettext_lazy as _


class Indicator(models.Model):
    """What is counted, over whom, in which unit, and which way is better. The definition card."""

    class Polarity(models.TextChoices):
        HIGH = "high", _("higher is better")
        LOW = "low", _("lower is better")
        NONE = "none", _("neither way is better")

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=120)
    definition = models.TextField()
    unit = models.CharField(max_length=80)
    decimals = models.PositiveSmallIntegerField(default=1)
    polarity = models.CharField(max_length=10, choices=Polarity.choices)
    card = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
