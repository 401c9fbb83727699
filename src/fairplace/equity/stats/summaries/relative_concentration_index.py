"""Whether the indicator is concentrated among the worse or the better off, relative to its level."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.summaries.absolute_concentration_index import concentration
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import make_parts

KINDS = ("relative", "wagstaff", "erreygers")


def relative_concentration_index(
    breakdown: Breakdown, *, kind: str = "relative", confidence: float = 0.95
) -> Estimate:
    """Return the absolute concentration index over the average, from -1 to 1 (RCI).

    Zero means none; above zero the indicator is concentrated among the better off. For values with
    a highest, such as percentages, `kind` "wagstaff" divides by what is left to the top and
    "erreygers" by the whole range, so that the level does not decide the answer.
    Source: Kakwani and others (1997); Wagstaff (2005); Erreygers (2009).
    """
    if kind not in KINDS:
        raise NotComputable(f"The kind must be one of {', '.join(KINDS)}.")
    if kind != "relative" and breakdown.kind != "proportion":
        raise NotComputable("Wagstaff's and Erreygers's index need values with a highest: a proportion.")
    parts = make_parts(breakdown, "The concentration index", ordered=True)
    value, error = concentration(parts)
    scale = breakdown.scale
    divisor = {
        "relative": parts.mean,
        "wagstaff": parts.mean * (1 - parts.mean / scale),
        "erreygers": np.full_like(parts.mean, scale / 4),
    }[kind]
    with np.errstate(divide="ignore", invalid="ignore"):
        return estimate_normal(
            value / divisor, error / divisor, confidence, "concentration along the rank, over the average"
        )
