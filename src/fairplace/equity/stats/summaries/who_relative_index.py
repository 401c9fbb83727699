"""The gradient as a ratio, by WHO's regression."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.normal import estimate_on_logarithm
from fairplace.equity.stats.summaries.who_regression import fit_who


def who_relative_index(
    breakdown: Breakdown, *, model: str = "logit", weighting: str = "once", confidence: float = 0.95
) -> Estimate:
    """Return the fitted value at the top of the ranking over that at the bottom (RII, WHO).

    One means no gradient; above one the value rises towards the better off. As who_slope_index,
    with limits on the logarithm. Source: WHO, HEAT technical notes; Barros and Victora (2013).
    """
    _, fit = fit_who(breakdown, "The relative index", model=model, weighting=weighting)
    bottom, top = fit.gradients()
    with np.errstate(divide="ignore", invalid="ignore"):
        error = fit.error(top / fit.top[..., None] - bottom / fit.bottom[..., None])
        return estimate_on_logarithm(
            fit.top / fit.bottom, error, confidence, f"{model} regression on the rank"
        )
