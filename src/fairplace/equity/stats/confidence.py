"""How sure an interval is to be: 0.95 and 95 mean the same."""

from math import nan
from numbers import Real
from statistics import NormalDist

from fairplace.equity.stats.errors import NotComputable


def as_share(confidence: float) -> float:
    """Return the confidence as a share; 0.9 to 1 and 90 to 100 are allowed."""
    # Written so that text and nan are refused too.
    share = nan if not isinstance(confidence, Real) else confidence / 100 if confidence > 1 else confidence
    if not 0.9 <= share <= 1:
        raise NotComputable("The confidence must lie between 90% and 100%.")
    return share


def normal_quantile(confidence: float) -> float:
    """Return z, the standard errors on either side that hold this share; infinite for certainty."""
    share = as_share(confidence)
    return NormalDist().inv_cdf((1 + share) / 2) if share < 1 else float("inf")
