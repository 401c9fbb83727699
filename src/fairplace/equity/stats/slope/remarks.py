"""What must be said beside a slope or relative index, place by place."""

from typing import Any

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.errors import NotComputable

NO_LOGARITHM = "A rate of zero has no logarithm; ask for the normal method instead."
NO_LOGIT = "A proportion of 0 or 1 has no logit; ask for the normal method instead."
NORMAL_INSTEAD = "A proportion of 0 or 1 has no logit: the limits are normal, from Wilson's."
MISSING = "A number is missing for a subgroup."
TOO_WIDE = "A value is so uncertain that the limits cannot be told."
FEW = "Fewer subgroups than the five that England's guidance asks for."
MANY = "More subgroups than the ten that are usual: each may be small."
USUAL_FEWEST, USUAL_MOST = 5, 10


def remark_on(breakdown: Breakdown) -> Any:
    """Return what a reader must know of the number of subgroups, and of what is missing."""
    count = len(breakdown.subgroups)
    remarks = FEW if count < USUAL_FEWEST else MANY if count > USUAL_MOST else ""
    errors = 0.0 if breakdown.errors is None else breakdown.errors
    is_missing = np.isnan(breakdown.values + breakdown.shares + errors).any(axis=-1)
    return remark(remarks, is_missing, MISSING)


def remark_untold(remarks: Any, breakdown: Breakdown, untold: Any) -> Any:
    """Return the remarks, with what stands in the way of the places that cannot be told as asked."""
    if breakdown.counts is not None:
        return remark(remarks, untold, NORMAL_INSTEAD)
    said = NO_LOGARITHM if breakdown.kind == "rate" else NO_LOGIT
    if np.ndim(untold) == 0 and untold:
        raise NotComputable(said)
    return remark(remarks, untold, said)


def remark(remarks: Any, where: Any, sentence: str) -> Any:
    """Return the remarks with one more sentence where it holds; text alone if all places share it."""
    if not np.any(where):
        return remarks
    longer = np.char.strip(np.char.add(np.asarray(remarks), f" {sentence}"))
    told = np.where(where, longer, remarks)
    return str(told.flat[0]) if (told == told.flat[0]).all() else told
