"""The trace of one record: all that stands above, below and beside it, in the order of the chain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fairplace.town.chain.rules import (
    CHECKS,
    Chain,
    Fault,
    Key,
    Record,
    Said,
    list_above,
    list_aside,
    list_below,
    name_of,
    order_of,
)

HERE, ABOVE, BELOW, ASIDE = "here", "above", "below", "aside"


@dataclass(frozen=True)
class Line:
    """A record in a trace: where it stands from the start, its ties to others there, what it lacks."""

    record: Record
    stands: str
    ties: tuple[tuple[str, tuple[Record, ...]], ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Section:
    """The records of one kind, or of one level that the town named itself."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Trace:
    record: Record
    kind: str
    sections: tuple[Section, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for section in self.sections for line in section.lines]

    @property
    def faults(self) -> list[tuple[Record, Fault]]:
        return [(line.record, fault) for line in self.lines for fault in line.faults]


def trace(chain: Chain, start: Key, faults: Iterable[Fault]) -> Trace:
    """Return everything on the way up and down from a record, with the faults found at any of it."""
    above, below = list_above(chain, start), list_below(chain, start)
    stands = dict.fromkeys(list_aside(chain, start, above), ASIDE)
    stands |= dict.fromkeys(below, BELOW) | dict.fromkeys(above, ABOVE) | {start: HERE}
    found: dict[Key, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.record, []).append(fault)
    sections: dict[tuple[int, str], list[Line]] = {}
    for key, record in chain.records.items():
        if key in stands:
            line = _line(chain, key, stands, found.get(key, ()))
            sections.setdefault(order_of(record), []).append(line)
    told = tuple(Section(title, tuple(lines)) for (_, title), lines in sorted(sections.items()))
    record = chain.records[start]
    return Trace(record, name_of(record)[0], told)


def _line(chain: Chain, key: Key, stands: dict[Key, str], faults: Iterable[Fault]) -> Line:
    ties: dict[str, list[Record]] = {}
    for there, word in chain.records[key].above:
        if there in stands:
            ties.setdefault(word, []).append(chain.records[there])
    told = tuple((word, tuple(ends)) for word, ends in ties.items())
    return Line(chain.records[key], stands[key], told, tuple(faults))


def with_facts(found: Trace, facts: Mapping[Key, Said]) -> Trace:
    """Return the trace with more facts of its records, by their keys."""

    def tell(line: Line) -> Line:
        more = facts.get(line.record.key, ())
        return replace(line, record=replace(line.record, said=(*line.record.said, *more))) if more else line

    sections = [replace(one, lines=tuple(map(tell, one.lines))) for one in found.sections]
    return replace(found, sections=tuple(sections))


def as_json(found: Trace, address: str) -> dict:
    """Return a trace as plain values, complete: every record, every tie between them, every fault."""
    return {
        "record": _name(found.record),
        "address": address,
        "records": [
            {
                **_name(line.record),
                "stands": line.stands,
                "code": line.record.code,
                "address": line.record.url,
                "facts": dict(line.record.said),
                "demonstration": line.record.is_demonstration,
                "ties": [{"word": word, "to": _name(end)} for word, ends in line.ties for end in ends],
            }
            for line in found.lines
        ],
        "missing_or_broken": [
            {
                "check": fault.check,
                "name": str(CHECKS[fault.check].name),
                "record": _name(record),
                "sentence": fault.sentence,
            }
            for record, fault in found.faults
        ],
    }


def _name(record: Record) -> dict[str, str]:
    return {"kind": record.kind, "id": record.id, "name": record.name}
