from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.indicators.models import Indicator, Release
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town, Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Feed(Versioned):
    """What a publisher is asked for one indicator, and how often.

    `asked` are the publisher's settings. `taken` says which of its rows are ours: {"sex": "Persons", …}.
    `is_confirmed` is false while nobody has seen that the publisher's number means this indicator.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="feeds")
    indicator_id: int
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="feeds")
    publisher = models.SlugField()
    asked = models.JSONField(default=dict)
    taken = models.JSONField(default=dict)
    every_days = models.PositiveSmallIntegerField(default=30)
    is_active = models.BooleanField(default=True)
    is_confirmed = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    loads: "RelatedManager[Load]"

    class Meta:
        ordering = ["indicator__name", "publisher"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "indicator", "publisher"], name="a_publisher_is_asked_once_for_an_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} from {self.publisher}"


class Load(models.Model):
    """One asking of a publisher: what came, how it differs from what we had, and what became of it.

    Good figures stay until somebody has seen the difference and taken the new ones. `seen_at` is the last
    sign of life of whoever fetches; `comparison` is what rules/difference.py found.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("being fetched")
        FAILED = "failed", _("failed")
        UNCHANGED = "unchanged", _("nothing new")
        WAITING = "waiting", _("waits to be looked at")
        TAKEN = "taken", _("taken")
        REFUSED = "refused", _("refused")
        SUPERSEDED = "superseded", _("a newer one came")

    feed_id: int
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="loads")
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=200, blank=True)
    # Why it failed, as a sentence; or what is odd about it.
    message = models.TextField(blank=True)
    snapshot = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    publisher_updated = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField(null=True)
    comparison = models.JSONField(default=dict)
    release = models.ForeignKey(Release, null=True, on_delete=models.SET_NULL, related_name="loads")
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    because = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["feed"],
                condition=models.Q(state="running"),
                name="a_feed_is_fetched_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["feed"],
                condition=models.Q(state="waiting"),
                name="one_load_of_a_feed_waits_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["feed", "state", "-started_at"])]

    def __str__(self) -> str:
        return f"{self.feed}: {self.state}"
