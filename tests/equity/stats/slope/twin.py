"""The distribution of the two indices of three subgroups by plain quadrature: slow, and without complex numbers.

Two of the values are taken on a fine grid of their normal errors; of the third, the least sure of them, the
normal distribution says how often it lies where it must. Nothing is shared with the product but the fitted line.
"""

import numpy as np
from scipy.special import ndtr

POINTS, WIDTH = 1601, 8.5


class Twin:
    """Three values with their errors on the logarithm, or on the logit where they are shares."""

    def __init__(self, values, errors, weights_of_slope, weights_of_middle, *, shares=False):
        self.shares = shares
        values = np.asarray(values, dtype=float)
        order = np.argsort(np.abs(weights_of_slope) * errors * values * (1 - values if shares else 1))
        values, self.errors, self.slope, self.middle = (
            np.asarray(part, dtype=float)[order]
            for part in (values, errors, weights_of_slope, weights_of_middle)
        )
        self.centres = np.log(values / (1 - values)) if shares else np.log(values)
        z = np.linspace(-WIDTH, WIDTH, POINTS)
        weight = np.exp(-(z**2) / 2)
        self.weight = np.outer(weight, weight) / weight.sum() ** 2
        self.first, self.second = self._back(0, z)[:, None], self._back(1, z)[None, :]

    def slope_below(self, point):
        """Return how often the slope lies below the point."""
        rest = self.slope[0] * self.first + self.slope[1] * self.second
        chance = self._third_below((point - rest) / self.slope[2])
        return (self.weight * (chance if self.slope[2] > 0 else 1 - chance)).sum()

    def ratio_below(self, ratio):
        """Return how often top over bottom lies below the ratio, on whichever side of zero the bottom is."""
        top, bottom = self.middle + self.slope / 2, self.middle - self.slope / 2
        contrast = top - ratio * bottom
        over, under = (
            part[0] * self.first + part[1] * self.second + 0 * self.second for part in (contrast, bottom)
        )
        crossings = np.sort(np.stack([-over / contrast[2], -under / bottom[2]]), axis=0)
        reached = [self._third_below(point) for point in crossings]
        far = 1 + np.abs(crossings).max(axis=0)
        middles = (crossings[0] - far, crossings.mean(axis=0), crossings[1] + far)
        parts = (reached[0], reached[1] - reached[0], 1 - reached[1])
        found = 0
        for third, part in zip(middles, parts, strict=True):
            found = found + part * ((over + contrast[2] * third < 0) != (under + bottom[2] * third < 0))
        return (self.weight * found).sum()

    def _back(self, at, z):
        points = self.centres[at] + self.errors[at] * z
        return 1 / (1 + np.exp(-points)) if self.shares else np.exp(points)

    def _third_below(self, values):
        within = np.clip(values, 1e-300, 1 - 1e-16 if self.shares else np.inf)
        points = np.log(within / (1 - within)) if self.shares else np.log(within)
        return ndtr((points - self.centres[2]) / self.errors[2])
