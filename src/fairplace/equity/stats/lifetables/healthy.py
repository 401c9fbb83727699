"""Healthy life expectancy: the years lived in good health, by Sullivan's method."""

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.expectancy import Ahead, expected_years
from fairplace.equity.stats.lifetables.reading import age_at, read_table
from fairplace.equity.stats.lifetables.table import FEWEST_PEOPLE, sum_from_oldest
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats


def healthy_life_expectancy(
    deaths: Numbers,
    populations: Numbers,
    healthy: Numbers,
    survey_sizes: Numbers,
    *,
    design_factors: Numbers = 1,
    with_mortality: bool = False,
    starts: Numbers = None,
    at: float | None = None,
    fewest_people: float = FEWEST_PEOPLE,
    confidence: float = 0.95,
) -> Estimate:
    """Return healthy life expectancy (HLE) in years, from the share in good health by age band.

    As `life_expectancy`. `healthy` are shares from 0 to 1 in a survey of `survey_sizes` people a
    band, `design_factors` how much its design widens their error. The limits are those of the
    survey alone, as the ONS has them, negligible in a nation but not in a town: add the error of
    the deaths `with_mortality`. A band where all or nobody is healthy adds no error of its own.
    Disability-free life expectancy is the same with the share without disability.
    Source: Sullivan (1971); Mathers (1991); Jagger and others, EHEMU practical guide.
    """
    table, why = read_table(deaths, populations, starts, fewest_people=fewest_people)
    shares, sizes, factors = _read(healthy, survey_sizes, design_factors, table.starts.size)
    spread = table.years**2 * factors**2 * shares * (1 - shares) / sizes
    if with_mortality:
        spread = spread + table.spread(shares)
    reached = np.where(table.survivors == 0, 1.0, table.survivors)
    chosen = slice(None) if at is None else age_at(table.starts, at)
    method = "Sullivan's method on an abridged life table; error of the survey"
    ahead = Ahead(table.ahead(table.years * shares), np.sqrt(sum_from_oldest(spread)) / reached, why)
    method += " and of the deaths" if with_mortality else " alone"
    return expected_years(table, ahead, chosen, confidence, method)


def _read(
    healthy: Numbers, survey_sizes: Numbers, design_factors: Numbers, size: int
) -> tuple[Floats, Floats, Floats]:
    shares, sizes = as_floats(healthy, "Shares in good health"), as_floats(survey_sizes, "Survey sizes")
    factors = as_floats(design_factors, "Design factors")
    if shares.shape[-1:] != (size,) or sizes.shape[-1:] != (size,):
        raise NotComputable("There must be one share in good health and one survey size for every age band.")
    if ((shares < 0) | (shares > 1)).any():
        raise NotComputable("A share in good health must lie between 0 and 1.")
    if (~(sizes > 0)).any() or (factors < 0).any():
        raise NotComputable("Every age band needs people in the survey, and a design factor of zero or more.")
    return shares, sizes, factors
