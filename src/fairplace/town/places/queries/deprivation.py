"""How deprived areas are that are made of neighbourhoods, in one edition and on its own boundaries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairplace.town.places.models import NeighbourhoodRank

WORST_TENTHS = 2


@dataclass(frozen=True)
class AreaDeprivation:
    """The neighbourhoods of an area in one edition.

    `score` is weighted by people, as England's summaries of authorities are. `share` is the percentage of
    people who live in neighbourhoods that are among England's most deprived fifth.
    """

    people: float
    neighbourhoods: int
    score: float
    share: float
    in_worst_tenth: int
    in_worst_fifth: int


def list_area_deprivation(
    *, ranks: Sequence[NeighbourhoodRank], homes: Mapping[str, Mapping[str, float]]
) -> dict[str, AreaDeprivation]:
    """Return the deprivation of each area that has ranked neighbourhoods; `homes` as carry() takes them.

    An area that holds a neighbourhood without a rank is left out.
    """
    by_code = {rank.place.code: rank for rank in ranks}
    parts: dict[str, list[tuple[NeighbourhoodRank, float]]] = defaultdict(list)
    broken = set()
    for code, areas in homes.items():
        for area, weight in areas.items():
            if code in by_code:
                parts[area].append((by_code[code], weight))
            else:
                broken.add(area)
    return {area: _summarise(found) for area, found in sorted(parts.items()) if area not in broken}


def _summarise(found: list[tuple[NeighbourhoodRank, float]]) -> AreaDeprivation:
    people = sum(rank.population * weight for rank, weight in found)
    worst = [(rank, weight) for rank, weight in found if rank.decile <= WORST_TENTHS]
    deprived = sum(rank.population * weight for rank, weight in worst)
    total = sum(rank.score * rank.population * weight for rank, weight in found)
    return AreaDeprivation(
        people=people,
        neighbourhoods=len(found),
        score=total / people if people else 0.0,
        share=100 * deprived / people if people else 0.0,
        in_worst_tenth=sum(rank.decile == 1 for rank, _weight in found),
        in_worst_fifth=len(worst),
    )
