"""What the measures of agreement share."""

from typing import Any

import numpy as np

from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, as_given

ONE_CATEGORY = "Everything was put in one category, so agreement beyond chance cannot be told."
ALL_AGREED = "All ratings agree, so how far chance may carry the value cannot be told from them."


def estimate_agreement(
    value: Floats,
    limits: tuple[Floats, Floats],
    confidence: float,
    method: str,
    *,
    units: Any,
    notes: Any,
) -> Estimate:
    """Return the agreement with limits no wider than -1 to 1; full agreement has none."""
    full = np.asarray(value) == 1
    lower, upper = (np.where(full, np.nan, np.clip(limit, -1, 1)) for limit in limits)
    if full.ndim:
        notes = np.where(full, ALL_AGREED, notes) if full.any() else notes
    elif full:
        notes = ALL_AGREED
    return Estimate(
        as_given(value),
        as_given(lower),
        as_given(upper),
        confidence,
        method,
        count=as_given(np.asarray(units)),
        note=notes,
    )
