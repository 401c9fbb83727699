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


class Objectives:
    """Finds the objective that records stand under; each record is followed up the chain once."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.order = {record.key: at for at, record in enumerate(chain.of_kind(OBJECTIVE))}
        self.known: dict[Key, list[Key]] = {}

    def find_first(self, keys: Iterable[Key]) -> Record | None:
        """Return the first objective, in the framework's order, that any of these is or stands under."""
        found = {one for key in keys for one in self._above(key)}
        return self.chain.records[min(found, key=self.order.__getitem__)] if found else None

    def _above(self, key: Key) -> list[Key]:
        if key not in self.known:
            way = (key, *list_above(self.chain, key)) if key in self.chain.records else ()
            self.known[key] = [one for one in way if one in self.order]
        return self.known[key]
