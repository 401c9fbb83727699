"""The gap between the two ends of the ranking, each of several subgroups."""

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.drawn import estimate_by_drawing
from fairplace.equity.stats.summaries.parts import Parts
from fairplace.equity.stats.summaries.tail_means import PARTS, tail_parts, tails


def tail_difference(
    breakdown: Breakdown, *, of: int = 5, weighted: bool = False, confidence: float = 0.95
) -> Estimate:
    """Return the mean of the better-off end minus that of the worse-off end, or the other way round.

    `of` says which ends: thirds, fifths or tenths of the subgroups, or of the people if `weighted`.
    Of an indicator of which less is better it is the worse-off end minus the better-off one, so
    that above zero the worse off are at a disadvantage. Zero means no gap between the ends.
    Source: our definition of the tails that WHO's HEAT has from version 6; see the documentation.
    """
    parts = tail_parts(breakdown, "The gap between the ends", of)

    def measure(values: Floats, own: Parts) -> Floats:
        worse, better = tails(values, own, of=of, weighted=weighted)
        return better - worse if breakdown.polarity == "high" else worse - better

    return estimate_by_drawing(measure, parts, confidence, f"gap between the outer {PARTS[of]}s")
