"""Breakdowns drawn by Hypothesis."""

import numpy as np
from hypothesis import strategies as st

from fairplace.equity import Breakdown


def _build(rows):
    values, errors, populations = zip(*rows, strict=True)
    names = tuple(str(place) for place in range(1, len(rows) + 1))
    return Breakdown(names, values, populations, standard_errors=errors)


breakdowns = st.lists(
    st.tuples(st.floats(50, 100), st.floats(0.01, 3), st.integers(1, 10**5)), min_size=3, max_size=12
).map(_build)


def moved(breakdown, *, factor=1.0, shift=0.0):
    """Return the breakdown with every value times the factor, plus the shift."""
    return Breakdown(
        breakdown.subgroups,
        breakdown.values * factor + shift,
        breakdown.populations,
        standard_errors=breakdown.errors * abs(factor),
    )


def turned(breakdown):
    """Return the breakdown with its order turned round."""
    return Breakdown(
        breakdown.subgroups[::-1],
        breakdown.values[::-1],
        breakdown.populations[::-1],
        standard_errors=breakdown.errors[::-1],
    )


def numbers(estimate):
    return estimate.value, estimate.lower, estimate.upper


def stacked(breakdown):
    """Return two places in one call: the breakdown, and the same with a value missing."""
    missing = np.where(np.arange(len(breakdown.subgroups)) == 0, np.nan, breakdown.values)
    return Breakdown(
        breakdown.subgroups,
        np.stack([breakdown.values, missing]),
        breakdown.populations,
        standard_errors=breakdown.errors,
    )
