"""The registry of the chain. An app joins in its `chain.py`, which its AppConfig imports when it is ready.

A kind says how its records are listed with what stands above each; ties join records of lower apps; a
check says what is missing or broken. All take a town and answer in a handful of queries for all records
at once, so that the trace and the lint of a whole town cost the same for one record as for a thousand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from fairplace.town.people.rules import Ability

Key = tuple[str, str]
# The lower record, the higher one, and the word for what the lower does for the higher.
Tie = tuple[Key, Key, str]
# Short facts, as (what, value).
Said = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Record:
    """One record on the chain: what it is, what it is called, where it is shown, and what it hangs on.

    `above` names what it serves: a recommendation its objective, a workstream what it carries, each with
    a word for the tie, or none. `said` are short facts for everybody, and `code` is what people call it
    for short. Where a town names and orders its own levels, `level` (one, many) and
    `position` stand in for those of the kind.
    """

    kind: str
    id: str
    name: str
    url: str = ""
    code: str = ""
    above: tuple[tuple[Key, str], ...] = ()
    said: Said = ()
    is_public: bool = True
    is_demonstration: bool = False
    level: tuple[str, str] | None = None
    position: int = 0

    @property
    def key(self) -> Key:
        return self.kind, self.id

    @property
    def short(self) -> str:
        return self.code or self.name


@dataclass(frozen=True)
class Kind:
    """A kind of record, in the order of the chain: 10 vision, 20 to 39 the framework, 50 workstream ...

    Where facts cost much, `say` gives them for those records alone that are shown, by their ids.
    """

    code: str
    position: int
    name: str | Promise
    plural: str | Promise
    list_records: Callable[[Any], Iterable[Record]]
    say: Callable[[Any, Iterable[str]], Mapping[str, Said]] | None = None


@dataclass(frozen=True)
class Fault:
    """Something missing or broken at one record, and the page where it is put right, if there is one."""

    check: str
    record: Key
    sentence: str
    fix_url: str = ""


@dataclass(frozen=True)
class Check:
    """One question that the lint asks of a town. A public one also answers on the public trace.

    `ability` is what putting it right asks for; `about` is the kind whose list may be asked the same.
    """

    code: str
    name: str | Promise
    why: str | Promise
    fix: str | Promise
    find: Callable[[Any, "Chain"], Iterable[Fault]]
    ability: Ability
    is_public: bool = False
    about: str = ""


KINDS: dict[str, Kind] = {}
CHECKS: dict[str, Check] = {}
TIES: dict[str, Callable[[Any], Iterable[Tie]]] = {}


def register_kind(kind: Kind) -> None:
    """Add a kind to the chain; a code is used once."""
    assert KINDS.get(kind.code, kind) == kind, f"The chain has a kind {kind.code} already."
    KINDS[kind.code] = kind


def register_check(check: Check) -> None:
    """Add a check to the lint; a code is used once."""
    assert CHECKS.get(check.code, check) == check, f"The lint has a check {check.code} already."
    CHECKS[check.code] = check


def register_ties(code: str, list_ties: Callable[[Any], Iterable[Tie]]) -> None:
    """Add ties between records that lower apps list; a code is used once."""
    assert TIES.get(code, list_ties) == list_ties, f"The chain has ties {code} already."
    TIES[code] = list_ties


@dataclass(frozen=True)
class Chain:
    """Every record of a town by its key, and what stands above and below each."""

    records: dict[Key, Record]
    below: dict[Key, list[Key]]
    # Ties to records that are not there, or not in force any more.
    broken: tuple[Tie, ...]

    def of_kind(self, kind: str) -> Iterator[Record]:
        return (record for record in self.records.values() if record.kind == kind)

    def list_above(self, key: Key) -> list[Key]:
        return [there for there, _ in self.records[key].above if there in self.records]

    def list_below(self, key: Key) -> list[Key]:
        return self.below.get(key, [])

    def walk(self, starts: Iterable[Key], step: Callable[[Key], Iterable[Key]]) -> dict[Key, None]:
        """Return everything that can be reached step by step, nearest first, without the starts."""
        seen = dict.fromkeys(starts)
        waiting, begun = list(seen), set(seen)
        for here in waiting:
            fresh = [there for there in dict.fromkeys(step(here)) if there not in seen]
            seen.update(dict.fromkeys(fresh))
            waiting += fresh
        return {key: None for key in seen if key not in begun}

    def lacking(self, kind: str, *, above: str = "", below: str = "") -> Iterator[Record]:
        """Return the records of a kind that no record of the other kind stands directly above or below."""
        for record in self.of_kind(kind):
            near = self.list_above(record.key) if above else self.list_below(record.key)
            if (above or below) not in {there for there, _ in near}:
                yield record

    def only_public(self) -> "Chain":
        """Return the chain as the public sees it."""
        shown = {key: record for key, record in self.records.items() if record.is_public}
        below = {key: [one for one in ends if one in shown] for key, ends in self.below.items()}
        return Chain(shown, below, tuple(tie for tie in self.broken if tie[0] in shown))


def build_chain(records: Iterable[Record], ties: Iterable[Tie] = ()) -> Chain:
    """Return the chain of these records; ties to what is not among them are told as broken."""
    known = {record.key: record for record in records}
    more: dict[Key, list[tuple[Key, str]]] = {}
    for lower, upper, word in ties:
        more.setdefault(lower, []).append((upper, word))
    # What ties something that is archived itself is no news.
    for key in more.keys() & known.keys():
        known[key] = replace(known[key], above=(*known[key].above, *more[key]))
    below: dict[Key, list[Key]] = {}
    broken = []
    for record in known.values():
        for above, word in record.above:
            if above in known:
                below.setdefault(above, []).append(record.key)
            else:
                broken.append((record.key, above, word))
    return Chain(known, below, tuple(broken))


def order_of(record: Record) -> tuple[int, str]:
    """Return where a record stands when all are listed along the chain."""
    return record.position or KINDS[record.kind].position, name_of(record)[1]


def name_of(record: Record) -> tuple[str, str]:
    """Return what such a record is called, one and many: by the town's own name, or by the kind's."""
    kind = KINDS[record.kind]
    return record.level or (str(kind.name), str(kind.plural))


def list_above(chain: Chain, start: Key) -> dict[Key, None]:
    return chain.walk([start], _without_peers(chain, start, chain.list_above))


def list_below(chain: Chain, start: Key) -> dict[Key, None]:
    return chain.walk([start], _without_peers(chain, start, chain.list_below))


def list_aside(chain: Chain, start: Key, above: Iterable[Key]) -> dict[Key, None]:
    """Return what hangs on the records above one, but only of kinds that are not on the way to them.

    So a workstream comes with the measures of what it carries, but not with all other workstreams. What
    stands at the very top is left out: everything hangs on it.
    """
    way = [start, *above]
    kinds = {kind for kind, _ in way}

    def step(key: Key) -> list[Key]:
        is_top = key in way and not chain.list_above(key)
        return [] if is_top else [there for there in chain.list_below(key) if there[0] not in kinds]

    return chain.walk(way, _without_peers(chain, start, step))


def _without_peers(
    chain: Chain, start: Key, step: Callable[[Key], Iterable[Key]]
) -> Callable[[Key], list[Key]]:
    """Keep a step from going to others of the same kind, as from a board to all groups that report to it.

    Where the trace began at one of them, they are what was asked for.
    """

    def level(key: Key) -> tuple:
        return key[0], chain.records[key].level

    def kept(key: Key) -> list[Key]:
        own = level(key)
        return [there for there in step(key) if own == level(start) or level(there) != own]

    return kept
