from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fairplace.town.places.models import Town

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import ManyRelatedManager, RelatedManager

    from fairplace.town.framework.models.response import Response


class Framework(models.Model):
    """One edition of what a town set out to do. A code never changes its meaning inside an edition."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="frameworks")
    edition = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    vision = models.TextField()
    vision_plain = models.TextField()
    vision_by = models.PositiveSmallIntegerField(null=True)
    source = models.JSONField(default=dict)
    is_current = models.BooleanField(default=True)
    levels: "RelatedManager[Level]"
    items: "RelatedManager[Item]"

    class Meta:
        ordering = ["town", "-is_current", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["town", "edition"], name="an_edition_is_named_once_in_a_town"),
            models.UniqueConstraint(
                fields=["town"], condition=models.Q(is_current=True), name="one_current_framework_a_town"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition})"

    @cached_property
    def pillars(self) -> "list[Item]":
        return list(self.items.filter(level__holds=Level.Holds.PILLARS, archived_on=None))

    @cached_property
    def objectives(self) -> "list[PolicyObjective]":
        return list(PolicyObjective.objects.filter(framework=self, archived_on=None))


class Level(models.Model):
    """One storey of a framework, by the town's own name. Some hold what the rest of the town stands on."""

    class Holds(models.TextChoices):
        OWN = "", _("something of our own")
        PILLARS = "pillars", _("the pillars of the vision")
        OBJECTIVES = "objectives", _("policy objectives, which measures belong to")
        RECOMMENDATIONS = "recommendations", _("recommendations, which workstreams carry")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField()
    singular = models.CharField(max_length=60)
    plural = models.CharField(max_length=60)
    holds = models.CharField(max_length=20, choices=Holds.choices, blank=True)
    items: "RelatedManager[Item]"

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "position"], name="levels_stand_in_order"),
            models.UniqueConstraint(
                fields=["framework", "holds"], condition=~models.Q(holds=""), name="one_level_holds_each"
            ),
        ]

    def __str__(self) -> str:
        return self.plural


class Item(models.Model):
    """Something in a framework: a pillar, an objective, a recommendation, or what the town's own levels hold.

    It stands under its home, and perhaps under others too. What is archived keeps its address. An
    objective names the domains of deprivation that show where it is needed.
    """

    class Status(models.TextChoices):
        PUBLIC = "public", _("From the published report, in our words")
        ILLUSTRATIVE = "illustrative", _("An illustration, not the town's text")
        OWN = "own", _("Written by the town")
        DRAFT = "draft", _("A draft, not public yet")

    class Horizon(models.TextChoices):
        UNKNOWN = "", _("not said")
        ONE_YEAR = "1-year", _("within a year")
        FIVE_YEARS = "5-year", _("within five years")
        LONG_TERM = "long-term", _("long term")

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="items")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="items")
    home = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    also_under = models.ManyToManyField("self", symmetrical=False, related_name="guests", blank=True)
    code = models.SlugField()
    name = models.TextField()
    short = models.CharField(max_length=80, blank=True)
    plain = models.TextField(blank=True)
    aliases = models.JSONField(default=list)
    deprivation = models.JSONField(default=list)
    since = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PUBLIC)
    horizon = models.CharField(max_length=20, choices=Horizon.choices, blank=True)
    source = models.TextField(blank=True)
    page = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    archived_on = models.DateField(null=True)
    children: "RelatedManager[Item]"
    guests: "ManyRelatedManager[Item, Any]"
    successions: "RelatedManager[Succession]"
    origins: "RelatedManager[Succession]"

    class Meta:
        ordering = ["level__position", "home__position", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="a_code_is_used_once")]

    def __str__(self) -> str:
        return self.short or self.code


class OfLevel(models.Manager):
    """The items of the level that holds one kind."""

    holds = ""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(level__holds=self.holds)


class OfObjectives(OfLevel):
    holds = Level.Holds.OBJECTIVES


class OfRecommendations(OfLevel):
    holds = Level.Holds.RECOMMENDATIONS


class PolicyObjective(Item):
    """One of the Marmot policy objectives, in the town's own words."""

    objects = OfObjectives()

    class Meta:
        proxy = True


class Recommendation(Item):
    """Something that the town was advised to do, or an illustration of such advice."""

    response: "Response"
    objects = OfRecommendations()

    class Meta:
        proxy = True

    @property
    def objective(self) -> Item | None:
        """Return the objective that it stands under, itself or through levels between."""
        above = self.home
        while above is not None and above.level.holds != Level.Holds.OBJECTIVES:
            above = above.home
        return above


class Succession(models.Model):
    """What became of an item: the one that took its place, in the same edition or a later one."""

    class How(models.TextChoices):
        REWORDED = "reworded", _("reworded")
        MERGED = "merged", _("merged with others")
        SPLIT = "split", _("split in several")

    before = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="successions")
    after = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="origins")
    how = models.CharField(max_length=20, choices=How.choices)

    class Meta:
        ordering = ["before", "after"]
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="an_item_is_followed_once_by_each"),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="nothing_follows_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} > {self.after}"
