"""Which share of each old area lies in each new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

# What the Office for National Statistics says became of an area between two censuses.
CHANGES = {"U": "unchanged", "S": "split", "M": "merged", "X": "irregular"}


@dataclass(frozen=True)
class Crosswalk:
    """One row a part: where it lay, where it lies, which share of the old area it holds, what changed.

    The shares of every old area sum to one. `weighed_by` says what they stand for: "people", or "whole areas"
    where no old area is divided.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    from_rows: NDArray[np.intp]
    to_rows: NDArray[np.intp]
    shares: Floats
    changes: tuple[str, ...]
    weighed_by: str


def crosswalk(
    code_from: Sequence[str],
    code_to: Sequence[str],
    change: Sequence[str] | None = None,
    *,
    people: Mapping[str, float] | None = None,
) -> Crosswalk:
    """Return the parts of a lookup between two boundary sets, with the share that each has of its old area.

    An old area that is split is divided as the people of its new areas are: `people` gives them by new
    code. Where an area was changed irregularly its new areas hold people from elsewhere too, so the shares
    are rougher. Nothing is divided evenly for want of knowing: that is refused. Without a change indicator
    it is worked out from how many areas stand on either side.
    Source: ONS, Lower layer Super Output Areas (2011 to 2021) exact fit lookup, change indicator U, S, M, X.
    """
    _check_pairs(code_from, code_to, change)
    sources, from_rows = _numbered(code_from)
    targets, to_rows = _numbered(code_to)
    changes = tuple(change) if change is not None else _work_out(from_rows, to_rows)
    parts = np.bincount(from_rows, minlength=len(sources))
    _check_changes(changes, code_from, parts[from_rows], np.bincount(to_rows)[to_rows])
    weights = np.ones(len(code_from))
    divided = parts[from_rows] > 1
    if divided.any():
        weights[divided] = _people(code_from, code_to, divided, people)
    sums = np.bincount(from_rows, weights=weights, minlength=len(sources))
    if (sums <= 0).any():
        nobody = sources[int(np.argmax(sums <= 0))]
        raise NotComputable(f"Nobody lives in the parts of {nobody}, so that it cannot be divided.")
    shares = weights / sums[from_rows]
    weighed_by = "people" if divided.any() else "whole areas"
    return Crosswalk(sources, targets, from_rows, to_rows, shares, changes, weighed_by)


def _check_pairs(code_from: Sequence[str], code_to: Sequence[str], change: Sequence[str] | None) -> None:
    if not len(code_from) or len(code_from) != len(code_to) or (change and len(change) != len(code_from)):
        raise NotComputable("A lookup has as many old codes as new ones, and one or more.")
    if len(set(zip(code_from, code_to, strict=True))) < len(code_from):
        raise NotComputable("A lookup names each pair of an old and a new area once.")


def _numbered(codes: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    names = tuple(dict.fromkeys(codes))
    at = {name: row for row, name in enumerate(names)}
    return names, np.array([at[code] for code in codes], dtype=np.intp)


def _work_out(from_rows: NDArray[np.intp], to_rows: NDArray[np.intp]) -> tuple[str, ...]:
    """Return the change of each part by how many areas stand on its two sides."""
    split = np.bincount(from_rows)[from_rows] > 1
    merged = np.bincount(to_rows)[to_rows] > 1
    # An area is as irregular as the most irregular of what it came from or went into.
    words = np.where(split & merged, "X", np.where(split, "S", np.where(merged, "M", "U")))
    mixed = np.zeros(len(words), dtype=bool)
    for rows in (from_rows, to_rows):
        for kind in ("S", "M"):
            here = np.bincount(rows, weights=words == kind) > 0
            elsewhere = np.bincount(rows, weights=words != kind) > 0
            mixed |= (here & elsewhere)[rows]
    return tuple(np.where(mixed, "X", words).tolist())


def _check_changes(
    changes: Sequence[str], code_from: Sequence[str], parts: NDArray[np.intp], whole: NDArray[np.intp]
) -> None:
    """Refuse a change indicator that the codes beside it contradict."""
    for row, change in enumerate(changes):
        if change not in CHANGES:
            raise NotComputable(f"“{change}” says no change we know; there are {', '.join(CHANGES)}.")
        is_odd = (change in {"U", "M"} and parts[row] > 1) or (change in {"U", "S"} and whole[row] > 1)
        if is_odd:
            raise NotComputable(
                f"The lookup calls {code_from[row]} {CHANGES[change]}, and its own rows say otherwise."
            )


def _people(
    code_from: Sequence[str],
    code_to: Sequence[str],
    divided: NDArray[np.bool_],
    people: Mapping[str, float] | None,
) -> list[float]:
    if people is None:
        at = int(np.argmax(divided))
        raise NotComputable(
            f"{code_from[at]} was divided. Give how many people live in each new area, for shares of equal "
            "size would be a guess."
        )
    found = []
    for code in (code for code, is_divided in zip(code_to, divided, strict=True) if is_divided):
        number = people.get(code)
        if number is None or not 0 <= number < np.inf:
            raise NotComputable(
                f"How many people live in {code} is not given, so that nothing can be shared out."
            )
        found.append(float(number))
    return found
