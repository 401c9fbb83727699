"""The gradient over the whole population, as a gap."""

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import as_given
from fairplace.equity.stats.slope.gap import slope_limits
from fairplace.equity.stats.slope.gradient import Gradient, measure
from fairplace.equity.stats.slope.line import fit_line
from fairplace.equity.stats.slope.methods import FEWEST, choose_way
from fairplace.equity.stats.slope.normal import normal_slope_limits
from fairplace.equity.stats.slope.simulation import REPETITIONS, SEED
from fairplace.equity.stats.summaries.needs import require_ordered

GAP = Gradient(lambda bottom, top: top - bottom, normal_slope_limits, slope_limits)


def slope_index(
    breakdown: Breakdown,
    *,
    confidence: float = 0.95,
    method: str = "exact",
    transform: bool = False,
    multiplier: float = 1,
    repetitions: int = REPETITIONS,
    seed: int = SEED,
) -> Estimate:
    """Return the gap between the bottom and the top of the social ranking (SII).

    Zero means no gradient. The sign follows the indicator: for life expectancy a positive index
    says that the better-off live longer; a multiplier of -1 turns it round. Means err normally,
    rates by a factor, proportions within 0 and 1, and the limits are those that England's
    simulation converges to. `method` is "exact", "fast" (Cornish-Fisher), "normal" (any value as a
    mean) or "simulation"; `transform` draws the line on the logarithm or logit. There are no limits
    where no error is known.
    Source: Pamuk (1985); Low and Low (2004); PHE convention.
    """
    require_ordered(breakdown, FEWEST, "The slope index")
    way = choose_way(breakdown, method, transform=transform, multiplier=multiplier, confidence=confidence)
    parts, note = measure(
        GAP, fit_line(breakdown), breakdown, way, confidence, repetitions=repetitions, seed=seed
    )
    value, lower, upper = (None if part is None else as_given(part * multiplier) for part in parts)
    if multiplier < 0:
        lower, upper = upper, lower
    method = way.line if lower is None else way.called
    return Estimate(value, lower, upper, confidence, method, note=note)
