"""What is true of periods and numbers, whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

import fairplace.equity as eq


class Flag(TextChoices):
    """What the publisher, or whoever brought a number in, says about it."""

    NONE = "", _("as published")
    CARRIED_FORWARD = "carried-forward", _("repeats an earlier year")
    PROVISIONAL = "provisional", _("provisional")
    MODELLED = "modelled", _("a modelled estimate")
    IMPUTED = "imputed", _("filled in by the publisher")
    APPORTIONED = "apportioned", _("shared out from a larger area")
    SUPPRESSED = "suppressed", _("not shown, to protect people")
    BREAK = "break", _("first value after a change of definition")


def middle_year(starts_on: date, ends_on: date) -> float:
    """Return the middle of a period as a year with a fraction: the whole of 2020 is 2020.5."""
    middle = starts_on.toordinal() + (ends_on.toordinal() - starts_on.toordinal() + 1) / 2
    start = date.fromordinal(int(middle)).replace(month=1, day=1)
    days = start.replace(year=start.year + 1).toordinal() - start.toordinal()
    return start.year + (middle - start.toordinal()) / days


def overlap(periods: Sequence[tuple[date, date]]) -> bool:
    """Return whether any period begins before the one before it has ended."""
    ordered = sorted(periods)
    return any(after[0] <= before[1] for before, after in pairwise(ordered))


@dataclass(frozen=True)
class Point:
    """One published number of a series."""

    period: str
    starts_on: date
    ends_on: date
    value: float
    lower: float | None
    upper: float | None
    count: float | None
    denominator: float | None
    flag: str
    note: str
    release_id: int
    surer_lower: float | None = None
    surer_upper: float | None = None

    @property
    def estimate(self) -> eq.Estimate:
        """Return the value with its 95% limits."""
        return eq.Estimate(self.value, self.lower, self.upper)

    @property
    def surer(self) -> eq.Estimate:
        """Return the value with its 99.8% limits."""
        return eq.Estimate(self.value, self.surer_lower, self.surer_upper, 0.998)

    @property
    def flag_words(self) -> str:
        return str(Flag(self.flag).label) if self.flag else ""

    @property
    def year(self) -> float:
        return middle_year(self.starts_on, self.ends_on)


@dataclass(frozen=True)
class Series:
    """One indicator in one place over time, for everybody (`subgroup` empty) or for one subgroup."""

    indicator_id: int
    place_id: int
    subgroup: str
    points: tuple[Point, ...]
    dimension: str = ""

    @property
    def latest(self) -> Point:
        return self.points[-1]
