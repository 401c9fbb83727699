"""What would change if everybody were as well off as one subgroup, in percent."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import make_parts
from fairplace.equity.stats.summaries.population_attributable_risk import fraction_error, possible_gain


def population_attributable_fraction(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return by how many percent the average would change if all were as the reference (PAF).

    As the population attributable risk, over the average. The error is in percent too.
    Source: Schlotheuber and Hosseinpoor (2022); Walter (1976) for the error.
    """
    parts = make_parts(breakdown, "The population attributable fraction", needs_polarity=True)
    error = fraction_error(parts)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 100 * possible_gain(parts) / parts.mean
    return estimate_normal(
        value, None if error is None else 100 * error, confidence, "gain over the average, normal limits"
    )
