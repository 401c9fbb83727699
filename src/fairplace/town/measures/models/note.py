from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.measures.models.measure import ImpactMeasure
from fairplace.town.people.models import Person


class Note(models.Model):
    """What people know of a curve that the numbers do not say. Kept for ever; the newest stands first."""

    class Kind(models.TextChoices):
        STORY = "story", _("The story behind the curve")
        PARTNERS = "partners", _("Partners with a part to play")
        WORKS = "works", _("What works to turn it")
        PLAN = "plan", _("What we will do")

    measure_id: int
    measure = models.ForeignKey(ImpactMeasure, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["measure", "kind", "-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.kind}"


class Marking(models.Model):
    """Something that must be seen on a curve: a change of definition, a stand-in, a notice."""

    class Kind(models.TextChoices):
        BREAK = "break", _("the definition changed")
        PROXY = "proxy", _("another number stands in")
        NOTICE = "notice", _("something happened that readers must know")

    measure_id: int
    measure = models.ForeignKey(ImpactMeasure, on_delete=models.CASCADE, related_name="markings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    text = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["measure", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.kind} on {self.on}"


class Standing(models.Model):
    """How a measure stood on a day that is told in words or as done or not done. Kept for ever."""

    class State(models.TextChoices):
        NOT_BEGUN = "not begun", _("not begun")
        PARTLY = "partly", _("partly done")
        DONE = "done", _("done")
        TOLD = "told", _("told in words")

    measure_id: int
    measure = models.ForeignKey(ImpactMeasure, on_delete=models.CASCADE, related_name="standings")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices)
    text = models.TextField()
    source = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["measure", "-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.measure}: {self.state} on {self.on}"
