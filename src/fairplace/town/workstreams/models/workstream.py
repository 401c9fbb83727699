from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.models import Group, Organisation
from fairplace.town.places.models import Place, Town

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from fairplace.town.workstreams.models.alignment import Alignment


class Strategy(models.Model):
    """Another strategy that the same work is reported to: updated once, reported to many."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="strategies")
    name = models.CharField(max_length=200)
    address = models.URLField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["town", "name"], name="a_strategy_is_named_once_in_a_town")
        ]

    def __str__(self) -> str:
        return self.name


class Workstream(models.Model):
    """Work that is under way or planned: who owns it, who helps, whom it is for, what it costs."""

    class Approach(models.TextChoices):
        UNKNOWN = "", _("not said")
        UNIVERSAL = "universal", _("Universal: for everybody alike")
        TARGETED = "targeted", _("Targeted: for some only")
        PROPORTIONATE = "proportionate", _("Proportionate: for everybody, more where need is greater")

    class Counted(models.TextChoices):
        PEOPLE = "people", _("People, each counted once")
        CONTACTS = "contacts", _("Contacts, such as visits or calls: one person may count many times")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="workstreams")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="leads")
    partners = models.ManyToManyField(Organisation, related_name="delivers", blank=True)
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="workstreams")
    approach = models.CharField(max_length=20, choices=Approach.choices, blank=True)
    reach_of = models.CharField(max_length=20, choices=Counted.choices, default=Counted.PEOPLE)
    places = models.ManyToManyField(Place, related_name="workstreams", blank=True)
    population_groups = models.JSONField(default=list)
    strategies = models.ManyToManyField(Strategy, related_name="workstreams", blank=True)
    cost_pence = models.BigIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)
    archived_on = models.DateField(null=True)
    shares: "RelatedManager[Share]"
    alignments: "RelatedManager[Alignment]"

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["town", "code"], name="a_workstream_is_coded_once_in_a_town"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="work_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=models.Q(cost_pence__gte=0), name="work_costs_nothing_or_more"),
        ]

    def __str__(self) -> str:
        return self.name


class Share(models.Model):
    """What reached one fifth of neighbourhoods by deprivation, 1 the most deprived."""

    workstream = models.ForeignKey(Workstream, on_delete=models.CASCADE, related_name="shares")
    quintile = models.PositiveSmallIntegerField()
    reach = models.PositiveIntegerField(null=True)
    spend_pence = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["workstream", "quintile"]
        constraints = [
            models.UniqueConstraint(fields=["workstream", "quintile"], name="a_fifth_is_reached_once"),
            models.CheckConstraint(
                condition=models.Q(quintile__gte=1, quintile__lte=5), name="there_are_five_fifths"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workstream}, fifth {self.quintile}"
