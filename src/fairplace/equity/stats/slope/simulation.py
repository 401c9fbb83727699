"""England's simulation itself, to replicate studies that used it; the exact limits are where it converges."""

from collections.abc import Callable

import numpy as np

from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import WIDEST, Chance
from fairplace.equity.stats.slope.limits import Limits
from fairplace.equity.stats.slope.line import Line

SEED, REPETITIONS = 20_401_231, 100_000
OfEnds = Callable[[Floats, Floats], Floats]


def simulated_limits(
    chance: Chance, line: Line, confidence: float, of_ends: OfEnds, *, repetitions: int, seed: int
) -> Limits:
    """Return limits by drawing every value so often and taking the order statistics, place by place.

    Each place starts from the seed, so that what it gets does not depend on the others.
    Source: PHE, the slope index tool: order statistics number round(R (1 - p)) and round(R p).
    """
    require_repetitions(repetitions)
    shape = np.broadcast_shapes(chance.centres.shape, line.slope.shape)
    parts = (chance.centres, chance.errors, line.bottom, line.top)
    flat = [np.broadcast_to(part, shape).reshape(-1, shape[-1]) for part in parts]
    found = np.full((2, len(flat[0])), np.nan)
    widest = np.inf if chance.kind == "mean" else WIDEST
    for at, (centres, errors, bottom, top) in enumerate(zip(*flat, strict=True)):
        if not errors.max() <= widest:
            continue
        draws = np.random.default_rng(seed).standard_normal((repetitions, shape[-1]))
        drawn = chance.back(centres + errors * draws)
        found[:, at] = _order_statistics(of_ends(drawn @ bottom, drawn @ top), confidence)
    lower, upper = found.reshape(2, *shape[:-1])
    return lower, upper


def require_repetitions(repetitions: int) -> None:
    """Refuse numbers of repetitions that are not whole, or below one."""
    if repetitions != int(repetitions) or repetitions < 1:
        raise NotComputable("The number of repetitions must be a whole number above zero.")


def _order_statistics(drawn: Floats, confidence: float) -> tuple[float, float]:
    share, many = (1 + as_share(confidence)) / 2, drawn.size
    low, high = (max(round(many * part), 1) - 1 for part in (1 - share, share))
    ordered = np.partition(drawn, [low, high])
    return float(ordered[low]), float(ordered[high])
