"""Directly standardised rates: what the rate would be, were the population as old as the standard one."""

from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.count import byar_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given, check_per, check_together
from fairplace.equity.stats.repeats import add_up_repeats
from fairplace.equity.stats.standardisation.populations import EUROPEAN_2013

FEWEST = 10
METHOD = "directly standardised rate; Dobson's limits with Byar's"


def direct_rate(
    counts: Numbers,
    populations: Numbers,
    weights: Numbers = None,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    fewest: float = FEWEST,
) -> Estimate:
    """Return the directly standardised rate (DSR); age bands last, any leading axes.

    Weights are the standard population; without them there must be the 19 bands of the European
    Standard Population 2013. A missing count is no events. A band without count and population
    falls out, which the note tells. With fewer events than `fewest` the rate is withheld.
    Source: Dobson and others (1991); Breslow and Day (1987); Morris and others (2018) for the ten.
    """
    bands = Bands(counts, populations, weights)
    events = bands.counts.sum(axis=-1)
    return bands.rate(events, bands.counts, per=per, confidence=confidence, fewest=fewest)


def direct_rate_of_repeats(
    persons: Numbers,
    frequencies: Numbers,
    populations: Numbers,
    weights: Numbers = None,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    fewest: float = FEWEST,
) -> Estimate:
    """Return the directly standardised rate of events that one person may have several of.

    `persons` has the frequencies last and the age bands before them: how many people had so many
    events. The variance counts each person's events together, since they are not independent.
    Source: PHE technical guidance on non-independent events; Dobson and others (1991).
    """
    had = as_floats(persons, "Persons")
    if had.ndim < 2:
        raise NotComputable("There must be one number of persons for every age band and frequency.")
    events_by_age, squared = add_up_repeats(np.where(np.isnan(had), 0.0, had), frequencies)
    bands = Bands(events_by_age, populations, weights)
    events = bands.counts.sum(axis=-1)
    return bands.rate(events, squared, per=per, confidence=confidence, fewest=fewest)


class Bands:
    """Counts, populations and weights by age, checked, and what falls out left out."""

    def __init__(self, counts: Numbers, populations: Numbers, weights: Numbers):
        self.counts = as_floats(counts, "Counts")
        self.populations = as_floats(populations, "Populations")
        self.weights = _weights(weights, self.counts)
        if not self.counts.ndim or self.counts.shape[-1:] != self.populations.shape[-1:]:
            raise NotComputable("There must be one count and one population for every age band.")
        check_together(counts=self.counts, populations=self.populations, weights=self.weights)
        absent: Any = np.isnan(self.counts) & np.isnan(self.populations)
        self.has_gaps = absent.any(axis=-1)
        self._check(absent)
        self.counts = np.where(np.isnan(self.counts), 0.0, self.counts)
        self.weights = np.where(absent, 0.0, self.weights)
        self.populations = np.where(absent, 1.0, self.populations)

    def _check(self, absent: Any) -> None:
        if (self.counts < 0).any():
            raise NotComputable("A count cannot be below zero.")
        if (~(self.populations > 0) & ~absent).any():
            raise NotComputable("Every age band needs a population above zero.")
        if not (self.weights >= 0).all():
            raise NotComputable("A standard population cannot be below zero, or missing in an age band.")
        if not self.weights.any(axis=-1).all():
            raise NotComputable("A standard population needs people in one age band or more.")

    def rate(
        self, events: Floats, squared: Floats, *, per: float, confidence: float, fewest: float
    ) -> Estimate:
        """Return the weighted rate with Dobson's limits; `squared` is what the variance adds up."""
        check_per(per)
        total = self.weights.sum(axis=-1, keepdims=True)
        # Without any band there is nothing to divide by, and no rate.
        shares = self.weights / np.where(total > 0, total, np.nan) / self.populations
        value = (shares * self.counts).sum(axis=-1)
        error = np.sqrt((shares**2 * squared).sum(axis=-1))
        lower, upper = byar_limits(events, normal_quantile(confidence))
        few = events < fewest
        with np.errstate(divide="ignore", invalid="ignore"):
            step = error / np.sqrt(events)
        note = np.where(self.has_gaps, "Some age bands are missing and fell out.", "")
        note = withhold(few, f"Fewer than {fewest:g} events: too few for a standardised rate.", note)
        parts = value, value + step * (lower - events), value + step * (upper - events)
        value, lower, upper = (as_given(np.where(few, np.nan, part * per)) for part in parts)
        return Estimate(
            value,
            lower,
            upper,
            confidence,
            METHOD,
            count=as_given(events),
            denominator=as_given(np.where(self.weights > 0, self.populations, 0).sum(axis=-1)),
            note=note.item() if note.ndim == 0 else note if note.any() else "",
        )


def _weights(weights: Numbers, counts: Floats) -> Floats:
    if weights is not None:
        given = as_floats(weights, "Weights")
        if given.shape[-1:] != counts.shape[-1:]:
            raise NotComputable("There must be one weight of the standard population for every age band.")
        return given
    if counts.shape[-1:] != (len(EUROPEAN_2013),):
        raise NotComputable(
            "Without weights there must be the 19 age bands of the European Standard Population: 0-4 to 90+."
        )
    return np.array(EUROPEAN_2013, dtype=float)
