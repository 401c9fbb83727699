from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models.meeting import Meeting, Series
from fairplace.town.governance.models.pointer import Pointer
from fairplace.town.people.models import Person
from fairplace.town.places.models.versioned import Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from fairplace.town.governance.models.action import Action
    from fairplace.town.governance.models.decision import Decision


class AgendaItem(Versioned, Pointer):
    """Something for a group to take up: on the agenda of a meeting, or in the backlog of its series.

    It may point at any record of the chain, with `kind` and `code`; both are empty where it does not.
    A standing item is taken up at every meeting of its series.
    """

    class Purpose(models.TextChoices):
        INFORMATION = "information", _("For information")
        DECISION = "decision", _("For decision")
        ACTION = "action", _("For action")

    class Outcome(models.TextChoices):
        INFORMATION = "information", _("Information")
        DECISION = "decision", _("Decision")
        ACTION = "action", _("Action")
        CARRIED = "carried", _("Carried forward")

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="items")
    meeting_id: int | None
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.INFORMATION)
    presenter = models.CharField(max_length=200, blank=True)
    time_minutes = models.PositiveSmallIntegerField(null=True)
    is_restricted = models.BooleanField(default=False)
    restricted_because = models.CharField(max_length=300, blank=True)
    is_standing = models.BooleanField(default=False)
    outcome_kind = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    outcome = models.TextField(blank=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="carried_to")
    kind = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=100, blank=True)
    papers: "RelatedManager[Paper]"
    decisions: "RelatedManager[Decision]"
    actions: "RelatedManager[Action]"

    class Meta:
        ordering = ["meeting", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """A paper of an agenda item: words written here, or a file that was brought (PDF, Word or text)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    title = models.CharField(max_length=200)
    author = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    file = models.FileField(upload_to="papers/%Y/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    pack_id: int | None
    pack = models.ForeignKey("Pack", null=True, on_delete=models.SET_NULL, related_name="papers")

    class Meta:
        ordering = ["item", "position", "pk"]

    def __str__(self) -> str:
        return self.title


class Pack(models.Model):
    """All papers of a meeting as one numbered file; later ones are supplements whose pages go on from there.

    Once made, a pack is never made again, so a page keeps its number. `whole` is for those entitled to
    restricted items, `public` leaves those out and says so. `contents` are the entries of `rules.pack`.
    """

    meeting_id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="packs")
    number = models.PositiveSmallIntegerField()
    first_page = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    contents = models.JSONField(default=list)
    whole = models.FileField(upload_to="packs/%Y/")
    public = models.FileField(upload_to="packs/%Y/")
    word = models.FileField(upload_to="packs/%Y/", default="")
    public_word = models.FileField(upload_to="packs/%Y/", default="")
    sha256 = models.CharField(max_length=64)
    public_sha256 = models.CharField(max_length=64, default="")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="packs_of_a_meeting_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.number}"

    @property
    def last_page(self) -> int:
        return self.first_page + self.pages - 1

    @property
    def is_split(self) -> bool:
        """Return whether the whole edition holds something that the public one leaves out."""
        return self.sha256 != self.public_sha256
