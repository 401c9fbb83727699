"""Limits of the slope and of the ratio of its ends: the ones that England's simulation converges to."""

from collections.abc import Callable

import numpy as np

from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.line import Line
from fairplace.equity.stats.slope.sums import BLOCK, Moments, invert, moments_of

SECANT_STEPS = 12
Limits = tuple[Floats, Floats]


def slope_limits(chance: Chance, line: Line, confidence: float, *, exact: bool) -> Limits:
    """Return the limits of the weighted sum that is the slope."""
    tails = _tails(confidence)
    if not exact:
        moments = moments_of(line.slope, chance.cumulants())
        lower, upper = (moments.quantile(z) for _, z in tails)
        return lower, upper

    def of_block(part: Chance, weights: Line) -> Limits:
        moments = moments_of(weights.slope, part.cumulants())
        whole = invert(part, weights.slope, moments)
        lower, upper = (whole.quantile(share, z) for share, z in tails)
        return lower, upper

    return in_blocks(of_block, chance, line)


def ratio_limits(chance: Chance, line: Line, confidence: float, *, exact: bool) -> Limits:
    """Return the limits of top over bottom: each the root r at which top - r bottom is below 0 so often."""

    def of_block(part: Chance, weights: Line) -> Limits:
        lower, upper = (
            _ratio_quantile(part, weights, share, z, exact=exact) for share, z in _tails(confidence)
        )
        return lower, upper

    return in_blocks(of_block, chance, line) if exact else of_block(chance, line)


def _tails(confidence: float) -> list[tuple[float, float]]:
    share, z = (1 + as_share(confidence)) / 2, normal_quantile(confidence)
    return [(1 - share, -z), (share, z)]


def _ratio_quantile(chance: Chance, line: Line, share: float, z: float, *, exact: bool) -> Floats:
    cumulants = chance.cumulants()

    def moments_at(ratio: Floats) -> tuple[Floats, Moments]:
        weights = line.top - ratio[..., None] * line.bottom
        return weights, moments_of(weights, cumulants)

    bottom = (line.bottom * cumulants[0]).sum(axis=-1)
    start = (line.top * cumulants[0]).sum(axis=-1) / bottom
    first = start + z * moments_at(start)[1].deviation / bottom
    root = _secant(lambda ratio: moments_at(ratio)[1].quantile(z) / bottom, start, first)
    if not exact:
        return root

    def missed(ratio: Floats) -> Floats:
        weights, moments = moments_at(ratio)
        safe = np.where(moments.deviation > 0, moments.deviation, 1.0)
        chance_below, _ = invert(chance, weights, moments).below(-moments.mean / safe)
        return share - chance_below

    step = 1e-3 * np.abs(first - start) + 1e-12 * np.abs(root)
    return _secant(missed, root, root + step, steps=3)


def _secant(
    function: Callable[[Floats], Floats], before: Floats, now: Floats, *, steps: int = SECANT_STEPS
) -> Floats:
    """Return the root of each element of a function; an element that no longer moves stays."""
    value_before, value = function(before), function(now)
    for _ in range(steps):
        change = value - value_before
        moves = np.abs(change) > 1e-16
        following = np.where(moves, now - value * (now - before) / np.where(moves, change, 1.0), now)
        before, now, value_before = now, following, value
        value = function(now)
    return now


def in_blocks(compute: Callable[[Chance, Line], Limits], chance: Chance, line: Line) -> Limits:
    """Return both limits of every place, computed so many places at a time."""
    shape, size = chance.centres.shape[:-1], chance.centres.shape[-1]
    flat = [np.broadcast_to(a, chance.centres.shape).reshape(-1, size)
            for a in (chance.centres, chance.errors, line.slope, line.bottom)]  # fmt: skip
    found = []
    for start in range(0, len(flat[0]), BLOCK):
        centres, errors, slope, bottom = (array[start : start + BLOCK] for array in flat)
        part = Chance(centres, errors, chance.is_rate, chance.scale)
        found.append(compute(part, Line(slope, bottom)))
    lower, upper = (np.concatenate(parts).reshape(shape) for parts in zip(*found, strict=True))
    return lower, upper
