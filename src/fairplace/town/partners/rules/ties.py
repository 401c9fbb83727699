"""The registry of what ties partners. An app joins in its `ties.py`, which its AppConfig imports when ready.

A source takes a town and answers in a handful of queries for all its partners at once, so that the map
costs the same for three partners as for four hundred.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any

from django.utils.functional import Promise

Pair = tuple[str, str]


@dataclass(frozen=True)
class Reason:
    """One record that ties two partners, named by their codes in the order of the alphabet.

    A day that nobody wrote down is None: the tie is then taken to hold.
    """

    pair: Pair
    kind: str
    what: str
    url: str = ""
    since_on: date | None = None
    until_on: date | None = None
    objectives: frozenset[str] = field(default_factory=frozenset)
    recommendations: frozenset[str] = field(default_factory=frozenset)

    def holds_on(self, day: date) -> bool:
        """Return whether the tie had begun and not yet ended on this day."""
        has_begun = self.since_on is None or self.since_on <= day
        return has_begun and (self.until_on is None or self.until_on >= day)


@dataclass(frozen=True)
class Source:
    """A kind of tie, and where it is read from. `is_drawn` says that a person drew it."""

    kind: str
    name: str | Promise
    plain: str | Promise
    list_reasons: Callable[[Any], Iterable[Reason]]
    is_drawn: bool = False


SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Add a source of ties to the map; a kind is used once."""
    assert SOURCES.get(source.kind, source) == source, f"The map has a kind of tie {source.kind} already."
    SOURCES[source.kind] = source


def pair_of(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def pair_up(codes: Iterable[str]) -> list[Pair]:
    """Return every two of these partners once."""
    return list(combinations(sorted(set(codes)), 2))


@dataclass(frozen=True)
class Filters:
    """What the reader asks to see. Empty means everything; the day is the one that ties must hold on."""

    day: date
    focus: str = ""
    steps: int = 1
    sector: str = ""
    kind: str = ""
    objective: str = ""
    recommendation: str = ""

    def wants(self, reason: Reason) -> bool:
        return (
            reason.holds_on(self.day)
            and self.kind in {"", reason.kind}
            and (not self.objective or self.objective in reason.objectives)
            and (not self.recommendation or self.recommendation in reason.recommendations)
        )


def gather(reasons: Iterable[Reason]) -> dict[Pair, tuple[Reason, ...]]:
    """Return the ties: each two partners once, with every reason, the oldest first."""
    ties: dict[Pair, list[Reason]] = {}
    for reason in reasons:
        ties.setdefault(reason.pair, []).append(reason)
    return {pair: tuple(sorted(found, key=_age)) for pair, found in sorted(ties.items())}


def _age(reason: Reason) -> tuple:
    return reason.since_on or date.max, reason.kind, reason.what
