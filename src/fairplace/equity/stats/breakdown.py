"""One indicator across one dimension of inequality."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, as_floats
from fairplace.equity.stats.proportion import wilson_limits

_ARRAYS = ("values", "populations", "standard_errors", "counts", "denominators")


@dataclass(frozen=True, eq=False)
class Breakdown:
    """One indicator in one place and period, across one dimension of inequality.

    The subgroups of an ordered dimension stand from most to least disadvantaged. Arrays have the
    subgroups last and any leading axes, so that every area of a country is one call. Counts and
    denominators belong to proportions only, people among people; a rate brings standard errors.
    """

    subgroups: tuple[str, ...]
    values: Any
    populations: Any
    standard_errors: Any = None
    counts: Any = None
    denominators: Any = None
    ordered: bool = True

    def __post_init__(self):
        for name in _ARRAYS:
            if getattr(self, name) is not None:
                object.__setattr__(self, name, self._checked(name))
        if (self.populations <= 0).any():
            raise NotComputable("Every subgroup needs a population above zero.")
        if self.standard_errors is not None and (self.standard_errors < 0).any():
            raise NotComputable("A standard error cannot be below zero.")
        if (self.counts is None) != (self.denominators is None):
            raise NotComputable("Counts and denominators are needed together.")
        if self.counts is not None:
            self._check_counts()

    def _checked(self, name: str) -> Floats:
        numbers = as_floats(getattr(self, name), name.replace("_", " ").capitalize())
        if numbers.ndim == 0 or numbers.shape[-1] != len(self.subgroups):
            raise NotComputable(f"There must be one of the {name.replace('_', ' ')} for every subgroup.")
        return numbers

    def _check_counts(self) -> None:
        if (self.denominators <= 0).any():
            raise NotComputable("Every subgroup needs a denominator above zero.")
        if (self.counts < 0).any() or (self.counts > self.denominators).any():
            raise NotComputable("A count must lie between zero and its denominator.")
        expected = self.counts / self.denominators * self.scale
        if not np.allclose(self.values, expected, rtol=1e-6, atol=1e-9 * self.scale, equal_nan=True):
            raise NotComputable("The values are not the counts divided by the denominators, unrounded.")

    @cached_property
    def scale(self) -> float:
        """Return what the proportions are given per: 1, or 100 for percentages."""
        shares = np.nansum(self.counts / self.denominators)
        return float(np.nansum(self.values) / shares) if shares > 0 else 1.0

    @property
    def shares(self) -> Floats:
        """Return the share of each subgroup in the whole population."""
        return self.populations / self.populations.sum(axis=-1, keepdims=True)

    @property
    def ranks(self) -> Floats:
        """Return the midpoint of each subgroup in the cumulative population, 0 to 1."""
        return np.cumsum(self.shares, axis=-1) - self.shares / 2

    @cached_property
    def errors(self) -> Floats | None:
        """Return the standard errors as given; for counts those implied by Wilson's limits, as in England.

        None where neither is known. Source: PHE, the slope index tool: (upper - lower) / 2z.
        """
        if self.standard_errors is not None or self.counts is None:
            return self.standard_errors
        z = normal_quantile(0.95)
        lower, upper = wilson_limits(self.counts, self.denominators, z)
        return (upper - lower) / (2 * z) * self.scale
