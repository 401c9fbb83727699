"""England's simulation itself, to replicate studies that used it; the exact limits are where it converges."""

import numpy as np

from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.limits import Limits
from fairplace.equity.stats.slope.line import Line

SEED, REPETITIONS = 20_401_231, 100_000


def simulated_limits(
    chance: Chance, line: Line, confidence: float, *, is_ratio: bool, repetitions: int, seed: int
) -> Limits:
    """Return limits by drawing every value so often and taking the order statistics, place by place.

    Source: PHE, the slope index tool: order statistics number round(R (1 - p)) and round(R p).
    """
    shape, size = chance.centres.shape[:-1], chance.centres.shape[-1]
    arrays = (chance.centres, chance.errors, line.slope, line.bottom)
    flat = [np.broadcast_to(array, chance.centres.shape).reshape(-1, size) for array in arrays]
    random = np.random.default_rng(seed)
    found = []
    for centres, errors, slope, bottom in zip(*flat, strict=True):
        drawn = chance.back(centres + errors * random.standard_normal((repetitions, size)))
        sums = drawn @ slope
        if is_ratio:
            sums = 1 + sums / (drawn @ bottom)
        found.append(_order_statistics(sums, confidence))
    lower, upper = (np.array(parts).reshape(shape) for parts in zip(*found, strict=True))
    return lower, upper


def _order_statistics(drawn: Floats, confidence: float) -> tuple[float, float]:
    share, many = (1 + as_share(confidence)) / 2, drawn.size
    low, high = max(round(many * (1 - share)), 1) - 1, max(round(many * share), 1) - 1
    ordered = np.partition(drawn, [low, high])
    return float(ordered[low]), float(ordered[high])
