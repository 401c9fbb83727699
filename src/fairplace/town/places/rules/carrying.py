"""Carries counts of neighbourhoods to other areas: wards, other vintages, a town's own areas."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.geography import APPORTIONED, Crosswalk, apportion
from fairplace.town.places.rules.layer import Geography, Layer, Step, invert

# Rounding of shares that sum to one must not make a whole area look divided.
NEARLY = 1e-9
type_of_homes = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Counted:
    """What was counted in an area. `is_apportioned`: it holds a share of a divided neighbourhood."""

    numbers: tuple[float, ...]
    is_apportioned: bool


def homes_of(layer: Layer) -> type_of_homes:
    """Return a layer as carry() takes it: each neighbourhood lies as a whole in one area."""
    return {part: {area: 1.0} for part, area in layer.home.items()}


def find_walk(geography: Geography, *, start: str, end: str) -> dict[str, dict[str, float]] | None:
    """Return which share of each neighbourhood of one vintage lies in those of another; None if unknown.

    A share is nan where it is not known. Backwards, what was split is whole again; of what was merged
    nobody knows which part came from where.
    """
    if start == end:
        return {code: {code: 1.0} for code in geography.members[start]}
    befores, afters = geography.members[start], geography.members[end]
    ahead = [step for step in geography.steps if step.before in befores and step.after in afters]
    if {step.before for step in ahead} == befores:
        return _forwards(ahead)
    back = [step for step in geography.steps if step.after in befores and step.before in afters]
    if {step.after for step in back} == befores:
        return _backwards(back)
    return None


def _forwards(steps: Sequence[Step]) -> dict[str, dict[str, float]]:
    walk: dict[str, dict[str, float]] = defaultdict(dict)
    for step in steps:
        walk[step.before][step.after] = np.nan if step.weight is None else step.weight
    # What was not divided is whole, whether its weight was written down or not.
    return {before: dict.fromkeys(parts, 1.0) if len(parts) == 1 else parts for before, parts in walk.items()}


def _backwards(steps: Sequence[Step]) -> dict[str, dict[str, float]]:
    return {
        after: {step.before: 1.0 if len(found) == 1 else np.nan for step in found}
        for after, found in invert(steps).items()
    }


def carry(
    numbers: Mapping[str, Sequence[float]], *, geography: Geography, base: str, homes: type_of_homes
) -> dict[str, Counted]:
    """Return the sums of these numbers in areas that are made of neighbourhoods of the vintage `base`.

    `numbers` are counts and denominators by neighbourhood, all of one vintage; `homes` says which share of
    each neighbourhood lies in which area. An area that holds a part for which there is no number, or whose
    share is not known, is left out: half a sum is no figure.
    """
    start = geography.find_vintage(numbers)
    walk = find_walk(geography, start=start, end=base) if start else None
    if not walk:
        return {}
    pairs = _compose(walk, homes)
    if not pairs:
        return {}
    sources = tuple(sorted(geography.members[start]))
    width = len(next(iter(numbers.values())))
    missing = [np.nan] * width
    values = np.array([list(numbers.get(code, missing)) for code in sources], dtype=float).T
    carried = apportion(values, sources, _crosswalk(pairs, sources))
    return {
        code: Counted(tuple(column.tolist()), how == APPORTIONED)
        for code, column, how in zip(carried.codes, carried.values.T, carried.how, strict=True)
        if not np.isnan(column).any()
    }


def make_crosswalk(walk: type_of_homes) -> Crosswalk:
    """Return a walk from one vintage to another as the library takes it."""
    pairs = {(source, part): share for source, parts in walk.items() for part, share in parts.items()}
    return _crosswalk(pairs, tuple(sorted(walk)))


def _compose(walk: type_of_homes, homes: type_of_homes) -> dict[tuple[str, str], float]:
    """Return the share of each old neighbourhood in each area, by way of the new ones."""
    pairs: dict[tuple[str, str], float] = defaultdict(float)
    for source, parts in walk.items():
        for part, share in parts.items():
            for area, weight in homes.get(part, {}).items():
                pairs[source, area] += share * weight
    # A source that lies in an area as a whole is whole there, however its parts are weighed.
    for source, parts in walk.items():
        shares = [homes.get(part, {}) for part in parts]
        for area in {area for share in shares for area in share}:
            if all(share.get(area) == 1 for share in shares) and len(parts) > 1:
                pairs[source, area] = 1.0
    return pairs


def _crosswalk(pairs: Mapping[tuple[str, str], float], sources: tuple[str, ...]) -> Crosswalk:
    targets = tuple(sorted({area for _source, area in pairs}))
    from_at, to_at = ({code: at for at, code in enumerate(codes)} for codes in (sources, targets))
    shares = np.array(list(pairs.values()))
    shares[np.abs(shares - 1) < NEARLY] = 1.0
    return Crosswalk(
        sources=sources,
        targets=targets,
        from_rows=np.array([from_at[source] for source, _area in pairs], dtype=np.intp),
        to_rows=np.array([to_at[area] for _source, area in pairs], dtype=np.intp),
        shares=shares,
        changes=tuple("U" if source == area else "X" for source, area in pairs),
        weighed_by="people",
    )
