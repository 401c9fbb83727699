"""From rows to results: rates, proportions, means and life expectancies of tables of any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.engines.bands import OF_LIFE_TABLES
from fairplace.equity.engines.means import reduce_values
from fairplace.equity.engines.rectangle import Rectangle, rectangle
from fairplace.equity.engines.results import as_columns, in_library, to_arrow
from fairplace.equity.engines.table import Progress, open_table
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.lifetables import life_expectancy
from fairplace.equity.stats.mean import mean_of
from fairplace.equity.stats.numbers import Numbers
from fairplace.equity.stats.proportion import proportion
from fairplace.equity.stats.rate import rate
from fairplace.equity.stats.standardisation import direct_rate, indirect_ratio


@dataclass(frozen=True)
class Answer:
    """An estimate of each group: one place in its arrays for every place in the lists of `keys`.

    `said` tells which rows were left out, and why.
    """

    keys: dict[str, list[Any]]
    estimate: Estimate
    said: tuple[str, ...] = ()
    kind: Any = None

    def table(self) -> Any:
        """Return keys, counts and results as a table: pandas or Polars if that was asked, else Arrow."""
        found = self.estimate
        counts = {"events": found.count, "population": found.denominator}
        counts = {name: numbers for name, numbers in counts.items() if numbers is not None}
        columns = {**counts, **as_columns(found)}
        size = len(np.atleast_1d(found.value))
        columns = {name: np.broadcast_to(np.asarray(part), (size,)) for name, part in columns.items()}
        return in_library(to_arrow({**self.keys, **columns}), self.kind)


def direct_rates(
    events: Any,
    populations: Any = None,
    *,
    by: Sequence[str],
    weights: Numbers = None,
    per: float = 100_000,
    confidence: float = 0.95,
    fewest: float = 10,
    **reading: Any,
) -> Answer:
    """Return directly standardised rates (DSR) of every group, by `direct_rate`.

    What is read, and how, is said as to `rectangle`. Without `weights` the bands are those of the
    European Standard Population 2013.
    """
    cells = rectangle(events, populations, by=by, **reading)
    found = direct_rate(
        cells.events, cells.population, weights, per=per, confidence=confidence, fewest=fewest
    )
    return _answer(cells, found, events)


def indirect_ratios(
    events: Any,
    populations: Any = None,
    *,
    by: Sequence[str],
    reference_events: Numbers = None,
    reference_populations: Numbers = None,
    per: float = 1,
    confidence: float = 0.95,
    **reading: Any,
) -> Answer:
    """Return events over those expected (ISR, SMR) of every group, by `indirect_ratio`.

    The reference is given by age band; without one it is all the groups together.
    """
    cells = rectangle(events, populations, by=by, **reading)
    if reference_events is None or reference_populations is None:
        reference_events, reference_populations = cells.events.sum(axis=0), cells.population.sum(axis=0)
    observed = cells.events.sum(axis=-1)
    found = indirect_ratio(
        observed, cells.population, reference_events, reference_populations, per=per, confidence=confidence
    )
    return _answer(cells, found, events)


def life_expectancies(
    deaths: Any,
    populations: Any = None,
    *,
    by: Sequence[str],
    at: float = 0,
    confidence: float = 0.95,
    **reading: Any,
) -> Answer:
    """Return life expectancies (LE) at one age of every group, by `life_expectancy`."""
    cells = rectangle(deaths, populations, by=by, **{"starts": OF_LIFE_TABLES, **reading})
    found = life_expectancy(
        cells.events, cells.population, starts=np.array(cells.starts), at=at, confidence=confidence
    )
    return _answer(cells, found, deaths)


def crude_rates(
    events: Any,
    populations: Any = None,
    *,
    by: Sequence[str],
    per: float = 100_000,
    confidence: float = 0.95,
    **reading: Any,
) -> Answer:
    """Return crude rates of every group, by `rate`; ages are not looked at."""
    cells = rectangle(events, populations, by=by, age=None, **reading)
    return _answer(cells, rate(cells.events, cells.population, per=per, confidence=confidence), events)


def proportions(
    people: Any,
    *,
    by: Sequence[str],
    having: str,
    per: float = 1,
    confidence: float = 0.95,
    progress: Progress | None = None,
) -> Answer:
    """Return the share of rows of every group for which the column `having` is 1 or true."""
    cells = rectangle(people, by=by, count=having, age=None, progress=progress)
    return _answer(cells, proportion(cells.events, cells.population, per=per, confidence=confidence), people)


def means(
    people: Any,
    *,
    by: Sequence[str],
    of: str,
    confidence: float = 0.95,
    progress: Progress | None = None,
) -> Answer:
    """Return the mean of a column in every group with Student's limits; missing where one is missing."""
    sums = reduce_values(people, by, of, progress)
    found = mean_of(sums.sizes, sums.means, sums.deviations, confidence=confidence)
    return Answer(sums.keys, found, sums.said, open_table(people).kind)


def _answer(cells: Rectangle, found: Estimate, given: Any) -> Answer:
    return Answer(cells.keys, found, cells.said, open_table(given).kind)
