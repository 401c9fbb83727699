"""How likely and how grave a risk is, in words, and how the two are read together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

LIKELIHOOD: dict[int, str | Promise] = {
    1: _("Very unlikely"),
    2: _("Unlikely"),
    3: _("Possible"),
    4: _("Likely"),
    5: _("Almost certain"),
}
IMPACT: dict[int, str | Promise] = {
    1: _("Very small"),
    2: _("Small"),
    3: _("Moderate"),
    4: _("Large"),
    5: _("Severe"),
}
# What has happened is certain.
HAPPENED = 5


@dataclass(frozen=True)
class Level:
    """How grave likelihood and impact are together: from which score on, its word, its mark in the style."""

    code: str
    above: int
    name: str | Promise


LEVELS = (
    Level("very-high", 15, _("Very high")),
    Level("high", 10, _("High")),
    Level("medium", 5, _("Medium")),
    Level("low", 1, _("Low")),
)
One = TypeVar("One")


def find_level(likelihood: int, impact: int, *, has_happened: bool = False) -> Level:
    """Return the level of likelihood times impact, 1 to 25; of what has happened, that of its impact alone.

    As what has happened is certain, the product would make every small issue a high one.
    """
    if has_happened:
        return LEVELS[5 - max(impact, 2)]
    score = likelihood * impact
    return next(level for level in LEVELS if score >= level.above)


def say_score(likelihood: int, impact: int, *, has_happened: bool = False) -> str:
    """Return the score as a word and a number: "High, 12", or "Medium, 3 of 5" for what has happened."""
    name = find_level(likelihood, impact, has_happened=has_happened).name
    if has_happened:
        return _now("%(level)s, %(impact)s of 5") % {"level": name, "impact": impact}
    return f"{name}, {likelihood * impact}"


@dataclass(frozen=True)
class HeatCell:
    """One cell of the table of five by five: its words, its level, and what stands in it."""

    impact: str
    level: Level
    score: int
    risks: tuple


@dataclass(frozen=True)
class HeatRow:
    likelihood: str
    cells: tuple[HeatCell, ...]


def lay_out(risks: Iterable[tuple[int, int, One]]) -> tuple[HeatRow, ...]:
    """Return the table of five by five from (likelihood, impact, risk), the most likely row first."""
    there: dict[tuple[int, int], list[One]] = {}
    for likelihood, impact, one in risks:
        there.setdefault((likelihood, impact), []).append(one)
    return tuple(
        HeatRow(
            str(LIKELIHOOD[row]),
            tuple(
                HeatCell(
                    str(IMPACT[column]), find_level(row, column), row * column,
                    tuple(there.get((row, column), ())),
                )
                for column in IMPACT
            ),
        )
        for row in sorted(LIKELIHOOD, reverse=True)
    )  # fmt: skip
