"""Limits by drawing every value anew, as WHO does where there is no formula."""

from collections.abc import Callable

import numpy as np

from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given
from fairplace.equity.stats.summaries.parts import Parts

DRAWS, SEED = 1_000, 20_401_231
# So many drawn numbers at a time, near 80 MB.
BLOCK = 10_000_000
# Up to so many are kept with the breakdown, since making them takes longer than any measure of them.
KEPT = 2_000_000
Measure = Callable[[Floats, Parts], Floats]


def estimate_by_drawing(
    measure: Measure, parts: Parts, confidence: float, method: str, *, draws: int = DRAWS, seed: int = SEED
) -> Estimate:
    """Return the measure of the values, with the limits between which it falls when they are drawn anew.

    Every value is drawn from a normal distribution cut off at zero, and at what a proportion is
    given per. The same seed gives the same limits. Source: WHO, HEAT technical notes.
    """
    value = measure(parts.values, parts)
    if parts.errors is None:
        return Estimate(as_given(value), confidence=confidence, method=f"{method}; no limits")
    drawn = _measure_drawn(measure, parts, draws, seed)
    tail = (1 - as_share(confidence)) / 2
    lower, upper = np.quantile(drawn, [tail, 1 - tail], axis=0)
    return Estimate(
        as_given(value),
        as_given(lower),
        as_given(upper),
        confidence,
        f"{method}; limits from {draws:,} draws",
    )


def _measure_drawn(measure: Measure, parts: Parts, draws: int, seed: int) -> Floats:
    """Return the measure of every draw on a first axis, so that the subgroups stay last."""
    if draws * parts.values.size <= KEPT:
        return measure(_kept_draws(parts, draws, seed), parts)
    random = np.random.default_rng(seed)
    step = max(BLOCK // parts.values.size, 1)
    found = []
    for start in range(0, draws, step):
        uniform = random.random((min(step, draws - start), *parts.values.shape))
        found.append(measure(_values_at(uniform, parts), parts))
    return np.concatenate(found)


def _kept_draws(parts: Parts, draws: int, seed: int) -> Floats:
    """Return the draws of a small breakdown, which all its measures share."""
    kept = parts.breakdown.__dict__.setdefault("_draws", {})
    if (draws, seed) not in kept:
        uniform = np.random.default_rng(seed).random((draws, *parts.values.shape))
        kept[draws, seed] = _values_at(uniform, parts)
    return kept[draws, seed]


def _values_at(uniform: Floats, parts: Parts) -> Floats:
    """Return the values at these shares of their truncated distributions: no draw is ever thrown away."""
    from scipy.special import ndtr, ndtri

    errors = np.asarray(parts.errors)
    certain = errors == 0
    spread = np.where(certain, 1.0, errors)
    highest = parts.breakdown.scale if parts.breakdown.kind == "proportion" else np.inf
    low, high = ndtr(-parts.values / spread), ndtr((highest - parts.values) / spread)
    drawn = parts.values + spread * ndtri(low + uniform * (high - low))
    # A value without error is drawn as itself, even outside the bounds, where others would draw for ever.
    return np.where(certain, parts.values, drawn)
