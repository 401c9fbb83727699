"""Persons drawn by Hypothesis, and slow, plain twins of what is computed of them."""

import numpy as np
from hypothesis import strategies as st

# Few ranks, so that ties are common; outcomes on a grid, so that sums are exact.
PERSON = st.tuples(st.integers(1, 40), st.integers(0, 5), st.integers(1, 9))
persons = (
    st.lists(PERSON, min_size=4, max_size=12)
    .filter(lambda rows: len({rank for _, rank, _ in rows}) > 1)
    .map(lambda rows: tuple(np.array(column, dtype=float) for column in zip(*rows, strict=True)))
)


def numbers(estimate):
    return estimate.value, estimate.lower, estimate.upper


def error_of(estimate, quantile):
    return (estimate.upper - estimate.value) / quantile


def plain_ranks(rank_by, weights):
    """Return the mid-ranks, person by person."""
    total = sum(weights)
    return [
        sum(w * ((r < own) + (r == own) / 2) for r, w in zip(rank_by, weights, strict=True)) / total
        for own in rank_by
    ]


def plain_index(outcome, rank_by, weights):
    """Return the relative concentration index as it is defined: twice the covariance over the mean."""
    ranks, total = plain_ranks(rank_by, weights), sum(weights)
    rows = list(zip(outcome, ranks, weights, strict=True))
    mean = sum(h * w for h, _, w in rows) / total
    return 2 * sum(w * (h - mean) * (r - 0.5) for h, r, w in rows) / total / mean


def jackknife_error(measure, columns, groups):
    """Return the delete-one-group jackknife error of a measure of these columns."""
    names = sorted(set(groups))
    groups = np.asarray(groups)
    without = np.array([measure(*(column[groups != name] for column in columns)) for name in names])
    count = len(names)
    return np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum())
