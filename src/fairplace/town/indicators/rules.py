"""What is true of periods and numbers, whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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


# First and last day, as (month, day), of the years that figures are published for.
YEARS = {
    ((1, 1), (12, 31)): ("calendar year", "calendar years"),
    ((4, 1), (3, 31)): ("financial year", "financial years"),
    ((9, 1), (8, 31)): ("academic year", "academic years"),
    ((8, 1), (7, 31)): ("academic year", "academic years"),
}
MONTHS = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}


def name_kind_of_period(starts_on: date, ends_on: date) -> str:
    """Return what kind of period these days are: "calendar year", "3 financial years", "quarter", "day".

    The words are for programs, and so in English everywhere. "other" where the days are of no kind.
    """
    if starts_on == ends_on:
        return "day"
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    if after.day != starts_on.day or starts_on.day != 1:
        return "other"
    edges = (starts_on.month, starts_on.day), (ends_on.month, ends_on.day)
    one, several = YEARS.get(edges, ("", ""))
    if one and months % 12 == 0:
        return one if months == 12 else f"{months // 12} {several}"
    return MONTHS.get(months, "other")


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


class How(TextChoices):
    """How a figure of an area came to be."""

    PUBLISHED = "published", _("as published")
    ADDED_UP = "added-up", _("added up")
    BEST_FIT = "best-fit", _("best fit")
    APPORTIONED = "apportioned", _("apportioned")
    UNKNOWN = "unknown", _("not known for these boundaries")
    HIDDEN = "hidden", _("not shown, to protect people")


HOW_WORDS = {
    How.ADDED_UP: _("added up from the neighbourhoods that it consists of"),
    How.BEST_FIT: _("best fit: added up from the neighbourhoods that lie mostly in it"),
    How.APPORTIONED: _(
        "apportioned: holds a share of a neighbourhood, not counted there but shared out to it"
    ),
    How.UNKNOWN: _("not known: no figure of it was published, or none can be carried to these boundaries"),
    How.HIDDEN: _("not shown, because so few people are counted"),
}

# Half the width of the range beside the value, in standard errors: the coefficient of variation.
GRADES = (
    (0.05, _("precise")),
    (0.10, _("fairly precise")),
    (0.20, _("rough")),
)


def is_additive(*, form: str, unit: str) -> bool:
    """Return whether an indicator's counts and denominators may be added up over areas.

    Shares and rates may. Means, expectancies and indices have no count to add, and are never averaged.
    """
    return form in {"proportion", "rate"} or (form == "other" and unit == "%")


def sum_up(*, count: float, denominator: float, form: str, unit: str, per: float) -> eq.Estimate:
    """Return the share or rate of summed counts, with its limits. Raises NotComputable where it is none."""
    if form == "rate":
        return eq.rate(count, denominator, per=per)
    return eq.proportion(count, denominator, per=per if form == "proportion" else 100)


def say_reliability(value: float, lower: float | None, upper: float | None) -> str:
    """Return how precise a number is, by its 95% range; nothing where there is none.

    Source: the quality bands of the Office for National Statistics for its surveys (coefficient of variation
    up to 5, 10 and 20%); above that a number is "very rough".
    """
    if lower is None or upper is None:
        return ""
    if value <= 0:
        return str(_("very rough"))
    variation = (upper - lower) / (2 * 1.96) / value
    return str(next((words for most, words in GRADES if variation <= most), _("very rough")))


def compare(estimate: eq.Estimate, other: float) -> str:
    """Return "higher", "lower" or "cannot tell": whether the likely range leaves the other number out."""
    if not estimate.excludes(other):
        return "cannot tell"
    return "higher" if estimate.value > other else "lower"
