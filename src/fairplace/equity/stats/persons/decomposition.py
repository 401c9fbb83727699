"""What the inequality of an outcome is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats
from fairplace.equity.stats.persons.concentration import NO_ORDER, Ranked
from fairplace.equity.stats.persons.kinds import check_kind, scale_of
from fairplace.equity.stats.persons.ranking import rank_persons
from fairplace.equity.stats.persons.sample import Sample, read_sample


@dataclass(frozen=True)
class ConcentrationDecomposition:
    """A concentration index and its parts, one a factor; the contributions and the residual sum to it.

    The elasticity is the share by which the outcome rises when the factor rises by one per cent. A
    factor whose mean is zero has no concentration index of its own, but contributes all the same.
    """

    index: float
    names: tuple[str, ...]
    elasticities: tuple[float, ...]
    indices: tuple[float, ...]
    contributions: tuple[float, ...]
    residual: float


def concentration_decomposition(
    outcome: Numbers,
    rank_by: Numbers,
    factors: Sequence[Any],
    names: Sequence[str],
    *,
    weights: Numbers = None,
    kind: str = "relative",
    bounds: tuple[float, float] = (0, 1),
) -> ConcentrationDecomposition:
    """Return what each factor contributes to the concentration index (CI), and what none explains.

    A straight line with an intercept is fitted to the outcome on the factors, one column each, with
    the weights. A contribution is the elasticity times the factor's own concentration index; its sign
    says which way the factor tilts the outcome. Persons with a number missing are left out.
    Association, not cause. Source: Wagstaff, van Doorslaer and Watanabe (2003).
    """
    if not factors or len(factors) != len(names):
        raise NotComputable("Every factor needs a name, and there must be one at least.")
    columns = {f"factor {name}": column for name, column in zip(names, factors, strict=True)}
    if len(columns) < len(names):
        raise NotComputable("Two factors have the same name.")
    sample = read_sample(weights, outcome=outcome, rank_by=rank_by, **columns)
    if sample.shares.ndim > 1:
        raise NotComputable("A decomposition is of one place at a time.")
    values = Ranked(sample.numbers[0], sample, rank_persons(sample.numbers[1]))
    if values.is_level:
        raise NotComputable(NO_ORDER)
    check_kind(kind, as_floats(outcome, "Outcome")[sample.known], bounds)
    scale, _, _ = scale_of(kind, values.mean[0], bounds, "")
    return _decompose(values, np.stack(sample.numbers[2:]), tuple(names), float(scale))


def _decompose(
    values: Ranked, factors: Floats, names: tuple[str, ...], scale: float
) -> ConcentrationDecomposition:
    sample = values.sample
    slopes, residuals = _fit(values, factors, sample)
    parts = Ranked(np.vstack([factors, residuals]), sample, values.ranking)
    *gathered, left = (scale * parts.generalised[:, 0]).tolist()
    means = parts.mean[:-1, 0]
    own = np.divide(
        parts.generalised[:-1, 0], means, out=np.full(len(names), np.nan), where=~np.isclose(means, 0)
    )
    middle = values.mean[0]
    stretch = slopes * means / middle if middle != 0 else np.full(len(names), np.nan)
    return ConcentrationDecomposition(
        index=float(scale * values.generalised[0]),
        names=names,
        elasticities=tuple(stretch.tolist()),
        indices=tuple(own.tolist()),
        contributions=tuple((slopes * gathered).tolist()),
        residual=left,
    )


def _fit(values: Ranked, factors: Floats, sample: Sample) -> tuple[Floats, Floats]:
    """Return the slope on each factor, and what the line leaves of each person's outcome."""
    centred = factors - sample.mean(factors)
    spread = np.sqrt(sample.mean(centred**2))
    level = np.sqrt(sample.mean(factors**2)) * 1e-9
    if (spread <= level).any() or sample.size <= len(factors) + 1:
        raise NotComputable("The factors must differ between persons, and be fewer than the persons.")
    roots = np.sqrt(sample.shares)
    apart = values.outcome - values.mean
    slopes, _, rank, _ = np.linalg.lstsq((centred / spread * roots).T, apart * roots, rcond=1e-9)
    if rank < len(factors):
        raise NotComputable("Some factors say the same as others, so their parts cannot be told apart.")
    return slopes / spread[:, 0], apart - slopes / spread[:, 0] @ centred
