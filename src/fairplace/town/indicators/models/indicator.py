from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.places.models import Town


class Indicator(models.Model):
    """What is counted, over whom, in which unit, and which way is better. The definition card.

    `per` is what a value of 1 is multiplied by: 100 for percentages. Nothing can lie beyond
    `lowest` and `highest`. `goals` are what some comparisons need: [75], [70, 80].
    """

    class Polarity(models.TextChoices):
        HIGH = "high", _("higher is better")
        LOW = "low", _("lower is better")
        NONE = "none", _("neither way is better")

    class Comparison(models.TextChoices):
        OVERLAP_95 = "overlap-95", _("likely ranges (95%)")
        OVERLAP_998 = "overlap-998", _("likely ranges (95% and 99.8%), in five steps")
        FIFTHS = "fifths", _("fifths of all places; no test")
        GOAL = "goal", _("a goal")
        RANGE_GOAL = "range-goal", _("a goal with a range")
        PERCENTILE_GOAL = "percentile-goal", _("percentiles of all places")
        NONE = "none", _("not compared")

    class Form(models.TextChoices):
        PROPORTION = "proportion", _("a share of people")
        RATE = "rate", _("events for so many people")
        MEAN = "mean", _("a mean")
        OTHER = "other", _("another kind of number")

    code = models.SlugField(unique=True)
    # Only a town's own indicator belongs to a town; what a publisher counts is everybody's.
    town = models.ForeignKey(Town, null=True, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=200)
    short = models.CharField(max_length=120)
    definition = models.TextField()
    unit = models.CharField(max_length=80)
    decimals = models.PositiveSmallIntegerField(default=1)
    polarity = models.CharField(max_length=10, choices=Polarity.choices)
    form = models.CharField(max_length=20, choices=Form.choices, default=Form.OTHER)
    per = models.FloatField(default=1)
    lowest = models.FloatField(null=True)
    highest = models.FloatField(null=True)
    comparison = models.CharField(max_length=20, choices=Comparison.choices, default=Comparison.OVERLAP_95)
    goals = models.JSONField(default=list)
    # Counts under it are not shown, nor what they could be worked out from. 0: the publisher has seen to it.
    threshold = models.PositiveSmallIntegerField(default=0)
    card = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
