import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import stdtrit

from fairplace.equity.stats.trend.mixture import Mixture

parts = st.lists(
    st.tuples(st.floats(-1000, 1000), st.sampled_from([0, 1e-6, 0.01, 1, 5, 200]), st.floats(0.01, 1)),
    min_size=1,
    max_size=8,
)


def halve(mixture, share):
    """Find the same by halving, which is slow and cannot miss."""
    ends = mixture.centres + mixture.scales * stdtrit(mixture.freedom, share)
    low, high = ends.min(axis=0), ends.max(axis=0)
    for _ in range(100):
        middle = (low + high) / 2
        too_low = mixture.below(middle) < share
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return (low + high) / 2


@settings(max_examples=50)
@given(parts, st.integers(1, 12), st.sampled_from([0.025, 0.1, 0.25, 0.5, 0.9, 0.975]))
def test_the_quantile_agrees_with_halving(parts, freedom, share):
    centres, scales, weights = (
        np.array(each, dtype=float)[:, np.newaxis] for each in zip(*parts, strict=True)
    )
    mixture = Mixture(centres, scales, weights / weights.sum(), freedom)
    width = np.abs(centres).max() + scales.max()

    assert mixture.quantile(share) == pytest.approx(halve(mixture, share), abs=1e-9 * max(width, 1e-9))


def test_many_quantiles_at_once_are_those_one_by_one():
    mixture = Mixture(np.array([[1.0, 2], [3, 9]]), np.array([[1.0, 2], [0, 1]]), np.array([[0.4], [0.6]]), 5)
    shares = [0.025, 0.5, 0.9]

    assert mixture.quantiles(shares) == pytest.approx(np.array([mixture.quantile(one) for one in shares]))
