"""A breakdown made ready to be summed up: who counts, how much, and what stands for missing."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

# WHO's limit: beyond it, what is missing would decide the answer.
MOST_MISSING = 0.15


@dataclass(frozen=True)
class Parts:
    """The numbers of a breakdown, subgroups last; a subgroup without a value weighs nothing."""

    breakdown: Breakdown

    @cached_property
    def is_known(self) -> Any:
        """Return which subgroups have a value."""
        return ~np.isnan(self.breakdown.values)

    @cached_property
    def values(self) -> Floats:
        """Return the values; where one is missing, the mean stands, which adds nothing to a distance."""
        known = np.where(self.is_known, self.breakdown.values, 0.0)
        mean = (self.shares * known).sum(axis=-1, keepdims=True)
        return np.where(self.is_known, known, mean)

    @cached_property
    def shares(self) -> Floats:
        """Return the share of each subgroup in the population of those with a value."""
        people = np.where(self.is_known, self.breakdown.populations, 0.0)
        with np.errstate(invalid="ignore"):
            return people / people.sum(axis=-1, keepdims=True)

    @cached_property
    def even(self) -> Floats:
        """Return the same weight for each subgroup with a value."""
        with np.errstate(invalid="ignore"):
            return self.is_known / self.is_known.sum(axis=-1, keepdims=True)

    @cached_property
    def errors(self) -> Floats | None:
        """Return the standard errors, zero where the value is missing; None where none is known."""
        if self.breakdown.errors is None:
            return None
        return np.where(self.is_known, self.breakdown.errors, 0.0)

    @cached_property
    def mean(self) -> Floats:
        """Return the average of the setting as published, else the one weighted by population."""
        if self.breakdown.average is not None:
            return np.asarray(self.breakdown.average, dtype=float)
        return (self.shares * self.values).sum(axis=-1)

    def weights(self, *, weighted: bool) -> Floats:
        """Return the shares of the population, or the same weight for every subgroup."""
        return self.shares if weighted else self.even

    def best(self, values: Floats) -> Floats:
        """Return the best of the values, which need not be these parts' own."""
        if self.breakdown.polarity == "high":
            return np.where(self.is_known, values, -np.inf).max(axis=-1)
        return np.where(self.is_known, values, np.inf).min(axis=-1)

    def reference(self, values: Floats) -> Floats:
        """Return the value of the reference subgroup."""
        assert self.breakdown.reference is not None, "A measure that needs a reference asks for it first."
        return values[..., self.breakdown.subgroups.index(self.breakdown.reference)]


def make_parts(
    breakdown: Breakdown,
    called: str,
    *,
    fewest: int = 3,
    ordered: bool = False,
    needs_polarity: bool = False,
    needs_reference: bool = False,
) -> Parts:
    """Return the parts, or refuse what the measure cannot be computed from.

    A measure along an order needs every value; others may miss 15%. A single place that misses more
    is refused, and of many places those come out missing.
    """
    if ordered and not breakdown.ordered:
        raise NotComputable(f"{called} needs subgroups that stand in order of disadvantage.")
    if len(breakdown.subgroups) < fewest:
        raise NotComputable(f"{called} needs {fewest} or more subgroups.")
    if needs_polarity and breakdown.polarity == "none":
        raise NotComputable(f"{called} needs to know which way is better.")
    if needs_reference and breakdown.reference is None:
        raise NotComputable(f"{called} needs a reference subgroup.")
    missing = np.isnan(breakdown.values).mean(axis=-1)
    too_many = missing > (0 if ordered else MOST_MISSING)
    if np.ndim(too_many) == 0 and too_many:
        raise NotComputable(f"{called} cannot be told: the values of too many subgroups are missing.")
    parts = Parts(breakdown)
    if np.any(too_many):
        # Blanked out, so that whatever is computed from it is missing too.
        parts.__dict__["shares"] = np.where(too_many[..., None], np.nan, parts.shares)
        parts.__dict__["even"] = np.where(too_many[..., None], np.nan, parts.even)
    return parts
