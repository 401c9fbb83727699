"""The exact distribution of a weighted sum of values, from its characteristic function.

The characteristic function of the sum is the product of those of the values, each an integral over
the normal error. Source: Gil-Pelaez (1951) for the way back to the distribution.
"""

from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.moments import Cumulants, Moments

# The midpoint rule repeats the distribution every so many deviations: at least this, or twice as far as
# any value reaches with a chance of one in a thousand million.
PERIOD, REACH, MARGIN = 46.0, 6.0, 6.0
NEGLIGIBLE, MOST_WAVES = 1e-12, 2**18
# Two very uncertain values die out slowly. What is cut off then changes a probability by a sixth of
# this at most, since it falls faster than the square.
STILL_TOLD = 1e-5
STEPS, FEWEST_LEAPS, MOST_LEAPS = 12, 8, 64
# The grid of the integrals: wide enough for the normal weight to vanish, finer where errors are large.
WIDTH, SPACING, SPACING_OF_ERROR, HIGHEST = 8.4, 0.5, 0.35, 3.0


class Inversion:
    """The distribution of the sum of weights times values of every place, in deviations from its mean."""

    def __init__(self, chance: Chance, weights: Floats, cumulants: Cumulants, moments: Moments):
        means = cumulants[0]
        weights = weights / moments.deviation[..., None]
        self.step = 2 * np.pi / _periods(chance, weights, means)
        points, normal = _contours(chance, weights)
        values = chance.back(chance.centres[..., None] + chance.errors[..., None] * points)
        turns = (values - means[..., None]) * (weights * self.step[..., None])[..., None]
        self.waves = _waves(turns, normal)
        self.halves = np.arange(self.waves.shape[-1]) + 0.5

    @property
    def is_settled(self) -> Any:
        """Return where the waves have died out, so that the distribution can be trusted."""
        return np.abs(self.waves[..., -STEPS:]).max(axis=-1) < STILL_TOLD

    def below(self, points: Floats, places: Any = ...) -> Floats:
        """Return the probability below each point, of all places or of some."""
        turned = np.exp(-1j * self.halves * (self.step[places] * points)[..., None]) * self.waves[places]
        return 0.5 - (turned.imag / self.halves).sum(axis=-1) / np.pi


def _periods(chance: Chance, weights: Floats, means: Floats) -> Floats:
    ends = (chance.back(chance.centres + sign * REACH * chance.errors) for sign in (-1, 1))
    furthest = np.maximum(*(np.abs(weights * (end - means)) for end in ends)).max(axis=-1)
    return np.maximum(PERIOD, 2 * (furthest + MARGIN))


def _contours(chance: Chance, weights: Floats) -> tuple[Any, Any]:
    """Return where the errors of each value are integrated, and the normal weight there.

    Along the real line the integrand of an uncertain rate turns ever faster, and no grid can follow.
    Raised into the complex plane, on the side the weight's sign says, it dies out instead, and the
    integral is the same.
    """
    largest = max(float(chance.errors.max()), 1e-9)
    spacing = min(SPACING, SPACING_OF_ERROR / largest)
    count = int(np.ceil(WIDTH / spacing))
    height = np.sign(weights) * np.minimum(HIGHEST, np.pi / 2 / np.maximum(chance.errors, 1e-9))
    points = np.arange(-count, count + 1) * spacing + 1j * height[..., None]
    return points, np.exp(-(points**2) / 2) * (spacing / np.sqrt(2 * np.pi))


def _waves(turns: Floats, normal: Floats) -> Floats:
    """Return the characteristic function at the middle of each step, until it has died out.

    Each wave is the one before, turned once more: powers by doubling, leaps of twelve steps at a time,
    and one product of matrices, in place of an exponential for every wave.
    """
    once = np.exp(1j * turns)
    steps = _powers(once, np.exp(0.5j * turns), STEPS)
    leap, start, leaps, found = np.exp(1j * STEPS * turns), normal, FEWEST_LEAPS, []
    while True:
        starts = _powers(leap, start, leaps + 1)
        of_values = steps @ np.swapaxes(starts[..., :leaps, :], -1, -2)
        product = np.swapaxes(of_values.prod(axis=-3), -1, -2)
        found.append(product.reshape(*product.shape[:-2], -1))
        done = sum(part.shape[-1] for part in found)
        if np.abs(product[..., -1, :]).max(initial=0) < NEGLIGIBLE or done > MOST_WAVES:
            return np.concatenate(found, axis=-1)
        start, leaps = starts[..., leaps, :], min(2 * leaps, MOST_LEAPS)


def _powers(base: Floats, first: Floats, count: int) -> Floats:
    """Return first, first x base, first x base squared ... on the axis before the last."""
    powers = np.empty((*base.shape[:-1], count, base.shape[-1]), dtype=complex)
    powers[..., 0, :] = first
    have = 1
    while have < count:
        fresh = min(have, count - have)
        powers[..., have : have + fresh, :] = powers[..., :fresh, :] * base[..., None, :]
        have, base = have + fresh, base * base
    return powers
