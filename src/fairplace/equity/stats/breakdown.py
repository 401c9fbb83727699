"""One indicator across one dimension of inequality."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, as_floats
from fairplace.equity.stats.polarity import POLARITIES
from fairplace.equity.stats.proportion import wilson_limits

_ARRAYS = ("values", "populations", "standard_errors", "counts", "denominators", "lowers", "uppers")
KINDS = ("mean", "rate", "proportion")


@dataclass(frozen=True, eq=False)
class Breakdown:
    """One indicator in one place and period, across one dimension of inequality.

    The subgroups of an ordered dimension stand from most to least disadvantaged. Arrays have the
    subgroups last and any leading axes, so that every area of a country is one call. Counts and
    denominators belong to proportions only, people among people; a rate brings standard errors, or
    its published 95% limits. The kind says on which scale chance works: rates err by a factor,
    proportions within 0 and `per`. Polarity says which way is better, the reference is the subgroup
    others are held against, and the average that of the whole setting, where it was published.
    """

    subgroups: tuple[str, ...]
    values: Any
    populations: Any
    standard_errors: Any = None
    counts: Any = None
    denominators: Any = None
    ordered: bool = True
    kind: str = ""
    per: float | None = None
    lowers: Any = None
    uppers: Any = None
    polarity: str = "none"
    reference: str | None = None
    average: Any = None

    def __post_init__(self):
        object.__setattr__(self, "kind", self.kind or ("mean" if self.counts is None else "proportion"))
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
        self._check_order()
        self._check_words()
        self._check_limits()

    def _check_order(self) -> None:
        """Refuse numbered subgroups that were sorted as text, where 10 stands after 1."""
        labels = [str(label) for label in self.subgroups]
        if not self.ordered or not all(label.isdecimal() for label in labels):
            return
        if labels == sorted(labels) and labels != sorted(labels, key=int):
            raise NotComputable(f"The subgroups stand as {', '.join(labels)}; sort them as numbers.")

    def _check_words(self) -> None:
        if self.kind not in KINDS:
            raise NotComputable("The kind of a breakdown is mean, rate or proportion.")
        if self.counts is not None and self.kind != "proportion":
            raise NotComputable("Counts and denominators belong to proportions only.")
        if self.polarity not in POLARITIES:
            raise NotComputable("The polarity must be high, low or none.")
        if self.reference is not None and self.reference not in self.subgroups:
            raise NotComputable(f"The reference subgroup {self.reference} is not among the subgroups.")
        if self.per is not None and not self.per > 0:
            raise NotComputable("What values are given per must be above zero.")

    def _check_limits(self) -> None:
        if (self.lowers is None) != (self.uppers is None):
            raise NotComputable("Lower and upper limits are needed together.")
        if self.lowers is not None and ((self.lowers > self.values) | (self.values > self.uppers)).any():
            raise NotComputable("A value must lie between its limits.")

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
        """Return what rates or proportions are given per: 1 if nothing is said, 100 for percentages."""
        if self.per is not None or self.counts is None:
            return self.per or 1.0
        shares = np.nansum(self.counts / self.denominators)
        return float(np.nansum(self.values) / shares) if shares > 0 else 1.0

    @cached_property
    def shares(self) -> Floats:
        """Return the share of each subgroup in the whole population."""
        return self.populations / self.populations.sum(axis=-1, keepdims=True)

    @cached_property
    def ranks(self) -> Floats:
        """Return the midpoint of each subgroup in the cumulative population, 0 to 1."""
        return np.cumsum(self.shares, axis=-1) - self.shares / 2

    @cached_property
    def errors(self) -> Floats | None:
        """Return the standard errors as given, else those that the 95% limits imply, as in England.

        Of proportions with counts these are Wilson's limits. None where nothing is known.
        Source: PHE, the slope index tool: (upper - lower) / 2z.
        """
        if self.standard_errors is not None or self.limits is None:
            return self.standard_errors
        lower, upper = self.limits
        return (upper - lower) / (2 * normal_quantile(0.95))

    @cached_property
    def limits(self) -> tuple[Floats, Floats] | None:
        """Return the 95% limits of the values: as published, else Wilson's of the counts, else None."""
        if self.lowers is not None:
            return self.lowers, self.uppers
        if self.counts is None:
            return None
        lower, upper = wilson_limits(self.counts, self.denominators, normal_quantile(0.95))
        return lower * self.scale, upper * self.scale
