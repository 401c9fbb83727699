"""A gradient as one number, a gap or a ratio, with its limits by the way that was chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance, chance_of
from fairplace.equity.stats.slope.limits import Limits
from fairplace.equity.stats.slope.line import Line
from fairplace.equity.stats.slope.methods import Way
from fairplace.equity.stats.slope.remarks import TOO_WIDE, remark, remark_on, remark_untold
from fairplace.equity.stats.slope.simulation import simulated_limits
from fairplace.equity.stats.slope.transformed import transformed_ends

Parts = tuple[Floats, Floats | None, Floats | None]


@dataclass(frozen=True)
class Gradient:
    """What makes one number of the two ends of the line, bottom and top, and where its limits come from."""

    of_ends: Callable[[Floats, Floats], Floats]
    normal_limits: Callable[[Line, Breakdown, float], Limits]
    exact_limits: Callable[..., Limits]


def measure(
    gradient: Gradient,
    line: Line,
    breakdown: Breakdown,
    way: Way,
    confidence: float,
    *,
    repetitions: int,
    seed: int,
) -> tuple[Parts, Any]:
    """Return value, lower and upper limit, and the remarks. Without errors there are no limits."""
    remarks = remark_on(breakdown)
    value = gradient.of_ends(*((part * breakdown.values).sum(axis=-1) for part in (line.bottom, line.top)))
    if breakdown.errors is None and not way.transform:
        return (value, None, None), remarks
    normal = value, *_known(gradient.normal_limits, line, breakdown, confidence)
    if way.is_normal:
        return _of_one_shape(normal), remarks
    chance, untold = chance_of(breakdown)
    remarks = remark_untold(remarks, breakdown, untold)
    if way.transform:
        told = tuple(gradient.of_ends(*ends) for ends in transformed_ends(chance, line, confidence))
    else:
        limits = _limits(gradient, chance, line, way, confidence, repetitions=repetitions, seed=seed)
        # Values without any error have no chance to be told.
        is_sure = (chance.errors == 0).all(axis=-1)
        told = value, *(np.where(is_sure, value, limit) for limit in limits)
    # A place with a zero that has no logarithm: its counts still give normal limits.
    instead = normal if breakdown.counts is not None else (np.nan, np.nan, np.nan)
    value, lower, upper = (np.where(untold, other, one) for one, other in zip(told, instead, strict=True))
    is_known = ~(np.isnan(value + chance.errors.sum(axis=-1)) | untold)
    is_too_wide = (np.isnan(lower) | np.isnan(upper)) & is_known
    return _of_one_shape((value, lower, upper)), remark(remarks, is_too_wide, TOO_WIDE)


def _of_one_shape(parts: tuple[Floats, Floats, Floats]) -> Parts:
    value, lower, upper = (np.array(part) for part in np.broadcast_arrays(*parts))
    return value, lower, upper


def _known(limits: Callable[..., Limits], line: Line, breakdown: Breakdown, confidence: float) -> Limits:
    if breakdown.errors is not None:
        return limits(line, breakdown, confidence)
    missing = np.full(breakdown.values.shape[:-1], np.nan)
    return missing, missing


def _limits(
    gradient: Gradient, chance: Chance, line: Line, way: Way, confidence: float, **drawing: int
) -> Limits:
    if way.method == "simulation":
        return simulated_limits(chance, line, confidence, gradient.of_ends, **drawing)
    return gradient.exact_limits(chance, line, confidence, exact=way.method == "exact")
