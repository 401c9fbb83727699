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
from fairplace.equity.stats.slope.simulation import REPETITIONS, SEED
from fairplace.equity.stats.summaries.needs import require_ordered, require_usable

CROSSES = "The line crosses zero, where a ratio has no plain meaning."


def _over(bottom: Floats, top: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return top / bottom


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
    way = choose_way(breakdown, method, transform=transform)
    ends = Ends(fit_line(breakdown), breakdown)
    require_usable(ends.bottom != 0, "The value at the bottom of the ranking is zero, so it has no ratio.")
    parts, note = measure(RATIO, breakdown, way, confidence, repetitions=repetitions, seed=seed)
    value, lower, upper = parts
    if multiplier < 0:
        value, lower, upper = (None if part is None else 1 / part for part in (value, upper, lower))
    value, lower, upper = (None if part is None else as_given(part) for part in (value, lower, upper))
    return Estimate(value, lower, upper, confidence, _called(way.called), note=_notes(ends, confidence, note))


def _called(method: str) -> str:
    return "top over bottom of the line by " + method.replace("exact normal limits", "Fieller's limits")


def _notes(ends: Ends, confidence: float, note: Any) -> Any:
    unbounded, crosses = ~ends.is_bounded(normal_quantile(confidence)), ends.top * ends.bottom <= 0
    notes = np.where(unbounded, UNBOUNDED, np.where(crosses, CROSSES, note))
    if notes.ndim == 0:
        return str(notes)
    return notes if (notes != notes.flat[0]).any() else str(notes.flat[0])
