"""Indirectly standardised rates: events beside those expected at the rates of a reference population."""

import numpy as np

from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given, check_per, check_together


def indirect_ratio(
    observed: Numbers,
    populations: Numbers,
    reference_counts: Numbers,
    reference_populations: Numbers,
    *,
    per: float = 1,
    confidence: float = 0.95,
) -> Estimate:
    """Return observed over expected events (SMR, ISR); `per=100` gives the ratio of the reference as 100.

    Age bands last. `observed` is one total for each place. One means as many as expected at the
    reference's rates. A missing number in the reference or the population counts as none.
    Source: Breslow and Day (1987); DHSC technical guidance on standardised ratios.
    """
    check_per(per)
    total, expected, _ = _read(observed, populations, reference_counts, reference_populations)
    return _scaled(total, expected, per, confidence, "events observed over expected")


def indirect_rate(
    observed: Numbers,
    populations: Numbers,
    reference_counts: Numbers,
    reference_populations: Numbers,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
) -> Estimate:
    """Return the indirectly standardised rate: the ratio times the crude rate of the reference.

    As `indirect_ratio`. Source: DHSC technical guidance on standardised rates.
    """
    check_per(per)
    total, expected, crude = _read(observed, populations, reference_counts, reference_populations)
    return _scaled(total, expected, crude * per, confidence, "indirectly standardised rate")


def _read(
    observed: Numbers, populations: Numbers, reference_counts: Numbers, reference_populations: Numbers
) -> tuple[Floats, Floats, Floats]:
    """Return observed and expected events, and the crude rate of the reference."""
    total, people = as_floats(observed, "Observed events"), _none_if_missing(populations, "Populations")
    events = _none_if_missing(reference_counts, "Reference counts")
    among = as_floats(reference_populations, "Reference populations")
    if not people.shape[-1:] == events.shape[-1:] == among.shape[-1:] or not people.ndim:
        raise NotComputable("There must be one number of the reference population for every age band.")
    check_together(populations=people, reference_counts=events, reference_populations=among)
    if (~(among > 0)).any():
        raise NotComputable("Every age band of the reference needs a population above zero.")
    if (people < 0).any() or (events < 0).any():
        raise NotComputable("Populations and reference counts cannot be below zero.")
    expected = (people * events / among).sum(axis=-1)
    if (expected <= 0).any():
        raise NotComputable("No events are expected, so none can be compared with them.")
    check_together(observed_events=total, expected_events=expected)
    return total, expected, events.sum(axis=-1) / among.sum(axis=-1)


def _none_if_missing(numbers: Numbers, called: str) -> Floats:
    given = as_floats(numbers, called)
    return np.where(np.isnan(given), 0.0, given)


def _scaled(
    observed: Floats, expected: Floats, scale: float | Floats, confidence: float, what: str
) -> Estimate:
    lower, upper = count_limits(observed, confidence)
    value, lower, upper = (as_given(part / expected * scale) for part in (observed, lower, upper))
    return Estimate(
        value,
        lower,
        upper,
        confidence,
        f"{what}; exact limits below 10 events, Byar's from 10",
        count=as_given(observed),
        denominator=as_given(expected),
    )
