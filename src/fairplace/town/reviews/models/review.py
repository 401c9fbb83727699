from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fairplace.town.partners.models import Group
from fairplace.town.people.models import Person
from fairplace.town.places.models import Town, Versioned

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from fairplace.town.reviews.models.assessment import Assessment


class Review(Versioned):
    """One year's review of all measures, from its opening to the answer that comments got.

    `days` holds the agreed last day of each step: {"evidence": "2026-03-01", …}.
    """

    class State(models.TextChoices):
        EVIDENCE = "evidence", _("Evidence comes in")
        CHALLENGE = "challenge", _("Open to challenge")
        MODERATION = "moderation", _("Ratings are moderated")
        SIGN_OFF = "sign-off", _("Waits for signatures")
        FROZEN = "frozen", _("Frozen")
        PUBLISHED = "published", _("Published, open to comments")
        CLOSED = "closed", _("Closed")

    town_id: int
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=State.choices, default=State.EVIDENCE)
    days: Any = models.JSONField(default=dict)
    foreword = models.TextField(blank=True)
    foreword_by = models.CharField(max_length=120, blank=True)
    foreword_on = models.DateField(null=True)
    looking_ahead = models.TextField(blank=True)
    response = models.TextField(blank=True)
    response_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    response_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)
    seats: "RelatedManager[Seat]"
    assessments: "RelatedManager[Assessment]"
    signatures: "RelatedManager[Signature]"
    comments: "RelatedManager[Comment]"

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["town", "year"], name="a_town_reviews_a_year_once")]

    def __str__(self) -> str:
        return self.title


class Seat(models.Model):
    """A role that must sign a review, or may; and who holds it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="seats")
    title = models.CharField(max_length=120)
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="+")
    person_id: int | None
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="seats")
    is_required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    signatures: "RelatedManager[Signature]"

    class Meta:
        ordering = ["review", "position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "title"], name="a_role_sits_once_in_a_review"),
            models.UniqueConstraint(fields=["review", "position"], name="seats_of_a_review_stand_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.person}"


class Signature(models.Model):
    """That somebody signed a review as it stood: `digest` is of what they saw. Dissent is kept and printed.

    A signature under something that was changed afterwards counts no more, and stays in the record; so does
    one that was taken back. `seen` is what was signed, to tell what changed since.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="signatures")
    seat_id: int
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="signatures")
    by_id: int | None
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # The name as it was on the day: people leave, a signature stays.
    name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)
    seen: Any = models.JSONField(default=dict)
    dissent = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["review", "seat", "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "digest"],
                condition=models.Q(withdrawn_at=None),
                name="a_seat_signs_a_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat.title}, {self.at:%Y-%m-%d}"


class Comment(models.Model):
    """What somebody of the public says to a published review; shown once the team has read it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits to be read")
        SHOWN = "shown", _("shown")
        DECLINED = "declined", _("not shown")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    measure = models.SlugField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    because = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ["review", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.review}: {self.text[:40]}"
