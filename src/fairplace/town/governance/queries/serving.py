"""What actions serve: records of the chain, and the objective that each stands under."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairplace.town.chain.rules import Chain, Key, Record, list_above, name_of, order_of
from fairplace.town.framework.chain import OBJECTIVE

# What an action can serve. A step of a logic model joins the chain with its own app.
SERVABLE = ("objective", "recommendation", "workstream", "step", "measure")


@dataclass(frozen=True)
class Served:
    """One record that an action serves; without one where it is not in force any more."""

    key: Key
    record: Record | None
    kind: str


def list_servable(chain: Chain) -> list[Record]:
    """Return what an action can serve, along the chain."""
    found = [record for record in chain.records.values() if record.kind in SERVABLE]
    return sorted(found, key=lambda record: order_of(record)[0])


def list_served(chain: Chain, keys: Iterable[Key], *, public: bool) -> list[Served]:
    """Return the records of these keys with what each is called; the public is told of none that it may
    not see, nor of what is not in force."""
    found = []
    for key in keys:
        record = chain.records.get(key)
        if record is not None and (record.is_public or not public):
            found.append(Served(key, record, name_of(record)[0]))
        elif record is None and not public:
            found.append(Served(key, None, key[0]))
    return found


def find_objectives(chain: Chain, keys: Iterable[Key]) -> list[Record]:
    """Return the objectives that these records are or stand under, in the framework's order."""
    found: dict[Key, None] = {}
    for key in keys:
        if key in chain.records:
            found |= {one: None for one in (key, *list_above(chain, key)) if one[0] == OBJECTIVE}
    return [record for record in chain.of_kind(OBJECTIVE) if record.key in found]
