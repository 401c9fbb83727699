"""What carrying numbers to other boundaries gives."""

from dataclasses import dataclass

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

MEASURED, BEST_FIT, APPORTIONED = "measured", "best-fit", "apportioned"
COUNTED = ("count", "denominator")


@dataclass(frozen=True)
class Carried:
    """Numbers for areas of another boundary set, areas on the last axis, in the order of `codes`.

    `how` says of each area whether its number was measured for exactly this area, is the sum of whole areas
    that lie mostly in it (best-fit), or holds a share of a divided area (apportioned).
    """

    codes: tuple[str, ...]
    values: Floats
    how: tuple[str, ...]


def check_counted(kind: str) -> None:
    """Refuse what cannot be added up."""
    if kind not in COUNTED:
        raise NotComputable(
            f"A {kind} cannot be carried to other boundaries, for it cannot be added up. Carry its count and "
            "its denominator, and divide again."
        )


def check_areas(values: Floats, areas: tuple[str, ...]) -> None:
    """Refuse numbers that do not stand one to one with their areas."""
    if values.ndim == 0 or values.shape[-1] != len(areas):
        given = values.shape[-1] if values.ndim else 1
        raise NotComputable(f"There must be one number for each area; there are {given} for {len(areas)}.")
    if len(set(areas)) < len(areas):
        twice = next(area for area in dict.fromkeys(areas) if areas.count(area) > 1)
        raise NotComputable(f"The area {twice} stands there twice.")
