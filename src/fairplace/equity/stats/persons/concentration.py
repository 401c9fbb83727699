"""The concentration index of persons: who holds how much of an outcome."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers
from fairplace.equity.stats.persons.design import make_design
from fairplace.equity.stats.persons.kinds import check_kind, scale_of
from fairplace.equity.stats.persons.linearised import estimate_of, linearised_error, t_reach
from fairplace.equity.stats.persons.ranking import Ranking, rank_persons
from fairplace.equity.stats.persons.sample import FEWEST, Sample, read_sample

NO_ORDER = "Everybody shares one rank, so there is no order to look along."
ERRORS = {
    "linearised": "Taylor linearisation",
    "regression": "convenience regression",
    "delta": "convenience regression and the delta method",
}


@dataclass(frozen=True)
class Ranked:
    """An outcome along the social ranking, and the covariance of the two."""

    outcome: Floats
    sample: Sample
    ranking: Ranking

    @cached_property
    def ranks(self) -> Floats:
        """Return the mid-rank of each person, 0 to 1."""
        return self.ranking.up_to_middle(self.sample.shares)

    @cached_property
    def is_level(self) -> Any:
        """Return whether everybody shares one rank, so that there is no order to look along."""
        known, standing = self.sample.known, self.sample.numbers[1]
        lowest = np.where(known, standing, np.inf).min(axis=-1)
        highest = np.where(known, standing, -np.inf).max(axis=-1)
        return (lowest == highest) & (self.sample.size >= FEWEST)

    @cached_property
    def mean(self) -> Floats:
        return self.sample.mean(self.outcome)

    @cached_property
    def generalised(self) -> Floats:
        """Return twice the covariance of outcome and rank."""
        return 2 * self.sample.mean((self.outcome - self.mean) * (self.ranks - 0.5))

    @cached_property
    def influence(self) -> Floats:
        """Return what each person adds to the generalised index, its own rank and others' included.

        Source: the linearisation behind Kakwani, Wagstaff and van Doorslaer (1997), equation 14.
        """
        above = self.ranking.above(self.sample.shares * self.outcome)
        product = self.sample.mean(self.outcome * self.ranks)
        return 2 * (self.outcome * self.ranks + above - 2 * product) - (self.outcome - self.mean)


def make_ranked(outcome: Numbers, rank_by: Numbers, weights: Numbers) -> Ranked:
    """Return the outcome of every known person along the ranking."""
    sample = read_sample(weights, outcome=outcome, rank_by=rank_by)
    return Ranked(sample.numbers[0], sample, rank_persons(sample.numbers[1]))


def concentration_index(
    outcome: Numbers,
    rank_by: Numbers,
    *,
    weights: Numbers = None,
    kind: str = "relative",
    bounds: tuple[float, float] = (0, 1),
    error: str = "linearised",
    strata: Any = None,
    clusters: Any = None,
    lonely: str = "refuse",
    confidence: float = 0.95,
) -> Estimate:
    """Return the concentration index (CI) of persons, with limits; persons last, any leading axes.

    Zero: shared alike along the ranking. Below zero: the outcome gathers among the worse off, who
    have the lower `rank_by`; above zero among the better off. Equals share their mid-rank. Kinds are
    "relative", "generalised" (times the mean), and for an outcome within `bounds` "wagstaff" and
    "erreygers". The `error` is "linearised", which any design allows, "regression" or "delta".
    Persons with a number missing are left out. Source: Kakwani, Wagstaff and van Doorslaer (1997);
    Wagstaff (2005); Erreygers (2009); ties van Ourti (2004).
    """
    ranked = make_ranked(outcome, rank_by, weights)
    check_kind(kind, np.where(ranked.sample.known, ranked.outcome, bounds[0]), bounds)
    design = make_design(ranked.outcome.shape[-1], strata, clusters, lonely)
    _check_error(error, kind, designed=strata is not None or clusters is not None)
    mean, plain = ranked.mean[..., 0], ranked.generalised[..., 0]
    notes = withhold(ranked.is_level, NO_ORDER, ranked.sample.notes)
    scale, change, notes = scale_of(kind, np.where(ranked.is_level, np.nan, mean), bounds, notes)
    if error == "linearised":
        freedom = design.degrees_of_freedom(ranked.sample.known)
        influence = ranked.influence + (change * plain)[..., None] * (ranked.outcome - ranked.mean)
        spread = linearised_error(influence, ranked.sample, design)
    else:
        freedom = ranked.sample.size - 2
        spread = _regression_error(ranked, with_mean=error == "delta")
    reach = t_reach(np.abs(scale) * spread, freedom, confidence)
    method = f"{kind} concentration index; t limits by {ERRORS[error]}"
    return estimate_of(scale * plain, reach, ranked.sample, confidence, method, notes=notes)


def _check_error(error: str, kind: str, *, designed: bool) -> None:
    if error not in ERRORS:
        raise NotComputable(f"The error of a concentration index is one of {', '.join(ERRORS)}.")
    if designed and error != "linearised":
        raise NotComputable("Strata and clusters need the linearised error.")
    if error == "delta" and kind != "relative":
        raise NotComputable("The delta error belongs to the relative index, which divides by the mean.")


def _regression_error(ranked: Ranked, *, with_mean: bool) -> Floats:
    """Return the error of the slope of 2 var(rank) x outcome on rank, as least squares has it.

    With the mean its own error is added, by the delta method.
    Source: O'Donnell and others (2008), equations 8.7 and 8.10.
    """
    sample, from_middle = ranked.sample, ranked.ranks - 0.5
    spread = sample.mean(from_middle**2)
    spread = np.where(ranked.is_level[..., None], np.nan, spread)
    left = 2 * spread * (ranked.outcome - ranked.mean) - ranked.generalised * from_middle
    scatter = sample.mean(left**2) / np.maximum(sample.size - 2, 1)[..., None]
    variance = scatter / spread
    if with_mean:
        mean = np.where(ranked.mean == 0, np.nan, ranked.mean)
        variance = variance + (ranked.generalised / mean / (2 * spread)) ** 2 * scatter
    return np.sqrt(variance[..., 0])
