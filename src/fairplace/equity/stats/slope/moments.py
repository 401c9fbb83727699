"""Mean, spread, skewness and kurtosis of a weighted sum of values, and the limits they imply."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats

Cumulants = tuple[Floats, Floats, Floats, Floats]
# Within these the expansion stays within 0.4% of the half-width, the error of the simulation itself.
TAME_SKEWNESS, TAME_KURTOSIS = 0.4, 0.35


@dataclass(frozen=True)
class Moments:
    """Mean, standard deviation, skewness and excess kurtosis of a weighted sum, by place."""

    mean: Floats
    deviation: Floats
    skewness: Floats
    kurtosis: Floats

    @property
    def is_tame(self) -> Any:
        """Return where the sum is near enough to normal for the expansion to be trusted."""
        return (np.abs(self.skewness) <= TAME_SKEWNESS) & (np.abs(self.kurtosis) <= TAME_KURTOSIS)

    def quantile(self, z: float) -> Floats:
        """Return the quantile for this normal deviate, in deviations. Source: Cornish and Fisher (1937)."""
        skew, kurt = self.skewness, self.kurtosis
        return z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * kurt / 24 - (2 * z**3 - 5 * z) * skew**2 / 36


def moments_of(weights: Floats, cumulants: Cumulants) -> Moments:
    """Return the moments of the sum of weights times values: cumulants of independent sums add up."""
    mean, variance, third, fourth = (
        (weights**power * cumulant).sum(axis=-1) for power, cumulant in enumerate(cumulants, start=1)
    )
    safe = np.where(variance > 0, variance, 1.0)
    return Moments(mean, np.sqrt(variance), third / safe**1.5, fourth / safe**2)
