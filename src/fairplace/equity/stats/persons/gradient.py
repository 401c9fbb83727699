"""The slope and the relative index of inequality, straight from the persons of a survey."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_given
from fairplace.equity.stats.persons.concentration import NO_ORDER, Ranked, make_ranked
from fairplace.equity.stats.persons.design import make_design
from fairplace.equity.stats.persons.linearised import estimate_of, linearised_error, t_reach

METHOD = "weighted line on the mid-rank of persons; t limits by Taylor linearisation"
BELOW_ZERO = "The line does not stay above zero at both ends, so no ratio can be told."


def slope_index_of_persons(
    outcome: Numbers,
    rank_by: Numbers,
    *,
    weights: Numbers = None,
    strata: Any = None,
    clusters: Any = None,
    lonely: str = "refuse",
    confidence: float = 0.95,
) -> Estimate:
    """Return the gap between the bottom and the top of the ranking of persons (SII), with limits.

    Persons last, any leading axes; the lower `rank_by` is worse off. Zero means no gradient; above
    zero the outcome rises towards the better off. For a yes-or-no outcome it is a difference of
    shares. The limits know the weights, strata and clusters, and that the ranks are a sample's own.
    Source: Pamuk (1985); Mackenbach and Kunst (1997); linearisation Binder (1983).
    """
    line, design = _Line(make_ranked(outcome, rank_by, weights)), _design(outcome, strata, clusters, lonely)
    sample = line.ranked.sample
    notes = withhold(line.ranked.is_level, NO_ORDER, sample.notes)
    error = linearised_error(line.slope_influence, sample, design)
    reach = t_reach(error, design.degrees_of_freedom(sample.known), confidence)
    return estimate_of(line.slope[..., 0], reach, sample, confidence, METHOD, notes=notes)


def relative_index_of_persons(
    outcome: Numbers,
    rank_by: Numbers,
    *,
    weights: Numbers = None,
    strata: Any = None,
    clusters: Any = None,
    lonely: str = "refuse",
    confidence: float = 0.95,
) -> Estimate:
    """Return the top of the same line divided by its bottom (RII), with limits on the logarithm.

    One means no gradient; above one the outcome rises towards the better off. A line that reaches
    zero at either end has no ratio: one place is refused, of many the note says why. Otherwise as
    slope_index_of_persons. Source: Mackenbach and Kunst (1997); limits by the delta method.
    """
    line, design = _Line(make_ranked(outcome, rank_by, weights)), _design(outcome, strata, clusters, lonely)
    sample = line.ranked.sample
    notes = withhold(line.ranked.is_level, NO_ORDER, sample.notes)
    bottom, top = line.ranked.mean - line.slope / 2, line.ranked.mean + line.slope / 2
    impossible = (np.minimum(bottom, top) <= 0)[..., 0]
    notes = withhold(impossible, BELOW_ZERO, notes)
    bottom, top = (np.where(impossible[..., None], np.nan, end) for end in (bottom, top))
    of_mean, of_slope = line.ranked.outcome - line.ranked.mean, line.slope_influence
    influence = (of_mean + of_slope / 2) / top - (of_mean - of_slope / 2) / bottom
    error = linearised_error(influence, sample, design)
    ratio, reach = (top / bottom)[..., 0], t_reach(error, design.degrees_of_freedom(sample.known), confidence)
    # A bottom that may well be zero leaves the ratio without an upper limit.
    with np.errstate(over="ignore"):
        lower, upper = ratio * np.exp(-reach), ratio * np.exp(reach)
    return Estimate(
        as_given(ratio),
        as_given(lower),
        as_given(upper),
        confidence,
        METHOD + " of the logarithm",
        count=as_given(sample.size),
        note=notes,
    )


def _design(outcome: Any, strata: Any, clusters: Any, lonely: str) -> Any:
    return make_design(np.shape(outcome)[-1], strata, clusters, lonely)


@dataclass(frozen=True)
class _Line:
    """The line through the persons on their mid-ranks; missing where everybody shares one rank."""

    ranked: Ranked

    @cached_property
    def spread(self) -> Floats:
        """Return the variance of the ranks: a twelfth, less what ties take."""
        found = self.ranked.sample.mean((self.ranked.ranks - 0.5) ** 2)
        return np.where(self.ranked.is_level[..., None], np.nan, found)

    @cached_property
    def slope(self) -> Floats:
        return self.ranked.generalised / 2 / self.spread

    @cached_property
    def slope_influence(self) -> Floats:
        """Return what each person adds to the slope, through outcome and rank, its own and others'."""
        ranks, sample = self.ranked.ranks, self.ranked.sample
        above = self.ranked.ranking.above(sample.shares * ranks)
        of_spread = ranks**2 + 2 * above - 3 * sample.mean(ranks**2)
        return (self.ranked.influence / 2 - self.slope * of_spread) / self.spread
