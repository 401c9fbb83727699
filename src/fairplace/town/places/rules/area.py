"""When an area that a town made itself may be shown: not too small, and no small rest against others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

FEWEST_PEOPLE = 1_000
"""Fewest people of an area. The Office for National Statistics draws its small areas (LSOA) with at least
1,000 people, so that figures can be published for them (ONS, Census 2021 geographies)."""
FEWEST_NEIGHBOURHOODS = 2
"""Fewest neighbourhoods of an area: one alone has its own page, and its figures as published."""
NEARLY = 1e-6

type_of_parts = Mapping[str, float]


class AreaRefused(ValueError):
    """An area cannot be shown; the message is a sentence for whoever made it."""


@dataclass(frozen=True)
class Known:
    """An area whose figures a reader can have: its name, and the share of each neighbourhood in it."""

    name: str
    parts: type_of_parts


def count_people(parts: type_of_parts, people: Mapping[str, int]) -> float:
    """Return how many people live in these parts."""
    return sum(weight * people.get(code, 0) for code, weight in parts.items())


def check_size(parts: type_of_parts, people: Mapping[str, int]) -> None:
    """Refuse an area of fewer than two neighbourhoods, or under 1,000 people."""
    if len(parts) < FEWEST_NEIGHBOURHOODS:
        raise AreaRefused(
            _("An area needs at least %(fewest)s neighbourhoods. This has %(here)s.")
            % {"fewest": FEWEST_NEIGHBOURHOODS, "here": len(parts)}
        )
    if count_people(parts, people) < FEWEST_PEOPLE:
        raise AreaRefused(
            _("Fewer than %(fewest)s people live here. Figures for so few could tell of single people.")
            % {"fewest": f"{FEWEST_PEOPLE:,}"}
        )


def check_differences(parts: type_of_parts, known: Sequence[Known], people: Mapping[str, int]) -> None:
    """Refuse an area that, taken from another, would leave too small a rest.

    Whoever has the figures of both can subtract. Names the other area, not what would be left. Source:
    Duke-Williams and Rees (1998), differencing between geographies.
    """
    for other in known:
        rest = _subtract(parts, other.parts) or _subtract(other.parts, parts)
        if rest and (len(rest) < FEWEST_NEIGHBOURHOODS or count_people(rest, people) < FEWEST_PEOPLE):
            raise AreaRefused(
                _(
                    "This area and “%(other)s” differ by too little: taking the figures of one from those of "
                    "the other would tell of a part that is too small to be shown."
                )
                % {"other": other.name}
            )
    if _list_exposed([*known, Known("", parts)]) - _list_exposed(known):
        raise AreaRefused(
            _(
                "Put together with the wards and areas that are shown already, this area would let the "
                "figures of a single neighbourhood be worked out."
            )
        )


def _subtract(whole: type_of_parts, part: type_of_parts) -> dict[str, float]:
    """Return what is left of the whole without the part; nothing where the part does not lie within it."""
    if any(weight > whole.get(code, 0) + NEARLY for code, weight in part.items()):
        return {}
    left = {code: weight - part.get(code, 0) for code, weight in whole.items()}
    return {code: weight for code, weight in left.items() if weight > NEARLY}


def _list_exposed(known: Sequence[Known]) -> set[str]:
    """Return the neighbourhoods whose figures can be had by adding and subtracting those of the areas.

    It can be had if the neighbourhood lies in the row space of the areas: if projecting onto it leaves it
    as it is.
    """
    codes = sorted({code for one in known for code in one.parts})
    if not codes:
        return set()
    at = {code: column for column, code in enumerate(codes)}
    matrix = np.zeros((len(known), len(codes)))
    for row, one in enumerate(known):
        for code, weight in one.parts.items():
            matrix[row, at[code]] = weight
    projector: Any = np.linalg.pinv(matrix) @ matrix
    return {code for code, share in zip(codes, np.diag(projector), strict=True) if share > 1 - NEARLY}


def gather(found: Mapping[str, set[str]], counts: Mapping[str, int], *, in_part: bool) -> dict[str, float]:
    """Return the neighbourhoods of a list of postcodes, by the share of their postcodes that are in the list.

    `in_part`: with that share as weight. Otherwise as a whole where it is more than half, or not at all: best
    fit, since nobody counts people by postcode.
    """
    listed: dict[str, int] = {}
    for codes in found.values():
        for code in codes:
            listed[code] = listed.get(code, 0) + 1
    shares = {code: number / counts[code] for code, number in listed.items()}
    if in_part:
        return shares
    return {code: 1.0 for code, share in shares.items() if share > 0.5}
