"""Means, and how far chance may carry them."""

import numpy as np

from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Numbers, as_floats, as_given, check_together


def mean(values: Numbers, *, confidence: float = 0.95) -> Estimate:
    """Return the mean of the last axis with Student's limits.

    One missing value makes its mean missing; of a single value there is a mean and no limits.
    Source: Student (1908); Armitage and Berry (2002).
    """
    numbers = as_floats(values, "Values")
    if numbers.ndim == 0 or numbers.shape[-1] == 0:
        raise NotComputable("A mean needs one value or more.")
    check_together(values=numbers)
    size = numbers.shape[-1]
    middle = numbers.mean(axis=-1)
    deviation = numbers.std(axis=-1, ddof=1) if size > 1 else np.full_like(middle, np.nan)
    return mean_of(np.full_like(middle, size), middle, deviation, confidence=confidence)


def mean_of(sizes: Numbers, means: Numbers, deviations: Numbers, *, confidence: float = 0.95) -> Estimate:
    """Return means with Student's limits from how many values there were, their mean and deviation.

    The deviation is that of the sample, over n - 1. Any shapes that broadcast.
    """
    count, middle = as_floats(sizes, "Sizes"), as_floats(means, "Means")
    spread = as_floats(deviations, "Deviations")
    check_together(sizes=count, means=middle, deviations=spread)
    if (count < 1).any() or (spread < 0).any():
        raise NotComputable("A mean needs one value or more, and a deviation of zero or more.")
    # Imported here, because loading scipy takes longer than the rest of the library together.
    from scipy.special import stdtrit

    share = (1 + as_share(confidence)) / 2
    wide = np.where(count > 1, stdtrit(np.maximum(count - 1, 1), share), np.nan)
    reach = wide * spread / np.sqrt(count)
    return Estimate(
        as_given(middle),
        as_given(middle - reach),
        as_given(middle + reach),
        confidence,
        "mean; Student's limits",
        count=as_given(count),
    )
