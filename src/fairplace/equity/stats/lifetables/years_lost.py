"""Years of life lost: deaths weighed by how early they came."""

import numpy as np

from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.bands import starts_for
from fairplace.equity.stats.lifetables.reading import age_at, together
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given

MISSING = "Years of life lost need deaths, and people if asked, in every age band; one is missing."


def years_of_life_lost(
    deaths: Numbers,
    *,
    expectancy: Numbers = None,
    before: float | None = None,
    starts: Numbers = None,
    populations: Numbers = None,
    weights: Numbers = None,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Return years of life lost (YLL), age bands last: each death times the years it took.

    Against a life table, `expectancy` is what those dying in each band still had ahead; or, `before`
    an age at which a band begins, such as 75, it is the years from the middle of the band to that age,
    and older bands do not count, neither their deaths nor their people. Without populations the answer
    is in years; with them in years `per` so many people, and with a standard population as weights
    standardised for age. Deaths are Poisson: limits are Dobson's. A missing death or population leaves
    none. Source: Romeder and McWhinnie (1977); Murray and Lopez (1996); Dobson and others (1991).
    """
    died = as_floats(deaths, "Deaths")
    if died.ndim == 0:
        raise NotComputable("Deaths are needed for every age band.")
    if (died < 0).any():
        raise NotComputable("Deaths cannot be below zero.")
    size = died.shape[-1]
    years = _years_each(size, expectancy, before, starts)
    counts = slice(None, years.shape[-1])
    people, standard = _people(populations, size), _standard(weights, populations, size)
    if people is not None:
        people = people[..., counts]
        years = years * _per_year(people, None if standard is None else standard[counts], per)
    died, taken = together("Deaths, life expectancies and populations", died[..., counts], years)
    return _weighted_count(died, taken, people, confidence)


def _years_each(size: int, expectancy: Numbers, before: float | None, starts: Numbers) -> Floats:
    """Return the years that a death in each band takes, of the bands that count."""
    if expectancy is not None and before is None:
        years = as_floats(expectancy, "Life expectancies")
        if years.shape[-1:] != (size,) or (~(years >= 0)).any():
            raise NotComputable("There must be one life expectancy, zero or more, for every age band.")
        return years
    if expectancy is not None or before is None:
        raise NotComputable("Years of life lost need either life expectancies or an age to count up to.")
    ages = starts_for(starts, size)
    ends = ages[: age_at(ages, before) + 1]
    if ends.size == 1:
        raise NotComputable("The age to count up to must be above zero.")
    return before - (ends[:-1] + ends[1:]) / 2


def _people(populations: Numbers, size: int) -> Floats | None:
    if populations is None:
        return None
    people = as_floats(populations, "Populations")
    if people.shape[-1:] != (size,) or (people <= 0).any():
        raise NotComputable("Every age band needs a population above zero.")
    return people


def _standard(weights: Numbers, populations: Numbers, size: int) -> Floats | None:
    if weights is None:
        return None
    if populations is None:
        raise NotComputable("A standard population needs the population of every age band beside it.")
    standard = as_floats(weights, "Weights")
    if standard.shape != (size,) or (~(standard >= 0)).any():
        raise NotComputable("There must be one weight of the standard population for every age band.")
    return standard


def _per_year(people: Floats, standard: Floats | None, per: float) -> Floats:
    """Return what a year lost in each band adds to the rate."""
    if standard is None:
        return per / people.sum(axis=-1, keepdims=True)
    if not standard.any():
        raise NotComputable("The standard population has nobody of the ages that count.")
    return per * standard / standard.sum() / people


def _weighted_count(died: Floats, taken: Floats, people: Floats | None, confidence: float) -> Estimate:
    """Return the weighted sum of Poisson counts, its limits scaled from those of the count."""
    value = (taken * died).sum(axis=-1)
    note = withhold(np.isnan(value), MISSING)
    total = np.where(taken > 0, died, 0.0).sum(axis=-1)
    error = np.sqrt((taken**2 * died).sum(axis=-1))
    lower, upper = count_limits(total, confidence)
    # Without any death the largest weight bounds what one death could have taken.
    some = total > 0
    step = np.where(some, error / np.sqrt(np.where(some, total, 1.0)), taken.max(axis=-1))
    return Estimate(
        as_given(value),
        as_given(value + step * (lower - total)),
        as_given(value + step * (upper - total)),
        confidence,
        "deaths weighed by the years each took; Dobson's limits",
        count=as_given(total),
        denominator=None if people is None else as_given(people.sum(axis=-1)),
        note=note,
    )
