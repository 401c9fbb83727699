"""Means and proportions of a survey, with the way it was drawn in their limits."""

from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given
from fairplace.equity.stats.persons.design import make_design
from fairplace.equity.stats.persons.linearised import estimate_of, linearised_error, t_reach
from fairplace.equity.stats.persons.sample import Sample, read_sample
from fairplace.equity.stats.proportion import wilson_limits


def survey_mean(
    values: Numbers,
    *,
    weights: Numbers = None,
    strata: Any = None,
    clusters: Any = None,
    among: Any = None,
    lonely: str = "refuse",
    confidence: float = 0.95,
) -> Estimate:
    """Return the weighted mean of a survey with t limits; persons last, any leading axes.

    Degrees of freedom are clusters less strata. `among` (yes or no a person) gives the mean of a
    subgroup: the others stay part of the design, as do persons whose value is missing. A stratum
    with a single cluster is refused, unless `lonely` is "certainty" or "centre".
    Source: Taylor linearisation, Binder (1983); Lohr (2019).
    """
    sample = read_sample(weights, among=among, values=values)
    mean, error, freedom = _mean_and_error(sample, strata, clusters, lonely)
    reach = t_reach(error, freedom, confidence)
    method = "weighted mean; t limits by Taylor linearisation"
    return estimate_of(mean, reach, sample, confidence, method, notes=sample.notes)


def survey_proportion(
    values: Numbers,
    *,
    weights: Numbers = None,
    strata: Any = None,
    clusters: Any = None,
    among: Any = None,
    lonely: str = "refuse",
    per: float = 1,
    confidence: float = 0.95,
) -> Estimate:
    """Return the weighted proportion of a survey, of ones among zeros and ones, with limits.

    The limits are Wilson's of the sample that would tell as much if drawn plainly: as many persons as
    asked over the design effect, fewer still with few clusters, and never more. Of a plain sample
    they are those of `proportion`. Where all say the same, weights alone thin the sample.
    Otherwise as survey_mean. Source: Korn and Graubard (1998); Franco and others (2019).
    """
    given = as_floats(values, "Values")
    if not np.isin(given[~np.isnan(given)], (0, 1)).all():
        raise NotComputable("A proportion needs values of zero and one.")
    sample = read_sample(weights, among=among, values=given)
    share, error, freedom = _mean_and_error(sample, strata, clusters, lonely)
    plain = _effective_size(sample, share, error, freedom, confidence)
    lower, upper = wilson_limits(share * plain, plain, normal_quantile(confidence))
    return Estimate(
        as_given(share * per),
        as_given(lower * per),
        as_given(upper * per),
        confidence,
        "weighted proportion; Wilson limits of the effective sample",
        count=as_given((sample.numbers[0] * sample.known).sum(axis=-1)),
        denominator=as_given(sample.size),
        note=sample.notes,
    )


def _mean_and_error(sample: Sample, strata: Any, clusters: Any, lonely: str) -> tuple[Floats, Floats, Any]:
    values = sample.numbers[0]
    design = make_design(values.shape[-1], strata, clusters, lonely)
    mean = sample.mean(values)
    # Rounding would leave the mean of equal values a hair beside them.
    mean = np.clip(mean, *_ends(values, sample.known))
    error = linearised_error(values - mean, sample, design)
    return mean[..., 0], error, design.degrees_of_freedom(sample.known)


def _ends(values: Floats, known: Any) -> tuple[Floats, Floats]:
    lowest = np.where(known, values, np.inf).min(axis=-1, keepdims=True)
    return lowest, np.where(known, values, -np.inf).max(axis=-1, keepdims=True)


def _effective_size(sample: Sample, share: Floats, error: Floats, freedom: Any, confidence: float) -> Floats:
    """Return how many persons of a plain sample would tell as much; missing without freedom."""
    from scipy.special import stdtrit

    size = sample.size
    tail = (1 + min(as_share(confidence), 0.9999)) / 2
    few = np.where(np.asarray(freedom) < 1, np.nan, freedom)
    # Of few clusters the error itself is uncertain; of a plain sample this is one.
    thinner = (stdtrit(np.maximum(size - 1, 1), tail) / stdtrit(few, tail)) ** 2
    all_same = error == 0
    plain_error = np.where(all_same, 1.0, error)
    found = size / np.maximum(size - 1, 1) * share * (1 - share) / plain_error**2
    found = np.where(all_same, 1 / (sample.shares**2).sum(axis=-1), found)
    return np.minimum(found, size) * thinner
