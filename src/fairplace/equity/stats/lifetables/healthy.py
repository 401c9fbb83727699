"""Healthy life expectancy: the years lived in good health, by Sullivan's method."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.expectancy import Ahead, expected_years
from fairplace.equity.stats.lifetables.reading import FEWEST_PEOPLE, read_table, together
from fairplace.equity.stats.lifetables.table import LifeTable, from_oldest
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

UNSURVEYED = "The survey lacks an age band, so the healthy years cannot be told."


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
    Source: Sullivan (1971); Mathers (1991); Jagger and others, EHEMU practical guide.
    """
    table, why = read_table(deaths, populations, starts, fewest_people=fewest_people)
    table, why, shares, errors = _join(table, why, *_read(healthy, survey_sizes, design_factors, table))
    years, variances = healthy_years(table.lived, table.passing, shares, errors)
    method = "Sullivan's method on an abridged life table; error of the survey"
    if with_mortality:
        variances = variances + table.variance(years, shares)
    method += " and of the deaths" if with_mortality else " alone"
    return expected_years(table, Ahead(years, variances, why), at, confidence, method)


def disability_free_life_expectancy(
    deaths: Numbers, populations: Numbers, disabled: Numbers, survey_sizes: Numbers, **options: Any
) -> Estimate:
    """Return disability-free life expectancy (DFLE) in years, from the share with a disability by age band.

    Healthy life expectancy with everybody else taken as healthy; its options are the same.
    """
    others = 1 - as_floats(disabled, "Shares with a disability")
    return healthy_life_expectancy(deaths, populations, others, survey_sizes, **options)


def healthy_years(lived: Floats, passing: Floats, shares: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """Return the healthy years ahead at each age, and their variance from the shares' squared errors."""
    return from_oldest(lived * shares, passing), from_oldest(lived**2 * errors, passing**2)


def _read(
    healthy: Numbers, survey_sizes: Numbers, design_factors: Numbers, table: LifeTable
) -> tuple[Floats, Floats]:
    """Return the shares in good health and their squared standard errors."""
    shares, sizes = as_floats(healthy, "Shares in good health"), as_floats(survey_sizes, "Survey sizes")
    factors = as_floats(design_factors, "Design factors")
    if not shares.shape[-1:] == sizes.shape[-1:] == table.starts.shape:
        raise NotComputable("There must be one share in good health and one survey size for every age band.")
    if ((shares < 0) | (shares > 1)).any():
        raise NotComputable("A share in good health must lie between 0 and 1.")
    if (sizes <= 0).any():
        raise NotComputable("Every age band needs people in the survey.")
    if (~(factors >= 0)).any():
        raise NotComputable("A design factor must be zero or more.")
    shares, sizes, factors = together("Shares, survey sizes and design factors", shares, sizes, factors)
    return shares, factors**2 * shares * (1 - shares) / sizes


def _join(
    table: LifeTable, why: np.ndarray, shares: Floats, errors: Floats
) -> tuple[LifeTable, np.ndarray, Floats, Floats]:
    """Return table, reasons, shares and errors for the same areas; one without a full survey is refused."""
    called = "Deaths and the survey"
    deaths, people, shares, errors = together(called, table.deaths, table.people, shares, errors)
    unsurveyed = np.asarray(np.isnan(errors).any(axis=-1))
    if unsurveyed.ndim == 0 and unsurveyed:
        raise NotComputable(UNSURVEYED)
    # Where any band is missing, so are the years at every age, not at the younger ones alone.
    shares = np.where(unsurveyed[..., None], np.nan, shares)
    why = np.where(why == "", np.where(unsurveyed, UNSURVEYED, ""), why)
    return LifeTable(deaths, people, table.starts), why, shares, errors
