"""The ways to the limits of a slope or relative index, and what each is called."""

from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.errors import NotComputable

METHODS = ("exact", "fast", "normal", "simulation")
LINE = "weighted least squares on relative rank"
FEWEST = 3


@dataclass(frozen=True)
class Way:
    """How the limits are to be had: by method, on the values or on their transformed scale."""

    method: str
    transform: bool
    is_normal: bool
    called: str

    @property
    def line(self) -> str:
        """Return what line is drawn, where there are no limits to speak of."""
        return self.called.partition(";")[0]


def choose_way(
    breakdown: Breakdown, method: str, *, transform: bool, multiplier: float, confidence: float
) -> Way:
    """Return the way for this kind of breakdown, or refuse what it cannot be asked for."""
    if method not in METHODS:
        raise NotComputable(f"The method must be one of {', '.join(METHODS)}.")
    if transform and breakdown.kind == "mean":
        raise NotComputable("A mean is not transformed; say whether the values are rates or proportions.")
    if multiplier == 0 or not np.isfinite(multiplier):
        raise NotComputable("The multiplier must be a number other than zero.")
    if as_share(confidence) == 1:
        raise NotComputable("Limits that hold for certain have no end; ask for a confidence below 100%.")
    is_normal = (method == "normal" or breakdown.kind == "mean") and method != "simulation"
    if is_normal and not transform:
        return Way(method, transform, is_normal, f"{LINE}; exact normal limits")
    scale = "logarithm" if breakdown.kind == "rate" else "logit"
    called = {
        "exact": f"{LINE}; exact limits of the PHE simulation, by inversion",
        "fast": f"{LINE}; limits of the PHE simulation by Cornish-Fisher",
        "simulation": f"{LINE}; simulated limits",
    }
    if transform:
        return Way(method, transform, False, f"{LINE} of the {scale}; exact limits of the PHE simulation")
    return Way(method, transform, is_normal, called[method])
