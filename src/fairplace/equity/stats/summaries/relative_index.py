"""The gradient over the whole population, as a ratio."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given
from fairplace.equity.stats.slope.gradient import Gradient, measure
from fairplace.equity.stats.slope.line import fit_line
from fairplace.equity.stats.slope.methods import FEWEST, choose_way
from fairplace.equity.stats.slope.normal import UNBOUNDED, Ends, normal_ratio_limits
from fairplace.equity.stats.slope.quotient import quotient_limits
from fairplace.equity.stats.slope.remarks import remark
from fairplace.equity.stats.slope.simulation import REPETITIONS, SEED
from fairplace.equity.stats.summaries.needs import require_ordered, require_usable

CROSSES = "The line crosses zero, where a ratio has no plain meaning."


def _over(bottom: Floats, top: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom == 0, np.nan, top / bottom)


RATIO = Gradient(_over, normal_ratio_limits, quotient_limits)


def relative_index(
    breakdown: Breakdown,
    *,
    confidence: float = 0.95,
    method: str = "exact",
    transform: bool = False,
    multiplier: float = 1,
    repetitions: int = REPETITIONS,
    seed: int = SEED,
) -> Estimate:
    """Return the top of the fitted line divided by its bottom (RII).

    One means no gradient; above one the value rises towards the better-off, and a multiplier below
    zero turns it round. Limits and options are those of `slope_index`; of means they are Fieller's.
    Where the bottom may be zero the note says that the ratio should not be published, and a bottom
    of exactly zero has none.
    Source: Mackenbach and Kunst (1997); Hayes and Berry (2002); Hinkley (1969); PHE convention.
    """
    require_ordered(breakdown, FEWEST, "The relative index")
    way = choose_way(breakdown, method, transform=transform, multiplier=multiplier, confidence=confidence)
    line, below = fit_line(breakdown), "bottom"
    if multiplier < 0:
        line, below = line.turned, "top"
    ends = None if way.transform else Ends(line, breakdown)
    if ends is not None:
        said = f"The value at the {below} of the ranking is zero, so it has no ratio."
        require_usable(ends.bottom != 0, said)
    parts, note = measure(RATIO, line, breakdown, way, confidence, repetitions=repetitions, seed=seed)
    value, lower, upper = (None if part is None else as_given(part) for part in parts)
    note = note if ends is None else _remark_on(ends, confidence, note)
    method = _called(way.line if lower is None else way.called)
    return Estimate(value, lower, upper, confidence, method, note=note)


def _called(method: str) -> str:
    return "top over bottom of the line by " + method.replace("exact normal limits", "Fieller's limits")


def _remark_on(ends: Ends, confidence: float, note: Any) -> Any:
    is_known = ~np.isnan(ends.bottom + ends.bottom_variance)
    is_unbounded = is_known & ~ends.is_bounded(normal_quantile(confidence))
    note = remark(note, is_unbounded, UNBOUNDED)
    return remark(note, ~is_unbounded & (ends.top * ends.bottom <= 0), CROSSES)
