"""Life expectancy: the years that somebody would live at today's death rates."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.reading import age_at, read_table
from fairplace.equity.stats.lifetables.table import FEWEST_PEOPLE, LifeTable, sum_from_oldest
from fairplace.equity.stats.numbers import Floats, Numbers, as_given

WIDEST = 20
TOO_WIDE = "The interval is wider than 20 years, so the value is withheld."
ALL_DEAD = "At these death rates nobody reaches this age."


def life_expectancy(
    deaths: Numbers,
    populations: Numbers,
    *,
    starts: Numbers = None,
    at: float | None = None,
    fewest_people: float = FEWEST_PEOPLE,
    confidence: float = 0.95,
) -> Estimate:
    """Return life expectancy (LE) in years with limits; age bands last, any leading axes.

    `starts` are the ages at which the bands begin, from 0, the last band open; 19, 20 or 21 bands
    are taken as 0, 1-4, 5-9, up to 85+, 90+ or 95+. The answer has the bands last too, or is that
    `at` one age. Areas of up to 5,000 people, with a band missing or empty, with more deaths than
    people or nobody dead in the last band have none: one area is refused, of many the note says why.
    A value whose 95% interval is wider than 20 years is withheld. Lower limits stop at 0.
    Source: Chiang (1968) II; Silcocks and others (2001); Eayres and Williams (2004).
    """
    table, why = read_table(deaths, populations, starts, fewest_people=fewest_people)
    errors = np.sqrt(sum_from_oldest(table.spread())) / _reached(table)
    chosen = slice(None) if at is None else age_at(table.starts, at)
    method = "abridged life table (Chiang II), with Silcocks's variance for the oldest"
    ahead = Ahead(table.expectancy, errors, why)
    return expected_years(table, ahead, chosen, confidence, method)


@dataclass(frozen=True)
class Ahead:
    """The years ahead at each age, their standard errors, and for each area why it has none."""

    years: Floats
    errors: Floats
    why: np.ndarray


def expected_years(table: LifeTable, ahead: Ahead, chosen: Any, confidence: float, method: str) -> Estimate:
    """Return years ahead at the chosen ages with normal limits, and why some are withheld."""
    value, error, why = ahead.years[..., chosen], ahead.errors[..., chosen], ahead.why
    dead = (_reached(table) != table.survivors)[..., chosen]
    reach = normal_quantile(confidence) * error
    too_wide = 2 * normal_quantile(0.95) * error > WIDEST
    lower, upper = np.maximum(value - reach, 0), value + reach
    notes = _notes(why, too_wide, dead)
    value = np.where(too_wide | dead, np.nan, value)
    return Estimate(
        as_given(value),
        as_given(np.where(dead, np.nan, lower)),
        as_given(np.where(dead, np.nan, upper)),
        confidence,
        method,
        count=as_given(sum_from_oldest(table.deaths)[..., chosen]),
        denominator=as_given(sum_from_oldest(table.people)[..., chosen]),
        note=notes,
    )


def _notes(why: np.ndarray, too_wide: Any, dead: Any) -> Any:
    """Return why values are withheld; one sentence a value only where needed, since those are large."""
    if not (np.any(why != "") or np.any(too_wide) or np.any(dead)):
        return ""
    of_area = why if np.ndim(too_wide) == np.ndim(why) else why[..., None]
    return as_given(np.where(too_wide, TOO_WIDE, np.where(dead, ALL_DEAD, of_area)))


def _reached(table: LifeTable) -> Floats:
    """Return the survivors, never zero: an age that nobody reaches is told by its note instead."""
    return np.where(table.survivors == 0, 1.0, table.survivors)
