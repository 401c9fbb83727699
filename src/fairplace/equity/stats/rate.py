"""Crude rates: events per so many people or person-years."""

import numpy as np

from fairplace.equity.stats.count import count_limits
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Numbers, as_floats, as_given, check_per, check_together


def rate(
    counts: Numbers, denominators: Numbers, *, per: float = 100_000, confidence: float = 0.95
) -> Estimate:
    """Return the crude rate of events with limits: exact below 10 events, Byar's from 10.

    Any shapes that broadcast; missing gives missing. More events than people is legal: one
    person may have several. Sum counts and denominators first where areas are put together.
    Source: DHSC technical guidance on rates; Breslow and Day (1987).
    """
    counts, denominators = as_floats(counts, "Counts"), as_floats(denominators, "Denominators")
    check_together(counts=counts, denominators=denominators)
    check_per(per)
    if (denominators <= 0).any():
        raise NotComputable("A rate needs a denominator above zero.")
    lower, upper = count_limits(counts, confidence)
    # Limits without a value would look like a result.
    known = np.isnan(counts) | np.isnan(denominators)
    value, lower, upper = (
        np.where(known, np.nan, part / denominators * per) for part in (counts, lower, upper)
    )
    return Estimate(
        as_given(value),
        as_given(lower),
        as_given(upper),
        confidence,
        method="crude rate; exact limits below 10 events, Byar's from 10",
        count=as_given(counts),
        denominator=as_given(denominators),
    )
