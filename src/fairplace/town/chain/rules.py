"""The registry of the chain. An app joins in its `chain.py`, which its AppConfig imports when it is ready.

A kind says how its records are listed with what stands above each; a check says what is missing or
broken. Both take a town and answer in a handful of queries for all records at once, so that the trace
and the lint of a whole town cost the same for one record as for a thousand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Key = tuple[str, str]


@dataclass(frozen=True)
class Record:
    """One record on the chain: what it is, what it is called, where it is shown, and what it hangs on.

    `above` names what it serves: a recommendation its objective, a workstream what it carries, each with
    a word for the tie, or none. `said` are short facts for the page and the report, as (what, value).
    """

    kind: str
    id: str
    name: str
    url: str = ""
    above: tuple[tuple[Key, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    is_demonstration: bool = False

    @property
    def key(self) -> Key:
        return self.kind, self.id


@dataclass(frozen=True)
class Kind:
    """A kind of record, in the order of the chain: 10 vision, 20 pillar, 30 objective and so on."""

    code: str
    position: int
    name: str | Promise
    plural: str | Promise
    list_records: Callable[[Any], Iterable[Record]]


@dataclass(frozen=True)
class Fault:
    """Something missing or broken at one record, and the page where it is put right."""

    check: str
    record: Key
    sentence: str
    fix_url: str


@dataclass(frozen=True)
class Check:
    """One question that the lint asks of a town."""

    code: str
    name: str | Promise
    why: str | Promise
    fix: str | Promise
    find: Callable[[Any], Iterable[Fault]]


KINDS: dict[str, Kind] = {}
CHECKS: dict[str, Check] = {}


def register_kind(kind: Kind) -> None:
    """Add a kind to the chain; a code is used once."""
    assert KINDS.get(kind.code, kind) == kind, f"The chain has a kind {kind.code} already."
    KINDS[kind.code] = kind


def register_check(check: Check) -> None:
    """Add a check to the lint; a code is used once."""
    assert CHECKS.get(check.code, check) == check, f"The lint has a check {check.code} already."
    CHECKS[check.code] = check


@dataclass(frozen=True)
class Chain:
    """Every record of a town by its key, and what stands above and below each."""

    records: dict[Key, Record]
    below: dict[Key, list[tuple[Key, str]]]
    # Ties to records that are not there: the record that names it, and the key that it names.
    broken: tuple[tuple[Key, Key], ...]

    def walk(self, start: Key, *, up: bool) -> list[tuple[Key, Key, str]]:
        """Return every tie above or below a record as (from, to, word), nearest first, each once."""
        ties, waiting, seen = [], [start], {start}
        while waiting:
            here = waiting.pop(0)
            for there, word in self._next(here, up=up):
                ties.append((here, there, word))
                if there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return ties

    def _next(self, key: Key, *, up: bool) -> Iterable[tuple[Key, str]]:
        if not up:
            return self.below.get(key, ())
        return ((there, word) for there, word in self.records[key].above if there in self.records)


def build_chain(records: Iterable[Record]) -> Chain:
    """Return the chain of these records; ties to what is not among them are told as broken."""
    known = {record.key: record for record in records}
    below: dict[Key, list[tuple[Key, str]]] = {}
    broken = []
    for record in known.values():
        for above, word in record.above:
            if above in known:
                below.setdefault(above, []).append((record.key, word))
            else:
                broken.append((record.key, above))
    return Chain(known, below, tuple(broken))


def order_of(key: Key) -> tuple[int, str]:
    """Return where a record stands when all are listed along the chain."""
    return KINDS[key[0]].position, key[1]
