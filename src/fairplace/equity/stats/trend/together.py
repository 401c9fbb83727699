"""Straight lines through points that err together, over every degree of it.

Neighbouring years err together by an autocorrelation r that few points tell little about. To take
one guess for the truth makes intervals too narrow: so a line is fitted for each r from -0.9 to 0.9,
all alike likely beforehand, and each counts by how well its line explains the points.
"""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.trend.series import Group

STRONGEST = 0.9
NODES = 12


@dataclass(frozen=True)
class Line:
    """The line for one autocorrelation, and all that its errors rest on; one number a place."""

    r: float
    level: Floats
    slope: Floats
    dispersion: Floats
    # Of the coefficients, in units of the dispersion: of the level, of both together, of the slope.
    variances: tuple[Floats, Floats, Floats]
    log_weight: Floats


@dataclass(frozen=True)
class Lines:
    """The lines of all autocorrelations through the points of a group, and how much each counts."""

    group: Group
    middle: float
    scales: Floats
    lines: tuple[Line, ...]
    weights: Floats

    @property
    def freedom(self) -> int:
        return len(self.group.years) - 2

    @property
    def likely(self) -> Floats:
        """Return the autocorrelation of each place, averaged by how much each counts."""
        return np.array([line.r for line in self.lines]) @ self.weights


def fit_lines(group: Group) -> Lines:
    """Return the lines through the points of each place, for every autocorrelation."""
    scales = np.ones_like(group.values) if group.errors is None else group.errors
    middle = float(group.years.mean())
    autocorrelations, shares = _autocorrelations(group.years)
    lines = tuple(_line(group, middle, scales, float(r)) for r in autocorrelations)
    logs = np.array([line.log_weight for line in lines])
    weights = np.exp(logs - logs.max(axis=0)) * shares[:, np.newaxis]
    return Lines(group, middle, scales, lines, weights / weights.sum(axis=0))


def after(r: float, years: Floats) -> Floats:
    """Return the correlation of points so many years apart."""
    return np.abs(r) ** years * np.where((r < 0) & (years % 2 == 1), -1.0, 1.0)


def _autocorrelations(years: Floats) -> tuple[Floats, Floats]:
    nodes, shares = np.polynomial.legendre.leggauss(NODES)
    # To err apart from year to year means nothing between points half a year apart.
    weakest = -STRONGEST if (np.diff(years) % 1 == 0).all() else 0.0
    return weakest + (STRONGEST - weakest) * (nodes + 1) / 2, shares / 2


def _line(group: Group, middle: float, scales: Floats, r: float) -> Line:
    links = after(r, np.diff(group.years))
    ones = _unlink(1 / scales, links)
    times = _unlink((group.years - middle) / scales, links)
    values = _unlink(group.values / scales, links)
    first, both, second = (ones**2).sum(-1), (ones * times).sum(-1), (times**2).sum(-1)
    spread = first * second - both**2
    on_ones, on_times = (ones * values).sum(-1), (times * values).sum(-1)
    level = (second * on_ones - both * on_times) / spread
    slope = (first * on_times - both * on_ones) / spread
    residuals = values - level[:, np.newaxis] * ones - slope[:, np.newaxis] * times
    squares = (residuals**2).sum(-1)
    # On a perfect line the residuals are rounding, whose pattern means nothing.
    squares = np.where(squares <= 1e-20 * (values**2).sum(-1), 0.0, squares)
    freedom = len(group.years) - 2
    fit = -freedom / 2 * np.log(np.where(squares > 0, squares, 1.0))
    return Line(
        r,
        level,
        slope,
        _dispersion(squares / freedom, group),
        (second / spread, -both / spread, first / spread),
        fit - np.log(1 - links**2).sum() / 2 - np.log(spread) / 2,
    )


def _unlink(series: Floats, links: Floats) -> Floats:
    """Take from each point what the one before it tells, so that what is left errs independently."""
    later = (series[:, 1:] - links * series[:, :-1]) / np.sqrt(1 - links**2)
    return np.concatenate([series[:, :1], later], axis=1)


def _dispersion(scatter: Floats, group: Group) -> Floats:
    # Scatter smaller than the limits allow is luck, and earns no narrower interval.
    return scatter if group.errors is None else np.maximum(scatter, 1.0)
