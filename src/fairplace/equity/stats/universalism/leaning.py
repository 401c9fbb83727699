"""How far reach and need lean towards either end of the deprivation ranking."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

REACH_OF = ("people", "contacts", "spend")
# Added to every count where chance is reckoned, so that groups nobody reached have an error too.
HALF = 0.5


@dataclass(frozen=True)
class Amounts:
    """An amount for every group, with its variance where that is known; groups last.

    Where chance is reckoned from counts it is reckoned about the counts `moved` off zero.
    """

    held: Floats
    moved: Floats
    variances: Floats | None
    ranks: Floats

    @cached_property
    def index(self) -> Floats:
        """Return the concentration index: below zero the amount leans towards the most deprived."""
        return self._index(self.held)[..., 0]

    @cached_property
    def variance(self) -> Floats | None:
        """Return the variance of the index, by the delta method."""
        if self.variances is None:
            return None
        pulls = (2 * self.ranks - 1 - self._index(self.moved)) / self.moved.sum(axis=-1, keepdims=True)
        return (pulls**2 * self.variances).sum(axis=-1)

    def _index(self, amounts: Floats) -> Floats:
        share = amounts / amounts.sum(axis=-1, keepdims=True)
        return 2 * (share * self.ranks).sum(axis=-1, keepdims=True) - 1


@dataclass(frozen=True)
class Service:
    """What a service reached and what was needed, group by group from most to least deprived."""

    reach: Amounts
    need: Amounts
    populations: Floats
    notes: Any


def read_service(
    reach: Numbers,
    need: Numbers,
    populations: Numbers,
    reach_of: str,
    reach_errors: Numbers,
    need_errors: Numbers,
) -> Service:
    """Return the service, or refuse what is impossible; places with a number missing are noted."""
    reach, people = as_floats(reach, "Reach"), as_floats(populations, "Populations")
    need, unsure = as_floats(need, "Need"), as_floats(need_errors, "Errors of need")
    _check(reach, need, people, reach_of, reach_errors)
    missing = np.isnan(reach + need + people)
    if need_errors is not None:
        missing = missing | np.isnan(np.broadcast_to(unsure, missing.shape))
    notes = withhold(missing.any(axis=-1), "A group is missing.")
    nothing = (np.nansum(reach + 0 * people, axis=-1) <= 0) | (np.nansum(need * people, axis=-1) <= 0)
    notes = withhold(nothing & ~missing.any(axis=-1), "Nobody was reached, or nobody is in need.", notes)
    people = np.where((missing.any(axis=-1) | nothing)[..., None], np.nan, people)
    ranks = (np.cumsum(people, axis=-1) - people / 2) / people.sum(axis=-1, keepdims=True)
    reach = reach + 0 * people
    moved, variances = _chance_of_reach(reach, people, reach_of, reach_errors)
    needed = need * people
    of_need = None if need_errors is None else (unsure * people) ** 2
    return Service(
        Amounts(reach, moved, variances, ranks), Amounts(needed, needed, of_need, ranks), people, notes
    )


def _chance_of_reach(
    reach: Floats, people: Floats, reach_of: str, errors: Numbers
) -> tuple[Floats, Floats | None]:
    """Return the amounts about which chance is reckoned, and their variances."""
    if reach_of == "spend":
        return reach, None if errors is None else as_floats(errors, "Errors of reach") ** 2 + 0 * reach
    moved = reach + HALF
    if reach_of == "contacts":
        return moved, moved
    return moved, moved * (1 - moved / (people + 2 * HALF))


def _check(reach: Floats, need: Floats, people: Floats, reach_of: str, errors: Numbers) -> None:
    if reach_of not in REACH_OF:
        raise NotComputable(f"Reach is counted in one of {', '.join(REACH_OF)}.")
    if errors is not None and reach_of != "spend":
        raise NotComputable("Errors of reach belong to spend; people and contacts are counts.")
    lengths = {numbers.shape[-1:] for numbers in (reach, need, people)}
    if len(lengths) > 1 or lengths == {()} or reach.shape[-1] < 3:
        raise NotComputable("Reach, need and populations are needed for the same three or more groups.")
    if (people <= 0).any():
        raise NotComputable("Every group needs a population above zero.")
    if (reach < 0).any() or (need < 0).any():
        raise NotComputable("Neither reach nor need can be below zero.")
    if reach_of == "people" and (reach > people).any():
        raise NotComputable("More people were reached than there are; perhaps these are contacts.")
