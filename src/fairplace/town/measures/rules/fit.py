"""How closely two sets of numbers follow one straight line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

FEWEST = 4


@dataclass(frozen=True)
class Fit:
    """The straight line that fits best, and the share of the spread that it explains."""

    slope: float
    intercept: float
    r_squared: float

    def at(self, x: float) -> float:
        return self.intercept + self.slope * x


def fit_line(xs: Sequence[float], ys: Sequence[float]) -> Fit | None:
    """Return the line of least squares; None for fewer than four points, or where one side never differs."""
    x, y = np.array(xs, dtype=float), np.array(ys, dtype=float)
    if len(x) < FEWEST or not np.ptp(x) or not np.ptp(y):
        return None
    slope, intercept = np.polyfit(x, y, 1)
    return Fit(float(slope), float(intercept), float(np.corrcoef(x, y)[0, 1] ** 2))
