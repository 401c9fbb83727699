"""How unequally something is held, whoever holds it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers
from fairplace.equity.stats.persons.concentration import Ranked
from fairplace.equity.stats.persons.design import Design, make_design
from fairplace.equity.stats.persons.linearised import estimate_of, linearised_error, t_reach
from fairplace.equity.stats.persons.ranking import rank_persons
from fairplace.equity.stats.persons.sample import Sample, read_sample

# A value for each place, and what each person adds to it.
Measure = Callable[[Floats, Floats, Sample], tuple[Floats, Floats]]


def gini(
    values: Numbers,
    *,
    weights: Numbers = None,
    strata: Any = None,
    clusters: Any = None,
    lonely: str = "refuse",
    confidence: float = 0.95,
) -> Estimate:
    """Return the Gini coefficient with limits; persons (or areas) last, any leading axes.

    Zero: everybody holds the same; 1 - 1/n: one of n holds all. Nothing is added for small samples,
    so that counting everybody twice changes nothing; times n/(n - 1) gives the other convention.
    Values below zero are refused, as are values that are all zero. A missing value is left out.
    Source: Lerman and Yitzhaki (1989); limits Langel and Tillé (2013).
    """
    sample = read_sample(weights, values=values)
    design = make_design(sample.shares.shape[-1], strata, clusters, lonely)
    return _estimate(_gini, "Gini coefficient", sample, design, confidence)


def theil(
    values: Numbers,
    *,
    weights: Numbers = None,
    strata: Any = None,
    clusters: Any = None,
    lonely: str = "refuse",
    confidence: float = 0.95,
) -> Estimate:
    """Return Theil's T with limits; persons (or areas) last, any leading axes.

    Zero: everybody holds the same; ln n: one of n holds all. A value of zero counts as it should, for
    x ln x is zero there. Not multiplied by 1,000, as WHO's index of subgroups is. Otherwise as gini.
    Source: Theil (1967); limits Cowell and Flachaire (2007).
    """
    sample = read_sample(weights, values=values)
    design = make_design(sample.shares.shape[-1], strata, clusters, lonely)
    return _estimate(_theil, "Theil's T", sample, design, confidence)


def _estimate(measure: Measure, called: str, sample: Sample, design: Design, confidence: float) -> Estimate:
    held = sample.numbers[0]
    if (held < 0).any():
        raise NotComputable(f"{called} needs values of zero or above.")
    mean = sample.mean(held)
    nothing = mean <= 0
    notes = withhold(nothing[..., 0], "Nobody holds anything, so no shares can be told.", sample.notes)
    value, influence = measure(held, np.where(nothing, np.nan, mean), sample)
    error = linearised_error(influence, sample, design)
    reach = t_reach(error, design.degrees_of_freedom(sample.known), confidence)
    method = f"{called}; t limits by Taylor linearisation"
    return estimate_of(value, reach, sample, confidence, method, notes=notes, least=0)


def _gini(held: Floats, mean: Floats, sample: Sample) -> tuple[Floats, Floats]:
    """Return the concentration index of the values along themselves."""
    ranked = Ranked(held, sample, rank_persons(np.where(sample.known, held, 0.0)))
    value = ranked.generalised / mean
    influence = (ranked.influence - value * (held - mean)) / mean
    return np.maximum(value[..., 0], 0), influence


def _theil(held: Floats, mean: Floats, sample: Sample) -> tuple[Floats, Floats]:
    ratio = held / mean
    some = held > 0
    logs = np.log(ratio, out=np.zeros(ratio.shape), where=some)
    value = sample.mean(ratio * logs)
    return np.maximum(value[..., 0], 0), ratio * (logs - value - 1) + 1
