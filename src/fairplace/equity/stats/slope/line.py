"""The weighted line through the subgroups, as weighted sums of their values."""

from dataclasses import dataclass

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.numbers import Floats


@dataclass(frozen=True)
class Line:
    """What each value is multiplied with to give the slope and the bottom of the line; top is both.

    Weighting by population keeps a small group at either end from steering the line. Both are
    linear in the values, so their chance errors need no simulation.
    Source: Low and Low (2004), as weighted least squares on the relative rank.
    """

    slope: Floats
    bottom: Floats

    @property
    def top(self) -> Floats:
        """Return what each value is multiplied with to give the top of the line."""
        return self.bottom + self.slope


def fit_line(breakdown: Breakdown) -> Line:
    """Return the line through the subgroups on their relative rank, weighted by population."""
    shares, from_middle = breakdown.shares, breakdown.ranks - 0.5
    slope = shares * from_middle / (shares * from_middle**2).sum(axis=-1, keepdims=True)
    return Line(slope, shares - slope / 2)
