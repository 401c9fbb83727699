from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fairplace.town.governance.models.agenda import AgendaItem
from fairplace.town.governance.models.decision import Decision
from fairplace.town.governance.models.pointer import Pointer
from fairplace.town.partners.models import Group, Organisation
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town
from fairplace.town.places.models.versioned import Versioned
from fairplace.town.workstreams.models import Strategy

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Action(Versioned):
    """Something that one person answers for, with helpers, a first and a last day, and updates on the way.

    It is reported to its group, to the groups that one reports to, to `also_to`, and to `strategies`:
    updated once, it is read by all of them. `with_chair_since` is set while its owner is gone or silent.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not started", _("Not started")
        UNDER_WAY = "under way", _("Under way")
        STUCK = "stuck", _("Stuck: needs help")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    class Approach(models.TextChoices):
        UNKNOWN = "", _("not said")
        UNIVERSAL = "universal", _("Universal: for everybody alike")
        TARGETED = "targeted", _("Targeted: for some only")
        PROPORTIONATE = "proportionate", _("Proportionate: for everybody, more where need is greater")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    group_id: int
    owner_id: int | None
    owner = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="actions")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="actions"
    )
    helpers = models.ManyToManyField(Person, related_name="helps_with", blank=True)
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="actions")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="actions")
    approach = models.CharField(max_length=20, choices=Approach.choices, blank=True)
    starts_on = models.DateField()
    due_on = models.DateField()
    every_months = models.PositiveSmallIntegerField(null=True, default=3)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOT_STARTED)
    state_since = models.DateTimeField(default=timezone.now)
    counts_what = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    denominator_what = models.CharField(max_length=200, blank=True)
    also_to = models.ManyToManyField(Group, related_name="reported_actions", blank=True)
    strategies = models.ManyToManyField(Strategy, related_name="actions", blank=True)
    with_chair_since = models.DateTimeField(null=True)
    with_chair_because = models.CharField(max_length=200, blank=True)
    owned_since = models.DateTimeField(default=timezone.now)
    is_demonstration = models.BooleanField(default=False)
    subjects: "RelatedManager[ActionSubject]"
    updates: "RelatedManager[Update]"
    to_dos: "RelatedManager[ToDo]"
    files: "RelatedManager[ActionFile]"

    class Meta:
        ordering = ["due_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["town", "number"], name="actions_of_a_town_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("starts_on")), name="an_action_is_due_after_it_starts"
            ),
            models.CheckConstraint(
                condition=models.Q(count=None)
                | (models.Q(denominator__isnull=False) & ~models.Q(denominator_what="")),
                name="a_count_has_its_denominator",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def code(self) -> str:
        return f"A{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state not in (self.State.DONE, self.State.STOPPED)


class ActionSubject(Pointer):
    """A record that an action serves: a recommendation, a workstream, a step of a logic model."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="subjects")

    class Meta:
        ordering = ["action", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "kind", "code"], name="an_action_serves_a_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.kind} {self.code}"


class ToDo(models.Model):
    """A small step of an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="to_dos")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["action", "pk"]

    def __str__(self) -> str:
        return self.text


class ActionFile(models.Model):
    """A file that belongs to an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="actions/%Y/")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["action", "pk"]

    def __str__(self) -> str:
        return self.name


class Update(models.Model):
    """What somebody said of an action: never changed, and no state changes without one."""

    action_id: int
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField()
    state_before = models.CharField(max_length=12, choices=Action.State.choices)
    state = models.CharField(max_length=12, choices=Action.State.choices)
    count = models.PositiveIntegerField(null=True)
    denominator = models.PositiveIntegerField(null=True)
    by_link = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["action", "-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action}, {self.at:%Y-%m-%d}"


class UpdateLink(models.Model):
    """A link in a mail that lets one person update one action, once. Only a digest of its secret is kept."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    held_by = models.CharField(max_length=64, blank=True)
    used_at = models.DateTimeField(null=True)
    update = models.ForeignKey(Update, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.action} for {self.person}"


class Reminder(models.Model):
    """What somebody was reminded of: once for each thing, reason and day it was due."""

    class Reason(models.TextChoices):
        STARTS = "starts", _("It starts")
        SOON = "soon", _("It is due in three working days")
        OVERDUE = "overdue", _("It is overdue")
        UPDATE = "update", _("An update is due")
        MOVED = "moved", _("It has moved to the chair’s list")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reminders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    about_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "person", "reason", "about_on"], name="nobody_is_reminded_twice_of_one_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.reason}"
