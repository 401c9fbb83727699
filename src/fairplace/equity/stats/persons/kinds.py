"""The kinds of concentration index: the same covariance, on four scales."""

from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats

KINDS = ("relative", "generalised", "wagstaff", "erreygers")


def check_kind(kind: str, outcome: Floats, bounds: tuple[float, float]) -> None:
    """Refuse an unknown kind, and outcomes that the kind cannot be computed from."""
    if kind not in KINDS:
        raise NotComputable(f"The kind of concentration index is one of {', '.join(KINDS)}.")
    if kind == "relative" and (outcome < 0).any():
        raise NotComputable("The relative concentration index needs outcomes of zero or above.")
    if kind in {"wagstaff", "erreygers"}:
        lowest, highest = bounds
        if not lowest < highest:
            raise NotComputable("The lower bound must lie below the upper bound.")
        if ((outcome < lowest) | (outcome > highest)).any():
            raise NotComputable("An outcome lies outside its bounds.")


def scale_of(kind: str, mean: Floats, bounds: tuple[float, float], notes: Any) -> tuple[Floats, Floats, Any]:
    """Return what the generalised index is multiplied with, and how fast that changes with the mean.

    The change is relative: the derivative of the logarithm. Places whose mean leaves the index
    without a meaning come out missing, with a note; a single one is refused.
    """
    lowest, highest = bounds
    if kind == "generalised":
        return np.ones_like(mean), np.zeros_like(mean), notes
    if kind == "erreygers":
        return np.full_like(mean, 4 / (highest - lowest)), np.zeros_like(mean), notes
    if kind == "relative":
        nothing = mean <= 0
        notes = withhold(nothing, "The outcome is zero for everybody, so its shares cannot be told.", notes)
        mean = np.where(nothing, np.nan, mean)
        return 1 / mean, -1 / mean, notes
    at_bound = (mean <= lowest) | (mean >= highest)
    notes = withhold(at_bound, "Everybody stands at a bound, so the index cannot be told.", notes)
    mean = np.where(at_bound, np.nan, mean)
    scale = (highest - lowest) / ((highest - mean) * (mean - lowest))
    return scale, 1 / (highest - mean) - 1 / (mean - lowest), notes
