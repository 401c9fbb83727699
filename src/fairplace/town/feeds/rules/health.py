"""How fresh a feed is, whether it is due, and whether whoever fetches is still alive."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# A publisher who is a few days late is not late.
PATIENCE = 0.25
LEAST_PATIENCE = timedelta(days=3)
# One answer of a publisher ends after five minutes at most, and every answer is a sign of life.
SILENCE = timedelta(minutes=15)
# A worker looks every few seconds; without one nothing will ever take the load up.
LONGEST_QUEUE = timedelta(hours=1)
# What failed is tried again the next day, and not each hour.
TRY_AGAIN = timedelta(hours=20)
# What was refused may be mended soon; until then the same would come again.
A_WEEK = timedelta(days=7)


class Health(TextChoices):
    """What can be said of a feed in one word."""

    FRESH = "fresh", _("fresh")
    LATE = "late", _("late")
    FAILED = "failed", _("the last try failed")
    WAITING = "waiting", _("new figures wait to be looked at")
    NEVER = "never", _("never loaded")
    PAUSED = "paused", _("paused")


@dataclass(frozen=True)
class Past:
    """What is known of a feed: when figures were last found good, and how the last load ended."""

    every_days: int
    is_active: bool = True
    good_at: datetime | None = None
    last_state: str = ""
    last_at: datetime | None = None
    has_waiting: bool = False


def say_health(past: Past, now: datetime) -> Health:
    """Return how a feed stands. What a person can do something about is said first."""
    if past.has_waiting:
        return Health.WAITING
    if not past.is_active:
        return Health.PAUSED
    if past.last_state == "failed":
        return Health.FAILED
    if past.good_at is None:
        return Health.NEVER
    return Health.LATE if now > past.good_at + patience(past.every_days) else Health.FRESH


def patience(every_days: int) -> timedelta:
    """Return how long after a good load figures still count as fresh."""
    rhythm = timedelta(days=every_days)
    return rhythm + max(rhythm * PATIENCE, LEAST_PATIENCE)


def next_due(past: Past, now: datetime) -> datetime | None:
    """Return when a feed is to be fetched next; None while it is paused, runs, or waits for somebody."""
    if not past.is_active or past.has_waiting or past.last_state == "running":
        return None
    if past.last_at is None:
        return now
    rhythm = timedelta(days=past.every_days)
    if past.last_state == "failed":
        return past.last_at + TRY_AGAIN
    if past.last_state == "refused":
        return past.last_at + min(rhythm, A_WEEK)
    return (past.good_at or past.last_at) + rhythm


def is_due(past: Past, now: datetime) -> bool:
    """Return whether the nightly work fetches it."""
    due = next_due(past, now)
    return due is not None and due <= now


def is_dead(*, started_at: datetime, seen_at: datetime | None, now: datetime) -> bool:
    """Return whether nobody works on a running load any more, or nobody ever took it up."""
    if seen_at is None:
        return now - started_at > LONGEST_QUEUE
    return now - seen_at > SILENCE


def age_in_words(ends_on: date, today: date) -> Mapping[str, int]:
    """Return the age of a figure as whole years and months, from the end of its period."""
    months = (today.year - ends_on.year) * 12 + today.month - ends_on.month - (today.day < ends_on.day)
    years, months = divmod(max(0, months), 12)
    return {"years": years, "months": months}
