"""The distribution of a weighted sum of values that each err in their own way."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance

QUADRATURE, WAVES, PERIOD = 36, 96, 46.0
NEWTON_STEPS = 6
# So many places at a time, which keeps the arrays of the inversion near 50 MB.
BLOCK = 24


@dataclass(frozen=True)
class Moments:
    """Mean, standard deviation, skewness and excess kurtosis of a weighted sum, by place."""

    mean: Floats
    deviation: Floats
    skewness: Floats
    kurtosis: Floats

    def quantile(self, z: float) -> Floats:
        """Return the quantile for this normal deviate. Source: Cornish and Fisher (1937)."""
        skew, kurt = self.skewness, self.kurtosis
        shifted = z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * kurt / 24 - (2 * z**3 - 5 * z) * skew**2 / 36
        return self.mean + self.deviation * shifted


def moments_of(weights: Floats, cumulants: tuple[Floats, Floats, Floats, Floats]) -> Moments:
    """Return the moments of the sum of weights times values: cumulants of independent sums add up."""
    mean, variance, third, fourth = (
        (weights**power * cumulant).sum(axis=-1) for power, cumulant in enumerate(cumulants, start=1)
    )
    safe = np.where(variance > 0, variance, 1.0)
    return Moments(mean, np.sqrt(variance), third / safe**1.5, fourth / safe**2)


class Inversion:
    """The exact distribution of a weighted sum, from its characteristic function.

    The function of each value is an integral by Gauss-Hermite quadrature, that of the sum their
    product, and the distribution its Fourier inversion by the midpoint rule, which converges
    geometrically here. In units of the sum's deviation, about its mean. Source: Gil-Pelaez (1951).
    """

    def __init__(self, values: Floats, chances: Floats, weights: Floats, moments: Moments):
        self.moments = moments
        self.waves = (np.arange(WAVES) + 0.5) * (2 * np.pi / PERIOD)
        unit = np.where(moments.deviation > 0, moments.deviation, 1.0)
        parts = values * (weights / unit[..., None])[..., None]
        turn = np.exp(-1j * self.waves * (moments.mean / unit)[..., None])
        for at in range(parts.shape[-2]):
            turn = turn * (np.exp(1j * self.waves[:, None] * parts[..., at, None, :]) @ chances)
        self.turn = turn

    def below(self, points: Floats) -> tuple[Floats, Floats]:
        """Return the probability below each point, and the density there, in units of the deviation."""
        turned: Any = np.exp(-1j * self.waves * points[..., None]) * self.turn
        step = 2 * np.pi / PERIOD
        chance = 0.5 - (turned.imag / self.waves).sum(axis=-1) * step / np.pi
        return chance, turned.real.sum(axis=-1) * step / np.pi

    def quantile(self, share: float, z: float) -> Floats:
        """Return the point below which this share lies: Newton from the point of Cornish and Fisher."""
        deviation = np.where(self.moments.deviation > 0, self.moments.deviation, 1.0)
        points = (self.moments.quantile(z) - self.moments.mean) / deviation
        for _ in range(NEWTON_STEPS):
            chance, density = self.below(points)
            points = points - np.clip((chance - share) / np.maximum(density, 1e-12), -1, 1)
        return self.moments.mean + self.moments.deviation * points


def invert(chance: Chance, weights: Floats, moments: Moments) -> Inversion:
    """Return the exact distribution of the sum of weights times values."""
    values, chances = chance.nodes(QUADRATURE)
    return Inversion(values, chances, weights, moments)
