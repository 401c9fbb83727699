"""The records that agenda items point at: found by code or name, and resolved through the chain."""

from collections.abc import Iterable

from fairplace.town.chain.rules import KINDS, Key, Record
from fairplace.town.places.models import Town

MATCHES_SHOWN = 20


def resolve(*, town: Town, keys: Iterable[Key]) -> dict[Key, Record]:
    """Return the records that these keys name, where they are in force; only their kinds are listed."""
    wanted = {key for key in keys if key[0] in KINDS}
    kinds = sorted({kind for kind, _ in wanted})
    records = (record for kind in kinds for record in KINDS[kind].list_records(town))
    return {record.key: record for record in records if record.key in wanted}


def list_kinds() -> list[tuple[str, str]]:
    """Return the kinds of records with their names, in the order of the chain."""
    kinds = sorted(KINDS.values(), key=lambda kind: kind.position)
    return [(kind.code, str(kind.name)) for kind in kinds]


def search(*, town: Town, kind: str, words: str) -> list[Record]:
    """Return the records of a kind that have this code, or else all of these words in their name."""
    said = words.strip().casefold()
    records = list(KINDS[kind].list_records(town)) if kind in KINDS else []
    exact = [one for one in records if said in {one.id.casefold(), one.code.casefold(), one.name.casefold()}]
    if exact or not said:
        return exact
    return [one for one in records if all(word in one.name.casefold() for word in said.split())]
