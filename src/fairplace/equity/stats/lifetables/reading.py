"""Which areas can have a life table, and why the others cannot."""

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables.bands import starts_for
from fairplace.equity.stats.lifetables.table import LifeTable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

FEWEST_PEOPLE = 5_000
MISSING = "A life table needs deaths and people in every age band, and one is missing."
NEGATIVE = "Deaths cannot be below zero."
NOBODY = "A life table needs people in every age band."
TOO_MANY = "There are more deaths than people in an age band."
TOO_FEW = "Too few people for a life expectancy: it needs more than {fewest:,.0f}."
NO_END = "Nobody died in the oldest age band, so its years have no end."


def read_table(
    deaths: Numbers, populations: Numbers, starts: Numbers, *, fewest_people: float
) -> tuple[LifeTable, np.ndarray]:
    """Return the life table and for each area why it cannot be used, empty where it can.

    A single area that cannot be used is refused. An area that cannot be used has nan throughout.
    """
    died, people = as_floats(deaths, "Deaths"), as_floats(populations, "Populations")
    if died.ndim == 0 or died.shape[-1:] != people.shape[-1:]:
        raise NotComputable("There must be as many deaths as populations, one of each for every age band.")
    died, people = together("Deaths and populations", died, people)
    ages = starts_for(starts, died.shape[-1])
    why = _why_not(died, people, fewest_people)
    if why.ndim == 0 and why.item():
        raise NotComputable(why.item())
    unusable = (why != "")[..., None]
    if unusable.any():
        died, people = np.where(unusable, np.nan, died), np.where(unusable, np.nan, people)
    return LifeTable(died, people, ages), why


def together(called: str, *numbers: Floats) -> tuple[Floats, ...]:
    """Return the arrays in one shape; what they are called begins the refusal of those that have none."""
    try:
        return np.broadcast_arrays(*numbers)
    except ValueError as error:
        raise NotComputable(f"{called} are not for the same areas.") from error


def _why_not(died: Floats, people: Floats, fewest_people: float) -> np.ndarray:
    faults = (
        (~(np.isfinite(died) & np.isfinite(people)).all(axis=-1), MISSING),
        ((died < 0).any(axis=-1), NEGATIVE),
        ((people <= 0).any(axis=-1), NOBODY),
        ((died > people).any(axis=-1), TOO_MANY),
        (people.sum(axis=-1) <= fewest_people, TOO_FEW.format(fewest=fewest_people)),
        (died[..., -1] == 0, NO_END),
    )
    return np.select([fault for fault, _ in faults], [sentence for _, sentence in faults], "")


def age_at(starts: Floats, age: float) -> int:
    """Return the place of the band that begins at this age."""
    found = np.flatnonzero(starts == age)
    if not found.size:
        begin = ", ".join(f"{start:g}" for start in starts)
        raise NotComputable(f"No age band begins at {age:g}; they begin at {begin}.")
    return int(found[0])
