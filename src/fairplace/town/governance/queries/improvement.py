from collections.abc import Sequence

from fairplace.town.chain.queries import get_chain
from fairplace.town.chain.rules import Key, Record
from fairplace.town.governance.models import Aim, ChangeIdea, Driver, TestCycle
from fairplace.town.partners.models import Group
from fairplace.town.places.models import Town

MEASURE = "measure"


def list_aims(group: Group) -> list[Aim]:
    """Return the aims of a group with drivers, ideas and tests, in four queries; ended ones last."""
    found = Aim.objects.filter(group=group).prefetch_related("drivers__ideas__tests")
    return sorted(found, key=lambda one: (one.ended_on is not None, one.pk))


def list_measures(town: Town) -> list[Record]:
    """Return the measures that may tell whether an aim is reached."""
    return list(get_chain(town=town).only_public().of_kind(MEASURE))


def name_measures(town: Town, aims: Sequence[Aim]) -> dict[Key, Record]:
    """Return the measures that these aims name, by their key; the chain is read only where one does."""
    if not any(one.code for one in aims):
        return {}
    return {record.key: record for record in list_measures(town)}


def find_part(group: Group, model: type, pk: int) -> Aim | Driver | ChangeIdea | TestCycle | None:
    """Return an aim, driver, idea or test of a group, or None."""
    way = {
        Aim: "group",
        Driver: "aim__group",
        ChangeIdea: "driver__aim__group",
        TestCycle: "idea__driver__aim__group",
    }[model]
    return model.objects.filter(**{way: group}, pk=pk).first()
