"""Agreement of any number of raters, with ratings missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.agreement.limits import ONE_CATEGORY, estimate_agreement
from fairplace.equity.stats.agreement.ratings import number_ratings
from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats

LEVELS = ("nominal", "ordinal", "interval")
DRAWS, SEED = 10_000, 20_401_231
# So many numbers at a time, near 40 MB.
BLOCK = 5_000_000
# The share of draws that may come out without an answer.
MOST_UNDEFINED = 0.05


@dataclass(frozen=True)
class _Ratings:
    """How many ratings each unit has in each category, for units with two or more."""

    table: Floats
    positions: Floats
    level: str

    def alpha(self, times: Floats) -> Floats:
        """Return alpha when each unit counts so many times; one answer a row, missing where undefined."""
        totals = times @ self.table
        ratings = totals.sum(axis=-1)
        if self.level == "nominal":
            seen, expected = self._by_name(times, totals)
        else:
            seen, expected = self._by_distance(times, totals)
        expected = np.where(expected > 1e-12 * ratings**2, expected, np.nan)
        return 1 - (ratings - 1) * seen / expected

    def _by_name(self, times: Floats, totals: Floats) -> tuple[Floats, Floats]:
        sizes = self.table.sum(axis=-1)
        unlike = (sizes**2 - (self.table**2).sum(axis=-1)) / (sizes - 1)
        return times @ unlike, totals.sum(axis=-1) ** 2 - (totals**2).sum(axis=-1)

    def _by_distance(self, times: Floats, totals: Floats) -> tuple[Floats, Floats]:
        """Return squared distances seen and expected: sums of squares less squares of sums.

        Between ranks the distance is that of their middles among all ratings, which is what
        Krippendorff's ordinal metric adds up to; so it changes with every draw.
        """
        positions = self.positions[None, :]
        if self.level == "ordinal":
            positions = (np.cumsum(totals, axis=-1) - totals / 2) / totals.sum(axis=-1, keepdims=True)
        sizes = self.table.sum(axis=-1)
        apart = sizes * (positions**2 @ self.table.T) - (positions @ self.table.T) ** 2
        seen = (times * (2 * apart / (sizes - 1))).sum(axis=-1)
        sums = (totals * positions).sum(axis=-1)
        return seen, 2 * (totals.sum(axis=-1) * (totals * positions**2).sum(axis=-1) - sums**2)


def krippendorff_alpha(
    ratings: Any,
    *,
    level: str = "nominal",
    categories: Sequence[Any] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = 0.95,
) -> Estimate:
    """Return Krippendorff's alpha of any number of raters with bootstrap limits; missing ratings allowed.

    A row a rater, a column a unit; a unit with fewer than two ratings is left out. One: all agree;
    zero: as by chance; below zero: they disagree on purpose. "nominal" looks at the same or not,
    "ordinal" at ranks, "interval" at distances. Limits: units are drawn anew, `draws` times, from the
    seed, so the same seed gives the same limits. Refused where all is one category.
    Source: Krippendorff (2011); limits by resampling units, Efron and Tibshirani (1993).
    """
    if level not in LEVELS:
        raise NotComputable(f"The level of measurement is one of {', '.join(LEVELS)}.")
    read = _read(ratings, level, categories)
    units = len(read.table)
    value = read.alpha(np.ones((1, units)))[0]
    if np.isnan(value):
        raise NotComputable(ONE_CATEGORY)
    found = _draw(read, draws, seed)
    undefined = np.isnan(found).mean()
    tail = (1 - as_share(confidence)) / 2
    limits = np.full(2, np.nan) if undefined > MOST_UNDEFINED else np.nanquantile(found, [tail, 1 - tail])
    note = f"{undefined:.1%} of draws held a single category." if undefined else ""
    method = f"Krippendorff's alpha, {level}; limits from {draws:,} draws of units"
    return estimate_agreement(value, (limits[0], limits[1]), confidence, method, units=units, notes=note)


def _draw(read: _Ratings, draws: int, seed: int) -> Floats:
    """Return alpha for every draw of as many units as there are, with replacement."""
    if draws < 1:
        raise NotComputable("At least one draw is needed.")
    random, units = np.random.default_rng(seed), len(read.table)
    step = max(BLOCK // units, 1)
    sizes = [min(step, draws - start) for start in range(0, draws, step)]
    even = np.full(units, 1 / units)
    return np.concatenate(
        [read.alpha(random.multinomial(units, even, size=size).astype(float)) for size in sizes]
    )


def _read(ratings: Any, level: str, categories: Sequence[Any] | None) -> _Ratings:
    codes, known = number_ratings(ratings, categories, in_order=level != "nominal")
    if codes.ndim != 2:
        raise NotComputable("Ratings need a row for every rater and a column for every unit.")
    if level == "interval" and any(isinstance(category, str) for category in known):
        raise NotComputable("Distances need ratings that are numbers.")
    places = np.arange(len(known))
    table = (codes[:, :, None] == places).sum(axis=0).astype(float)
    table = table[table.sum(axis=-1) > 1]
    if not len(table):
        raise NotComputable("No unit has two ratings.")
    positions = places.astype(float)
    if level == "interval":
        positions = np.asarray(known) - np.mean(known)
        positions = positions / max(np.abs(positions).max(), 1e-300)
    return _Ratings(table, positions, level)
