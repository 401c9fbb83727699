"""The gradient as a gap, by WHO's regression."""

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.who_regression import fit_who


def who_slope_index(
    breakdown: Breakdown, *, model: str = "logit", weighting: str = "once", confidence: float = 0.95
) -> Estimate:
    """Return the fitted value at the top of the ranking minus that at the bottom (SII, WHO).

    Zero means no gradient; above zero the value rises towards the better off. `model` "logit" keeps
    the line within 0 and what the values are given per, "linear" does not. Groups weigh by
    population once; `weighting` "heat" weighs twice, as HEAT does. The error is robust (HC1) and
    tells how far the groups lie off the curve. Source: WHO, HEAT technical notes; Barros and Victora (2013).
    """
    _, fit = fit_who(breakdown, "The slope index", model=model, weighting=weighting)
    bottom, top = fit.gradients()
    return estimate_normal(
        fit.top - fit.bottom, fit.error(top - bottom), confidence, f"{model} regression on the rank"
    )
