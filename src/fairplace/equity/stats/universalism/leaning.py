"""How far reach and need lean towards either end of the deprivation ranking."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

REACH_OF = {"people": "people reached", "contacts": "contacts", "spend": "spend"}
# Added to every count where chance is reckoned, so that groups nobody reached have an error too.
HALF = 0.5
FEWEST = 3


@dataclass(frozen=True)
class Leaning:
    """A concentration index and its variance."""

    index: Floats
    variance: Floats

    def limits(self, z: float) -> tuple[Floats, Floats]:
        """Return normal limits; what is exact is its own limit."""
        error = np.sqrt(self.variance)
        # Certainty reaches infinitely far, except where there is no error at all.
        reach = np.multiply(z, error, out=np.zeros(np.shape(error)), where=error != 0)
        return self.index - reach, self.index + reach


@dataclass(frozen=True)
class Amounts:
    """An amount and its variance for every group, groups last, along the deprivation ranking.

    Where chance is reckoned from counts it is reckoned about the counts `moved` off zero.
    """

    held: Floats
    moved: Floats
    variances: Floats
    ranks: Floats

    @cached_property
    def leaning(self) -> Leaning:
        """Return the concentration index: below zero the amount leans towards the most deprived."""
        pulls = 2 * self.ranks - 1 - _index(self.moved, self.ranks)[..., None]
        # The halves make shares milder; they are no persons, so the size of the sample stays as it was.
        size = self.moved.sum(axis=-1) * self.held.sum(axis=-1)
        variance = (pulls**2 * self.variances).sum(axis=-1) / size
        return Leaning(_index(self.held, self.ranks), variance)


@dataclass(frozen=True)
class Service:
    """What a service reached and what was needed, group by group from most to least deprived."""

    reach: Amounts
    need: Amounts
    populations: Floats
    reach_of: str
    is_uncertain: bool
    notes: Any

    @cached_property
    def both(self) -> Leaning:
        """Return the leaning of reach less that of need, two independent numbers."""
        reach, need = self.reach.leaning, self.need.leaning
        return Leaning(reach.index - need.index, reach.variance + need.variance)


def _index(amounts: Floats, ranks: Floats) -> Floats:
    return 2 * (amounts * ranks).sum(axis=-1) / amounts.sum(axis=-1) - 1


def read_service(
    reach: Numbers,
    need: Numbers,
    populations: Numbers,
    *,
    reach_of: str,
    reach_errors: Numbers,
    need_errors: Numbers,
) -> Service:
    """Return the service, or refuse what is impossible; of many places some may be noted as missing."""
    if reach_of not in REACH_OF:
        raise NotComputable(f"Reach is counted in one of {', '.join(REACH_OF)}.")
    if reach_errors is not None and reach_of != "spend":
        raise NotComputable("Errors of reach belong to spend; people and contacts are counts.")
    given = _read_groups(
        reach=reach,
        need=need,
        populations=populations,
        errors_of_reach=reach_errors,
        errors_of_need=need_errors,
    )
    reached, needed, people, reach_error, need_error = given
    if reach_of == "people" and (reached > people).any():
        raise NotComputable("More people were reached than there are; perhaps these are contacts.")
    missing = np.isnan(given).any(axis=(0, -1))
    notes = withhold(missing, "A group is missing.")
    nothing = (reached.sum(axis=-1) <= 0) | (needed.sum(axis=-1) <= 0)
    notes = withhold(nothing, "Nobody was reached, or nobody is in need.", notes)
    unknown = (missing | nothing)[..., None]
    people, reached = np.where(unknown, np.nan, people), np.where(unknown, np.nan, reached)
    ranks = (np.cumsum(people, axis=-1) - people / 2) / people.sum(axis=-1, keepdims=True)
    of_reach = Amounts(reached, *_chance(reached, people, reach_error, reach_of), ranks)
    needed = needed * people
    of_need = Amounts(needed, needed, (need_error * people) ** 2, ranks)
    is_uncertain = reach_of != "spend" or reach_errors is not None or need_errors is not None
    return Service(of_reach, of_need, people, reach_of, is_uncertain, notes)


def _chance(reached: Floats, people: Floats, errors: Floats, reach_of: str) -> tuple[Floats, Floats]:
    """Return the amounts about which chance is reckoned, and their variances."""
    if reach_of == "spend":
        return reached, errors**2 + 0 * reached
    moved = reached + HALF
    return moved, moved * (1 - moved / (people + 2 * HALF)) if reach_of == "people" else moved


def _read_groups(**columns: Any) -> list[Floats]:
    """Return the columns in one shape, errors that were not given as zero."""
    read = []
    for name, column in columns.items():
        called = name.replace("_", " ").capitalize()
        numbers = as_floats(0.0 if column is None and "errors" in name else column, called)
        if (numbers < 0).any():
            raise NotComputable(f"{called} cannot be below zero.")
        read.append(numbers)
    lengths = {numbers.shape[-1:] for numbers in read if numbers.ndim or numbers != 0}
    if len(lengths) != 1 or lengths.pop() < (FEWEST,):
        raise NotComputable("Reach, need and populations are needed for the same three or more groups.")
    if (read[2] <= 0).any():
        raise NotComputable("Every group needs a population above zero.")
    return list(np.broadcast_arrays(*read))
