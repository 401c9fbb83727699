"""Limits of the slope and of the ratio of its ends: the ones that England's simulation converges to."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import WIDEST, Chance
from fairplace.equity.stats.slope.line import Line

# So many places at a time, which keeps the arrays of the inversion below 50 MB.
EXACT_BLOCK, FAST_BLOCK = 32, 4096
Limits = tuple[Floats, Floats]
# A share of the distribution, and the normal deviate below which it lies.
Tail = tuple[float, float]
Quantiles = Callable[[Chance, Line, Tail, Tail], Limits]


def limits_by(
    fast: Quantiles | None, exact: Quantiles, chance: Chance, line: Line, confidence: float
) -> Limits:
    """Return the limits of every place; nan where a number is missing or chance is too wide to tell.

    Where the fast way, if there is one, does not trust itself, the exact way answers instead.
    """
    shape = np.broadcast_shapes(chance.centres.shape, line.slope.shape)
    centres, errors, slope, middle = (
        np.broadcast_to(array, shape).reshape(-1, shape[-1])
        for array in (chance.centres, chance.errors, line.slope, line.middle)
    )
    flat, lines = Chance(centres, errors, chance.kind, chance.scale), Line(slope, middle)
    widest = errors.max(axis=-1, initial=0)
    places = np.flatnonzero(~np.isnan((centres + slope).sum(axis=-1)) & (widest > 0) & (widest <= WIDEST))
    # The hardest places together: one of them makes its whole block wait.
    places = places[np.argsort(widest[places], kind="stable")]
    limits = np.full(len(centres), np.nan), np.full(len(centres), np.nan)
    tails = _tails(confidence)
    if fast is not None:
        _fill(limits, places, FAST_BLOCK, lambda at: fast(flat.some(at), lines.some(at), *tails))
        places = places[np.isnan(limits[0][places] + limits[1][places])]
    _fill(limits, places, EXACT_BLOCK, lambda at: exact(flat.some(at), lines.some(at), *tails))
    return limits[0].reshape(shape[:-1]), limits[1].reshape(shape[:-1])


def _tails(confidence: float) -> tuple[Tail, Tail]:
    share, z = (1 + as_share(confidence)) / 2, normal_quantile(confidence)
    return (1 - share, -z), (share, z)


def _fill(limits: Limits, places: Any, block: int, compute: Callable[[Any], Limits]) -> None:
    for start in range(0, len(places), block):
        at = places[start : start + block]
        limits[0][at], limits[1][at] = compute(at)
