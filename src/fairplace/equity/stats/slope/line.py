"""The weighted line through the subgroups, as weighted sums of their values."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.numbers import Floats


@dataclass(frozen=True)
class Line:
    """What each value is multiplied with to give the slope and the middle of the line.

    Weighting by population keeps a small group at either end from steering the line. Both are
    linear in the values, so their chance errors need no simulation. The middle is the average.
    Source: Low and Low (2004), as weighted least squares on the relative rank.
    """

    slope: Floats
    middle: Floats

    @property
    def bottom(self) -> Floats:
        """Return what each value is multiplied with to give the bottom of the line."""
        return self.middle - self.slope / 2

    @property
    def top(self) -> Floats:
        """Return what each value is multiplied with to give the top of the line."""
        return self.middle + self.slope / 2

    @property
    def turned(self) -> "Line":
        """Return the line with its two ends exchanged."""
        return Line(-self.slope, self.middle)

    def some(self, places: Any) -> "Line":
        """Return the lines of some of the places."""
        return Line(self.slope[places], self.middle[places])


def fit_line(breakdown: Breakdown) -> Line:
    """Return the line through the subgroups on their relative rank, weighted by population."""
    shares, from_middle = breakdown.shares, breakdown.ranks - 0.5
    slope = shares * from_middle / (shares * from_middle**2).sum(axis=-1, keepdims=True)
    return Line(slope, np.asarray(shares))
