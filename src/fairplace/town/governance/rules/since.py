"""What a group has to know since it last met, as plain values: to be shown, printed or kept."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Level(StrEnum):
    """Who may read a line: everybody, those who sign in, or those entitled to what is restricted."""

    PUBLIC = "public"
    INSIDE = "inside"
    RESTRICTED = "restricted"


class Basis(StrEnum):
    """Why the time that is looked at begins where it does."""

    MET = "met"
    BEGAN = "began"
    FIRST = "first"
    ASKED = "asked"


@dataclass(frozen=True)
class Line:
    """One record and what of it: its code if it has one, its title, a day, a person, a sentence."""

    title: str
    said: str = ""
    url: str = ""
    code: str = ""
    on: date | None = None
    who: str = ""
    level: str = Level.INSIDE


@dataclass(frozen=True)
class Figure:
    """A measure with its newest numbers in words, each with its range, and what the test says of it.

    `before` is what the test said without the new numbers, or nothing where it could not be asked.
    """

    name: str
    slug: str
    url: str
    numbers: tuple[str, ...]
    verdict: str
    before: str = ""
    why: str = ""
    source: str = ""
    is_repeat: bool = False
    level: str = Level.PUBLIC

    @property
    def has_turned(self) -> bool:
        """Return whether the test says something else than it did without the new numbers."""
        return bool(self.before) and self.before != self.verdict


@dataclass(frozen=True)
class Since:
    """What happened for one group between two times, and what waits at the later one."""

    group: str
    since: datetime
    until: datetime
    basis: str = Basis.ASKED
    measures: int = 0
    figures: tuple[Figure, ...] = ()
    worse: tuple[Figure, ...] = ()
    better: tuple[Figure, ...] = ()
    overdue: tuple[Line, ...] = ()
    with_chair: tuple[Line, ...] = ()
    updated: tuple[Line, ...] = ()
    decided: tuple[Line, ...] = ()
    decisions_to_review: tuple[Line, ...] = ()
    risks_opened: tuple[Line, ...] = ()
    risks_raised: tuple[Line, ...] = ()
    risks_closed: tuple[Line, ...] = ()
    risks_to_review: tuple[Line, ...] = ()
    doubts: tuple[Line, ...] = ()
    mappings: tuple[Line, ...] = ()
    pledges: tuple[Line, ...] = ()
    responses: tuple[Line, ...] = ()

    def only(self, levels: Iterable[str]) -> "Since":
        """Return what a reader of these levels may know."""
        known = set(levels)
        lists = {name: getattr(self, name) for name in LISTS}
        return replace(
            self,
            **{name: tuple(one for one in found if one.level in known) for name, found in lists.items()},
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as values that JSON keeps; `from_json` reads them back."""
        said = asdict(self)
        for name in LINES:
            for line in said[name]:
                line["on"] = line["on"].isoformat() if line["on"] else None
        return said | {"since": self.since.isoformat(), "until": self.until.isoformat()}


FIGURES = ("figures", "worse", "better")
LINES = tuple(one.name for one in fields(Since) if one.type == tuple[Line, ...])
LISTS = (*FIGURES, *LINES)


def from_json(kept: Mapping[str, Any]) -> Since:
    """Return what was kept with `to_json`; what later versions added is empty."""
    known = {one.name for one in fields(Since)}
    said = {name: value for name, value in kept.items() if name in known}
    for name in FIGURES:
        said[name] = tuple(Figure(**{**one, "numbers": tuple(one["numbers"])}) for one in said.get(name, ()))
    for name in LINES:
        said[name] = tuple(_line(one) for one in said.get(name, ()))
    times = {name: datetime.fromisoformat(said[name]) for name in ("since", "until")}
    return Since(**{**said, **times})


def _line(kept: Mapping[str, Any]) -> Line:
    day = kept["on"]
    return Line(**{**kept, "on": date.fromisoformat(day) if day else None})
