"""Counts of events, and how far chance may carry them."""

import numpy as np

from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, check_together

EXACT_BELOW = 10


def count_limits(counts: Numbers, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the lower and upper limits of Poisson counts: exact below 10, Byar's from 10.

    The threshold applies to fractional counts as it stands: 9.5 is exact. Missing gives missing.
    Source: Garwood (1936); Breslow and Day (1987); DHSC technical guidance on rates.
    """
    counts = as_floats(counts, "Counts")
    check_together(counts=counts)
    if (counts < 0).any():
        raise NotComputable("A count cannot be below zero.")
    tail = (1 - as_share(confidence)) / 2
    z = normal_quantile(confidence)
    lower, upper = byar_limits(counts, z)
    few = counts < EXACT_BELOW
    if few.any():
        exact_lower, exact_upper = _exact(np.where(few, counts, 0), tail)
        lower, upper = np.where(few, exact_lower, lower), np.where(few, exact_upper, upper)
    return lower, upper


def byar_limits(counts: Floats, z: float) -> tuple[Floats, Floats]:
    """Return Byar's limits, whatever the count; below 10 they are not close enough for a count by itself."""
    return _byar_lower(counts, z), _byar_upper(counts, z)


def _byar_lower(counts: Floats, z: float) -> Floats:
    safe = np.maximum(counts, EXACT_BELOW)
    # Very high confidence would carry the root below zero, and the cube with it.
    root = np.maximum(1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe)), 0)
    return safe * root**3


def _byar_upper(counts: Floats, z: float) -> Floats:
    above = counts + 1
    return above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def _exact(counts: Floats, tail: float) -> tuple[Floats, Floats]:
    # Imported here, because loading scipy takes longer than the rest of the library together.
    from scipy.special import gammaincinv

    # The lower limit of a thousandth of an event is zero to the last digit, and below that the
    # function breaks down; the 1 only keeps it inside its domain.
    some = counts > 1e-3
    lower = np.where(some, gammaincinv(np.where(some, counts, 1), tail), 0)
    return lower, gammaincinv(counts + 1, 1 - tail)
