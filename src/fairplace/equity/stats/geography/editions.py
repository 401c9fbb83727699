"""Fifths of one edition of a deprivation index on other boundaries, and when years may share a line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.geography.carried import BEST_FIT, MEASURED, check_areas
from fairplace.equity.stats.geography.crosswalk import Crosswalk
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

# Below this share of people whose part of the index is sure, the fifths of the new areas mean little.
ENOUGH = 0.95


@dataclass(frozen=True)
class Rebased:
    """The part of the index that each new area lies in, and how it came by it.

    A fifth is measured where the area is unchanged, and best-fit where it is taken from the old areas. It is
    nan where no part holds more than half of the people. `agreeing` is the share of people whose old area
    lay in the part that their new area is given.
    """

    codes: tuple[str, ...]
    parts: Floats
    how: tuple[str, ...]
    agreeing: float


def rebase_edition(
    parts: Numbers, areas: Sequence[str], walk: Crosswalk, people: Numbers, *, enough: float = ENOUGH
) -> Rebased:
    """Return fifths (or tenths) of one edition for the areas of another boundary set.

    A new area is given the part in which more than half of its people lay. `people` are those of the old
    areas, who are shared out as the crosswalk says. The ranks are not made anew: it is the old edition,
    seen on new boundaries. Refused where fewer than `enough` of all people lie in the part that their new
    area is given, for then the years would be compared by what the boundaries did.
    Source: the principle of ONS best-fitting (2011), whole small areas by where most people live.
    """
    given, names, living = as_floats(parts, "Parts"), tuple(areas), as_floats(people, "People")
    check_areas(given, names)
    check_areas(living, names)
    _check(given, living, names, walk)
    at = {code: row for row, code in enumerate(names)}
    rows = np.array([at[walk.sources[row]] for row in walk.from_rows], dtype=np.intp)
    moved = living[rows] * walk.shares
    kinds = np.unique(given)
    # One row a new area, one column a part: how many of its people lay there.
    table = np.zeros((len(walk.targets), len(kinds)))
    np.add.at(table, (walk.to_rows, np.searchsorted(kinds, given[rows])), moved)
    totals, most = table.sum(axis=1), table.max(axis=1)
    found = np.where(most > totals / 2, kinds[table.argmax(axis=1)], np.nan)
    agreeing = float(most[~np.isnan(found)].sum() / totals.sum())
    if agreeing < enough:
        raise NotComputable(
            f"Only {agreeing:.1%} of people lie in the part of the index that their new area would be given, "
            f"and {enough:.0%} are needed. The boundaries differ too much: draw no line across them."
        )
    same = np.bincount(walk.to_rows, weights=np.array(walk.changes) != "U", minlength=len(walk.targets)) == 0
    return Rebased(walk.targets, found, tuple(MEASURED if one else BEST_FIT for one in same), agreeing)


def _check(given: Floats, living: Floats, names: tuple[str, ...], walk: Crosswalk) -> None:
    if given.ndim != 1 or np.isnan(given).any():
        raise NotComputable("Every old area must have its part of the index: one list, none missing.")
    if np.isnan(living).any() or (living < 0).any() or not living.sum() > 0:
        raise NotComputable("Every old area must have its number of people, none below zero.")
    lost = sorted(set(walk.sources) - set(names)) or sorted(set(names) - set(walk.sources))
    if lost:
        raise NotComputable(
            f"The areas and the lookup are not the same: {lost[0]} is in one of them only, as are "
            f"{len(lost) - 1} more."
        )


def refuse_mixed_footing(
    years: Sequence[object], editions: Sequence[object], boundaries: Sequence[object]
) -> None:
    """Refuse a line through years that do not all stand on one edition and one boundary set.

    An index of deprivation is relative within its edition, so that a change from one edition to the next
    says nothing of the place. The sentence names the years on either side.
    """
    if not len(years) == len(editions) == len(boundaries):
        raise NotComputable("Give one edition and one boundary set for every year.")
    for called, said in (("edition", editions), ("boundary set", boundaries)):
        for before, after in zip(range(len(years) - 1), range(1, len(years)), strict=True):
            if said[before] != said[after]:
                raise NotComputable(
                    f"{years[before]} stands on {called} {said[before]} and {years[after]} on {said[after]}. "
                    "No line is drawn between them; carry the older one over first, or show them apart."
                )
