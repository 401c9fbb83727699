"""The line drawn on the logarithm or the logit instead of on the values."""

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.slope.chance import Chance
from fairplace.equity.stats.slope.line import Line

Ends = tuple[Floats, Floats]


def transformed_ends(chance: Chance, line: Line, confidence: float) -> tuple[Ends, Ends, Ends]:
    """Return bottom and top of the line as values: fitted, and at the limits of its slope.

    The slope on the transformed scale is exactly normal; the middle of the line is held, as in
    England's tool, so that the limits are closed forms.
    """
    slope = (line.slope * chance.centres).sum(axis=-1)
    middle = (line.bottom * chance.centres).sum(axis=-1) + slope / 2
    reach = normal_quantile(confidence) * np.sqrt((line.slope**2 * chance.errors**2).sum(axis=-1))
    # Limits beyond the largest float are no limits, and infinite.
    with np.errstate(over="ignore"):
        fitted, lower, upper = (
            (chance.back(middle - one / 2), chance.back(middle + one / 2))
            for one in (slope, slope - reach, slope + reach)
        )
    return fitted, lower, upper
