"""Finds records of the chain by words, and says what those are called that a decision is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairplace.town.chain.rules import Chain, Key, Record, name_of

MOST_FOUND = 20


@dataclass(frozen=True)
class Subject:
    """A record that something is about, as it is called now; without an address where it is gone."""

    key: Key
    kind: str
    name: str
    url: str

    @property
    def value(self) -> str:
        """Return what a form's choice carries."""
        return ":".join(self.key)


def find_records(chain: Chain, words: str) -> list[Subject]:
    """Return the records that have all of these words in their kind, code or name, those of the top first."""
    asked = words.casefold().split()
    if not asked:
        return []
    found = (
        record
        for record in chain.records.values()
        if all(word in f"{name_of(record)[0]} {record.code} {record.name}".casefold() for word in asked)
    )
    return [_subject(record) for record, _n in zip(found, range(MOST_FOUND), strict=False)]


def list_subjects(chain: Chain, keys: Iterable[Key]) -> list[Subject]:
    """Return what these records are called; for one that is gone, what it was."""
    return [
        _subject(chain.records[key]) if key in chain.records else Subject(key, key[0], key[1], "")
        for key in keys
    ]


def _subject(record: Record) -> Subject:
    name = f"{record.code} {record.name}" if record.code else record.name
    return Subject(record.key, name_of(record)[0], name, record.url)


def read_key(value: str) -> Key:
    """Return the kind and id that a form's choice carries."""
    kind, _colon, code = value.partition(":")
    return kind, code
