"""WHO's regressions of the values on the relative rank: a straight line, or a logit."""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.parts import Parts, make_parts

MODELS, WEIGHTINGS = ("logit", "linear"), ("once", "heat")
NEWTON_STEPS = 25


@dataclass(frozen=True)
class Fit:
    """The fitted values at both ends of the ranking, and the covariance of intercept and slope."""

    bottom: Floats
    top: Floats
    covariance: Floats
    scale: float
    is_logit: bool

    def gradients(self) -> tuple[Floats, Floats]:
        """Return how bottom and top change with intercept and slope, on a last axis."""
        ones, zeros = np.ones_like(self.bottom), np.zeros_like(self.bottom)
        if not self.is_logit:
            return np.stack([ones, zeros], axis=-1), np.stack([ones, ones], axis=-1)
        bottom, top = (end * (1 - end / self.scale) for end in (self.bottom, self.top))
        return np.stack([bottom, zeros], axis=-1), np.stack([top, top], axis=-1)

    def error(self, gradient: Floats) -> Floats:
        """Return the standard error of what changes so with intercept and slope (delta method)."""
        return np.sqrt(np.einsum("...i,...ij,...j->...", gradient, self.covariance, gradient))


def fit_who(breakdown: Breakdown, called: str, *, model: str, weighting: str) -> tuple[Parts, Fit]:
    """Return the regression with a heteroskedasticity-robust covariance (HC1).

    Groups weigh by population, once. HEAT and healthequal weigh them twice over and round to whole
    people: "heat" does as they do, so that their published figures can be reproduced.
    """
    if model not in MODELS or weighting not in WEIGHTINGS:
        raise NotComputable("The model must be logit or linear, and the weighting once or heat.")
    parts = make_parts(breakdown, called, ordered=True)
    weights = parts.shares**2 if weighting == "heat" else parts.shares
    weights = weights / weights.sum(axis=-1, keepdims=True)
    if model == "linear":
        return parts, _fit_line(parts, weights)
    scale = breakdown.scale
    if np.nanmax(parts.values) > scale or np.nanmin(parts.values) < 0:
        raise NotComputable(f"{called} by logit needs values between 0 and what they are given per.")
    return parts, _fit_logit(parts, weights, scale, whole=weighting == "heat")


def _fit_line(parts: Parts, weights: Floats) -> Fit:
    design = _design(parts)
    bread = np.linalg.inv(np.einsum("...k,...ki,...kj->...ij", weights, design, design))
    solved = np.einsum("...ij,...k,...kj,...k->...i", bread, weights, design, parts.values)
    residuals = parts.values - np.einsum("...ki,...i->...k", design, solved)
    covariance = _sandwich(bread, design, weights * residuals)
    return Fit(solved[..., 0], solved.sum(axis=-1), covariance, 1.0, is_logit=False)


def _fit_logit(parts: Parts, weights: Floats, scale: float, *, whole: bool) -> Fit:
    """Return the logit by Newton's method, all places at once; `whole` rounds to whole people first."""
    design, shares = _design(parts), parts.values / scale
    if whole:
        people = parts.breakdown.populations
        shares = np.round(shares * people) / people
    level = np.clip((weights * shares).sum(axis=-1), 1e-6, 1 - 1e-6)
    solved = np.stack([np.log(level / (1 - level)), np.zeros_like(level)], axis=-1)
    bread = np.zeros((*level.shape, 2, 2))
    for _ in range(NEWTON_STEPS):
        fitted = 1 / (1 + np.exp(-np.einsum("...ki,...i->...k", design, solved)))
        spread = np.maximum(weights * fitted * (1 - fitted), 1e-300)
        bread = np.linalg.inv(np.einsum("...k,...ki,...kj->...ij", spread, design, design))
        step = np.einsum("...ij,...k,...kj->...i", bread, weights * (shares - fitted), design)
        # A step too far would leave the region where the next one is any good.
        solved = solved + np.clip(step, -4, 4)
    fitted = 1 / (1 + np.exp(-np.einsum("...ki,...i->...k", design, solved)))
    covariance = _sandwich(bread, design, weights * (shares - fitted))
    bottom, top = (scale / (1 + np.exp(-end)) for end in (solved[..., 0], solved.sum(axis=-1)))
    return Fit(bottom, top, covariance, scale, is_logit=True)


def _design(parts: Parts) -> Floats:
    ranks = np.broadcast_to(parts.breakdown.ranks, parts.values.shape)
    return np.stack([np.ones_like(ranks), ranks], axis=-1)


def _sandwich(bread: Floats, design: Floats, scores: Floats) -> Floats:
    size = scores.shape[-1]
    meat = np.einsum("...k,...ki,...kj->...ij", scores**2, design, design)
    return bread @ meat @ bread * size / (size - 2)
