"""What steps point at, by chain key "workstream:W01": found in the chain, whichever app lists it."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairplace.town.chain.rules import KINDS, Record
from fairplace.town.logicmodels.models import LogicModel
from fairplace.town.logicmodels.rules.checks import list_pointers
from fairplace.town.logicmodels.rules.state import State
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.places.models import Town

# What an activity may point at, where the town's apps list such records.
CARRIERS = ("workstream", "action")
POINTABLE = (*CARRIERS, "recommendation")
MOST_FOUND = 30


@dataclass(frozen=True)
class Pointer:
    """Something that a step points at: its key, what it is called, and its page; no name where it is gone."""

    key: str
    name: str
    url: str = ""
    kind: str = ""
    is_public: bool = True

    @property
    def is_broken(self) -> bool:
        return not self.name


def list_pointable(town: Town, kinds: Iterable[str] = POINTABLE) -> dict[str, Pointer]:
    """Return everything of these kinds that a step of the town may point at, by its key."""
    found = {}
    for kind in kinds:
        if kind in KINDS:
            for record in KINDS[kind].list_records(town):
                found[f"{kind}:{record.id}"] = _point(record)
    return found


def _point(record: Record) -> Pointer:
    name = record.name if not record.code or record.code in record.name else f"{record.code} {record.name}"
    kind = str(KINDS[record.kind].name)
    return Pointer(f"{record.kind}:{record.id}", name, record.url, kind, record.is_public)


def find_pointers(town: Town, keys: Iterable[str]) -> dict[str, Pointer]:
    """Return what these keys point at; a key of nothing comes back without a name."""
    wanted = list(dict.fromkeys(keys))
    there = list_pointable(town, {key.partition(":")[0] for key in wanted})
    return {key: there.get(key) or Pointer(key, "") for key in wanted}


def search_pointable(town: Town, words: str, *, but: Iterable[str] = ()) -> list[Pointer]:
    """Return what has all these words in its name or code, at most thirty."""
    asked = words.casefold().split()
    taken = set(but)
    found = [
        one
        for key, one in list_pointable(town).items()
        if key not in taken and all(word in one.name.casefold() for word in asked)
    ]
    return found[:MOST_FOUND]


def list_known(town: Town, states: Iterable[State]) -> set[str]:
    """Return which of the records that these models point at exist in the town."""
    keys = {key for state in states for step in state.steps.values() for key in list_pointers(step)}
    kinds = {key.partition(":")[0] for key in keys}
    known = set(list_pointable(town, kinds - {"measure", "logic-model"}))
    if "measure" in kinds:
        slugs = ImpactMeasure.objects.filter(town=town).values_list("slug", flat=True)
        known |= {f"measure:{slug}" for slug in slugs}
    if "logic-model" in kinds:
        slugs = LogicModel.objects.filter(town=town, archived_on=None).values_list("slug", flat=True)
        known |= {f"logic-model:{slug}" for slug in slugs}
    return known
