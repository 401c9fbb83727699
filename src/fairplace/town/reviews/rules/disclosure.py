"""Whether figures put together with those published before tell of people too few to be told of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.equity.stats.disclosure import Claim, Told, differences
from fairplace.equity.stats.disclosure.together import REVISED, SHOWN


@dataclass(frozen=True)
class Exposed:
    """A count that too much would be told of, why, and by which publications together. Never the count."""

    cell: str
    reason: str
    together: tuple[str, ...] = ()


def find_exposed(
    claims: Sequence[Claim],
    areas: Mapping[str, Collection[str]],
    *,
    new: Collection[int],
    threshold: int,
    names: Sequence[str],
) -> list[Exposed]:
    """Return the small counts that the new releases tell of, alone or together with those before.

    What could be worked out before already is no news. `names` are what the releases are called, by number.
    """
    if not any(one.release in new for one in claims):
        return []
    found = differences(claims, areas, new=new, threshold=threshold)
    told = [Exposed(one.name, _say_why(one, threshold), _name(one, names)) for one in found.found]
    unsure = _("Whether it can be worked out cannot be told for certain: too much hangs together.")
    return told + [Exposed(name, unsure) for name in found.unsure]


def _name(one: Told, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names[number] for number in one.releases) if one.why != SHOWN else ()


def _say_why(one: Told, threshold: int) -> str:
    told = {"threshold": threshold}
    if one.why == REVISED:
        return _("It differs by fewer than %(threshold)s from what was published before.") % told
    if one.why == SHOWN:
        return _("It is below the threshold of %(threshold)s, and would be shown.") % told
    return _("It is hidden, and can be worked out from what is published.")
