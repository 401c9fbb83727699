"""The points that a line may rest on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

FEWEST_POINTS = 5
CARRIED_FORWARD = "carried-forward"


@dataclass(frozen=True)
class Group:
    """Places measured in the same years, oldest first; errors only where every point has limits."""

    places: NDArray[np.intp]
    years: Floats
    values: Floats
    errors: Floats | None


@dataclass(frozen=True)
class Series:
    """Values of places by year: years and the order of the columns are shared, missing values are nan."""

    years: Floats
    values: Floats
    errors: Floats
    shape: tuple[int, ...]

    def groups(self) -> Iterator[Group]:
        """Give the places of each pattern of missing values together, so that each is one sum."""
        kept = ~np.isnan(self.values)
        # A missing limit, or one without width, says nothing of how sure the other points are.
        weighted = (np.where(kept, self.errors, 1) > 0).all(axis=1)
        patterns, which = np.unique(np.column_stack([kept, weighted]), axis=0, return_inverse=True)
        for number, pattern in enumerate(patterns):
            places, columns = np.flatnonzero(which.ravel() == number), np.flatnonzero(pattern[:-1])
            cells = np.ix_(places, columns)
            errors = self.errors[cells] if pattern[-1] else None
            yield Group(places, self.years[columns], self.values[cells], errors)


def read_series(
    years: Numbers, values: Numbers, lowers: Numbers, uppers: Numbers, flags: Sequence[Any] | None = None
) -> Series:
    """Return the series of one or many places, in the order of the years."""
    when, what = as_floats(years, "Years"), as_floats(values, "Values")
    if when.ndim != 1 or what.ndim == 0 or what.shape[-1] != len(when):
        raise NotComputable("A series needs one year and one value for every point.")
    errors = _errors(lowers, uppers, what.shape)
    kept = ~np.isnan(what) & _afresh(flags, what.shape)
    order = np.argsort(when, kind="stable")
    table = (-1, len(when))
    values_kept = np.where(kept, what, np.nan).reshape(table)[:, order]
    return Series(when[order], values_kept, errors.reshape(table)[:, order], what.shape[:-1])


def why_not_judged(group: Group) -> str | None:
    """Return why no line can be drawn through these points, if so."""
    points = len(group.years)
    if points < FEWEST_POINTS:
        found = "1 value was" if points == 1 else f"{points} values were"
        return f"{found} measured afresh; a direction needs at least {FEWEST_POINTS}."
    if np.isnan(group.years).any() or len(np.unique(group.years)) < points:
        return "The same year appears more than once, so the order of the values is not known."
    return None


def _errors(lowers: Numbers, uppers: Numbers, shape: tuple[int, ...]) -> Floats:
    if lowers is None or uppers is None:
        return np.full(shape, np.nan)
    low, high = as_floats(lowers, "Limits"), as_floats(uppers, "Limits")
    if low.shape != shape or high.shape != shape:
        raise NotComputable("A series needs a lower and an upper limit for every point.")
    if (low > high).any():
        raise NotComputable("A lower limit lies above its upper limit.")
    return (high - low) / (2 * normal_quantile(0.95))


def _afresh(flags: Sequence[Any] | None, shape: tuple[int, ...]) -> Any:
    if flags is None:
        return True
    given = np.asarray(flags, dtype=object)
    if given.ndim == 0 or given.shape[-1] != shape[-1]:
        raise NotComputable("A series needs one year and one value for every point.")
    return given != CARRIED_FORWARD
