from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.people.models import Person
from fairplace.town.places.models import Town

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Organisation(models.Model):
    """A partner: it owns workstreams, delivers them, sits in groups, makes pledges."""

    class Sector(models.TextChoices):
        NHS = "nhs", _("NHS")
        BUSINESS = "business", _("Business")
        HOUSING = "housing", _("Housing")
        VOLUNTARY = "voluntary", _("Voluntary and community")
        UNIVERSITY = "university", _("University")
        COUNCIL = "council", _("Council")
        OTHER = "other", _("Other")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="organisations")
    code = models.SlugField()
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector.choices, default=Sector.OTHER)
    role = models.TextField(blank=True)
    website = models.URLField(blank=True)
    joined_on = models.DateField(null=True)
    is_demonstration = models.BooleanField(default=False)
    archived_on = models.DateField(null=True)
    seats: "RelatedManager[Seat]"
    pledges: "RelatedManager[Pledge]"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["town", "code"], name="an_organisation_is_coded_once_in_a_town")
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Somebody who speaks for an organisation, and what they do there."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="a_person_speaks_once_for_a_partner"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Pledge(models.Model):
    """What an organisation promised to do. Once a year somebody asks how it goes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="pledges")
    text = models.TextField()
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    check_ins: "RelatedManager[CheckIn]"

    class Meta:
        ordering = ["organisation", "made_on", "pk"]

    def __str__(self) -> str:
        return self.text


class CheckIn(models.Model):
    """What an organisation said of its pledge in one year."""

    class Going(models.TextChoices):
        KEPT = "kept", _("Kept")
        UNDER_WAY = "under way", _("Under way")
        NOT_BEGUN = "not begun", _("Not begun")
        GIVEN_UP = "given up", _("Given up")

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="check_ins")
    year = models.PositiveSmallIntegerField()
    going = models.CharField(max_length=20, choices=Going.choices)
    said = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pledge", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "year"], name="a_pledge_is_looked_at_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.pledge} ({self.year})"


class Tie(models.Model):
    """A tie between two partners that somebody drew by hand, because no record shows it."""

    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="ties_out")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="ties_in")
    why = models.CharField(max_length=200)
    drawn_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL)
    drawn_on = models.DateField()

    class Meta:
        ordering = ["one", "other"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_tie_is_drawn_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="a_tie_has_two_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"
