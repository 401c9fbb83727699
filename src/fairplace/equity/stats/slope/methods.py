"""The ways to the limits of a slope or relative index, and what each is called."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable

METHODS = ("exact", "fast", "normal", "simulation")
LINE = "weighted least squares on relative rank"
NO_LOGARITHM = "A rate of zero has no logarithm; ask for the normal method instead."
NO_LOGIT = "A proportion of 0 or 1 has no logit; ask for the normal method instead."
TOO_WIDE = "A value is so uncertain that the limits cannot be told."
NORMAL_INSTEAD = "A proportion of 0 or 1 has no logit: the limits are normal, from Wilson's."
FEWEST, USUAL_FEWEST, USUAL_MOST = 3, 5, 10


@dataclass(frozen=True)
class Way:
    """How the limits are to be had: by method, on the values or on their transformed scale."""

    method: str
    transform: bool
    is_normal: bool
    called: str


def choose_way(breakdown: Breakdown, method: str, *, transform: bool) -> Way:
    """Return the way for this kind of breakdown, or refuse a method that it cannot have."""
    if method not in METHODS:
        raise NotComputable(f"The method must be one of {', '.join(METHODS)}.")
    if transform and breakdown.kind == "mean":
        raise NotComputable("A mean is not transformed; say whether the values are rates or proportions.")
    is_normal = (method == "normal" or breakdown.kind == "mean") and method != "simulation"
    if is_normal and not transform:
        return Way(method, transform, is_normal, f"{LINE}; exact normal limits")
    scale = "logarithm" if breakdown.kind == "rate" else "logit"
    called = {
        "exact": f"{LINE}; exact limits of the PHE simulation, by inversion",
        "fast": f"{LINE}; limits of the PHE simulation by Cornish-Fisher",
        "simulation": f"{LINE}; simulated limits",
    }
    if transform and method != "simulation":
        return Way(method, transform, False, f"{LINE} of the {scale}; exact limits of the PHE simulation")
    return Way(method, transform, is_normal, called[method])


def note_on(breakdown: Breakdown) -> str:
    """Return what a reader must know of the number of subgroups; nothing for the usual five to ten."""
    if len(breakdown.subgroups) < USUAL_FEWEST:
        return "Fewer subgroups than the five that England's guidance asks for."
    if len(breakdown.subgroups) > USUAL_MOST:
        return "More subgroups than the ten that are usual: each may be small."
    return ""


def note_untold(breakdown: Breakdown, untold: Any, note: str) -> Any:
    """Return the notes, with what stands in the way of the places that cannot be told as asked."""
    if not np.any(untold):
        return note
    if breakdown.counts is not None:
        said = NORMAL_INSTEAD
    else:
        said = NO_LOGARITHM if breakdown.kind == "rate" else NO_LOGIT
        if np.ndim(untold) == 0:
            raise NotComputable(said)
    return note_where(untold, said, note)


def note_where(is_so: Any, said: str, notes: Any) -> Any:
    """Return the notes, with this one where it is so."""
    if not np.any(is_so):
        return notes
    return np.where(is_so, said, notes) if np.ndim(is_so) else said
