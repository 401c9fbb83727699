"""Carries counts to other boundaries: whole areas by best fit, divided ones by stated shares."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.geography.carried import (
    APPORTIONED,
    BEST_FIT,
    MEASURED,
    Carried,
    check_areas,
    check_counted,
)
from fairplace.equity.stats.geography.crosswalk import Crosswalk
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats


def best_fit(
    values: Numbers, areas: Sequence[str], lookup: Mapping[str, str], *, kind: str = "count"
) -> Carried:
    """Return the counts of larger areas as sums of the whole small areas that a lookup gives to each.

    Every small area goes as a whole to the one larger area that holds its population-weighted centre, so
    the total stays the same. `values` has the areas on the last axis. A larger area with a missing part is
    missing. Rates are refused: carry counts and denominators.
    Source: ONS, Policy on the use of best-fitting for producing statistics for geographic areas (2011).
    """
    check_counted(kind)
    numbers, names = as_floats(values, "Values"), tuple(areas)
    check_areas(numbers, names)
    lost = [area for area in names if area not in lookup]
    if lost:
        raise NotComputable(f"The lookup does not say where {lost[0]} belongs. {_how_many(lost)}")
    targets = tuple(sorted({lookup[area] for area in names}))
    at = {code: column for column, code in enumerate(targets)}
    columns = np.array([at[lookup[area]] for area in names], dtype=np.intp)
    # An area that carries the same code on both sides, and takes in no other, is the same area.
    takes = np.bincount(columns, minlength=len(targets))
    same = {area for area in names if lookup[area] == area and takes[at[area]] == 1}
    how = tuple(MEASURED if code in same else BEST_FIT for code in targets)
    return Carried(targets, _summed(numbers, columns, len(targets)), how)


def apportion(values: Numbers, areas: Sequence[str], parts: Crosswalk, *, kind: str = "count") -> Carried:
    """Return the counts of new areas, those of divided old ones shared out as the crosswalk says.

    Unchanged areas and sums of merged ones count as measured; what holds a share of a divided area is
    apportioned, with the total kept. `values` has the old areas on the last axis; where one is missing so
    are the new ones that hold part of it. New areas none of whose parts are asked about are left out; one
    that is known in part only is refused. Rates are refused.
    Source: ONS, Policy on the use of best-fitting (2011), for what best fit leaves open; the shares are
    those of dasymetric weighting by population.
    """
    check_counted(kind)
    numbers, names = as_floats(values, "Values"), tuple(areas)
    check_areas(numbers, names)
    at = {code: row for row, code in enumerate(names)}
    known = set(parts.sources)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise NotComputable(f"The lookup does not know {unknown[0]}. {_how_many(unknown)}")
    asked = np.array([source in at for source in parts.sources])[parts.from_rows]
    wanted = np.unique(parts.to_rows[asked])
    _refuse_partly_known(parts, asked, wanted)
    rows = np.array([at[parts.sources[row]] for row in parts.from_rows[asked]], dtype=np.intp)
    columns = np.searchsorted(wanted, parts.to_rows[asked])
    shared = numbers[..., rows] * parts.shares[asked]
    whole = np.bincount(columns, weights=parts.shares[asked] < 1, minlength=len(wanted)) == 0
    return Carried(
        tuple(parts.targets[column] for column in wanted),
        _summed(shared, columns, len(wanted)),
        tuple(MEASURED if is_whole else APPORTIONED for is_whole in whole),
    )


def _refuse_partly_known(parts: Crosswalk, asked: NDArray[np.bool_], wanted: NDArray[np.intp]) -> None:
    strays = ~asked & np.isin(parts.to_rows, wanted)
    if strays.any():
        row = int(np.argmax(strays))
        source, target = parts.sources[parts.from_rows[row]], parts.targets[parts.to_rows[row]]
        raise NotComputable(f"{target} also holds part of {source}, for which there is no number.")


def _summed(values: Floats, columns: NDArray[np.intp], size: int) -> Floats:
    """Return the sums by column, on the last axis; nan where a part is nan."""
    result = np.zeros((size, *values.shape[:-1]))
    np.add.at(result, columns, np.moveaxis(values, -1, 0))
    return np.moveaxis(result, 0, -1)


def _how_many(areas: Sequence[str]) -> str:
    return f"{len(areas)} areas have no place in it." if len(areas) > 1 else "It is the only one."
