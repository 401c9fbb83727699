"""Faults as a page shows them: what is wrong, why it matters, and where whoever reads can put it right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from fairplace.town.chain.rules import CHECKS, Chain, Check, Fault, Record, name_of
from fairplace.town.people.rules import Ability

HEADINGS = ("Check", "Kind", "Code", "Record", "What is wrong", "Why it matters", "Put it right", "Address")


@dataclass(frozen=True)
class Finding:
    """A fault with its record. `fix_url` is the page where whoever reads may put it right, or nothing."""

    check: Check
    record: Record
    sentence: str
    fix_url: str

    @property
    def url(self) -> str:
        return self.record.url or trace_url(self.record)


@dataclass(frozen=True)
class CheckLine:
    """One check with what it found."""

    check: Check
    findings: tuple[Finding, ...]


def trace_url(record: Record) -> str:
    return reverse("trace_detail", kwargs={"kind": record.kind, "code": record.id})


def find(fault: Fault, record: Record, abilities: frozenset[Ability]) -> Finding:
    check = CHECKS[fault.check]
    return Finding(check, record, fault.sentence, fault.fix_url if check.ability in abilities else "")


def list_lines(
    faults: Mapping[Check, Sequence[Fault]], chain: Chain, abilities: frozenset[Ability]
) -> list[CheckLine]:
    return [
        CheckLine(check, tuple(find(fault, chain.records[fault.record], abilities) for fault in found))
        for check, found in faults.items()
    ]


def list_rows(lines: Sequence[CheckLine], origin: str) -> Iterator[tuple[str, ...]]:
    """Yield every fault as it goes into a file, with whole addresses."""
    for line in lines:
        for one in line.findings:
            yield (
                str(line.check.name),
                name_of(one.record)[0],
                one.record.code,
                one.record.name,
                one.sentence,
                str(line.check.why),
                str(line.check.fix),
                origin + (one.fix_url or one.url),
            )
