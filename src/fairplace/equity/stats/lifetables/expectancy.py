"""Life expectancy: the years that somebody would live at today's death rates."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables.reading import FEWEST_PEOPLE, age_at, read_table
from fairplace.equity.stats.lifetables.table import LifeTable, sum_from_oldest
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
    ahead = Ahead(table.expectancy, table.variance(table.expectancy), why)
    method = "abridged life table (Chiang II), with Silcocks's variance for the oldest"
    return expected_years(table, ahead, at, confidence, method)


@dataclass(frozen=True)
class Ahead:
    """The years ahead at each age, their variances, and for each area why it has none."""

    years: Floats
    variances: Floats
    why: np.ndarray


def expected_years(
    table: LifeTable, ahead: Ahead, at: float | None, confidence: float, method: str
) -> Estimate:
    """Return years ahead at one age or all with normal limits, and why some are withheld."""
    chosen = slice(None) if at is None else age_at(table.starts, at)
    value, error = ahead.years[..., chosen], np.sqrt(ahead.variances[..., chosen])
    wide = too_wide(error)
    dead = np.broadcast_to(table.surviving[..., chosen] == 0, np.shape(value))
    notes = _notes(ahead.why if at is not None else ahead.why[..., None], wide, dead)
    lower, upper = normal_limits(value, error, confidence)
    lower, upper = np.where(dead, np.nan, np.maximum(lower, 0)), np.where(dead, np.nan, upper)
    value = np.where(wide | dead, np.nan, value)
    return Estimate(
        as_given(value),
        as_given(lower),
        as_given(upper),
        confidence,
        method,
        count=as_given(sum_from_oldest(table.deaths)[..., chosen]),
        denominator=as_given(sum_from_oldest(table.people)[..., chosen]),
        note=notes,
    )


def too_wide(error: Any) -> np.ndarray:
    """Return whether a 95% interval with this standard error is too wide for its value to be shown."""
    return 2 * normal_quantile(0.95) * error > WIDEST


def normal_limits(value: Any, error: Any, confidence: float) -> tuple[Any, Any]:
    """Return the limits as many standard errors to either side as the confidence asks for."""
    # Certainty is infinitely many errors, and of no error at all that is anybody's guess.
    with np.errstate(invalid="ignore"):
        reach = normal_quantile(confidence) * error
        return value - reach, value + reach


def _notes(why: np.ndarray, wide: np.ndarray, dead: np.ndarray) -> Any:
    """Return the notes in the shape of the answer; one empty note where there is nothing to say."""
    if dead.ndim == 0 and dead:
        raise NotComputable(ALL_DEAD)
    if not ((why != "").any() or wide.any() or dead.any()):
        return ""
    if wide.ndim == 0:
        return TOO_WIDE
    # Objects, so that a country's notes are one pointer each and not 75 letters.
    notes = np.broadcast_to(why, wide.shape).astype(object)
    notes[wide], notes[dead] = TOO_WIDE, ALL_DEAD
    return notes
