"""Years of life lost: deaths weighed by how early they came."""

import numpy as np

from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.bands import starts_for
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given

CLOSING_WIDTH = 5.0


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

    Against a life table, `expectancy` is what those dying in each band still had ahead; or, before
    a given age such as 75, it is the years from the middle of the band to that age. Without
    populations the answer is in years; with them in years `per` so many people, and with a standard
    population as weights standardised for age. Deaths are Poisson: limits are Dobson's.
    Source: Murray and Lopez (1996); Romeder and McWhinnie (1977); Dobson and others (1991).
    """
    died = as_floats(deaths, "Deaths")
    if died.ndim == 0 or (died < 0).any():
        raise NotComputable("Deaths are needed for every age band, none below zero.")
    years = _years_each(died.shape[-1], expectancy, before, starts)
    scale = _scale(died, populations, weights, per)
    return _weighted_count(np.where(np.isnan(died), 0.0, died), years * scale, confidence)


def _years_each(size: int, expectancy: Numbers, before: float | None, starts: Numbers) -> Floats:
    if (expectancy is None) == (before is None):
        raise NotComputable(
            "Years of life lost need a life expectancy at each age, or an age to count up to."
        )
    if expectancy is not None:
        years = as_floats(expectancy, "Life expectancies")
        if years.shape[-1:] != (size,) or (~(years >= 0)).any():
            raise NotComputable("There must be one life expectancy, zero or more, for every age band.")
        return years
    ages = starts_for(starts, size)
    middles = ages + np.append(np.diff(ages), CLOSING_WIDTH) / 2
    return np.maximum(float(before or 0) - middles, 0.0)


def _scale(died: Floats, populations: Numbers, weights: Numbers, per: float) -> Floats | float:
    if populations is None:
        if weights is not None:
            raise NotComputable("A standard population needs the population of every age band beside it.")
        return 1.0
    people = as_floats(populations, "Populations")
    if people.shape[-1:] != died.shape[-1:] or (~(people > 0)).any():
        raise NotComputable("Every age band needs a population above zero.")
    if weights is None:
        return per / people.sum(axis=-1, keepdims=True)
    standard = as_floats(weights, "Weights")
    if standard.shape[-1:] != died.shape[-1:] or (standard < 0).any():
        raise NotComputable("There must be one weight of the standard population for every age band.")
    return per * standard / standard.sum(axis=-1, keepdims=True) / people


def _weighted_count(died: Floats, weights: Floats, confidence: float) -> Estimate:
    """Return the weighted sum of Poisson counts, its limits scaled from those of the count."""
    counted = np.where(weights > 0, died, 0.0)
    total, value = counted.sum(axis=-1), (weights * died).sum(axis=-1)
    error = np.sqrt((weights**2 * died).sum(axis=-1))
    lower, upper = count_limits(total, confidence)
    # Without any death the largest weight bounds what one death could have taken.
    safe = np.where(total > 0, total, 1.0)
    step = np.where(total > 0, error / np.sqrt(safe), np.max(weights, axis=-1))
    return Estimate(
        as_given(value),
        as_given(value + step * (lower - total)),
        as_given(value + step * (upper - total)),
        confidence,
        "deaths weighed by the years each took; Dobson's limits",
        count=as_given(total),
    )
