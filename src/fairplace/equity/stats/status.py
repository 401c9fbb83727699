"""Whether a measure is on course for its target, admitting doubt."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Numbers, as_floats, as_given

ACHIEVED, ON_COURSE, OFF_COURSE = "achieved", "on course", "off course"
GETTING_WORSE, TOO_EARLY = "getting worse", "too early"
STATUSES = (ACHIEVED, GETTING_WORSE, TOO_EARLY, ON_COURSE, OFF_COURSE, CANNOT_TELL)
REASONS = {
    ACHIEVED: "The target is reached, by the whole likely range of the level.",
    GETTING_WORSE: "The likely range of the yearly change lies wholly on the wrong side of no change.",
    TOO_EARLY: "What was done cannot show in this measure yet.",
    ON_COURSE: "The likely range of the yearly change lies at or beyond the change that is needed.",
    OFF_COURSE: "The likely range of the yearly change falls short of the change that is needed.",
    CANNOT_TELL: "The likely range of the yearly change includes the change that is needed.",
}
NO_CHANGE_KNOWN = "The yearly change is not known."
NO_NEED_KNOWN = "The change that is needed is not known."
# Without limits a change this near to the one needed counts as enough.
NEAR_ENOUGH = 0.95


@dataclass(frozen=True)
class Status:
    """One of six words, and a sentence that says why; arrays for many measures."""

    word: Any
    reason: Any


def status(
    change: Estimate,
    required: Numbers,
    polarity: str,
    *,
    level: Estimate | None = None,
    target: Numbers = None,
    year: Numbers = None,
    judged_from: Numbers = None,
) -> Status:
    """Return achieved, getting worse, too early, on course, off course or cannot tell, with the reason.

    It is cannot tell wherever the interval of the observed yearly change spans the required one.
    Achieved needs a `level` whose whole interval meets the `target`. Before the year a measure is
    `judged_from`, when what was done may first show, slow progress is too early to judge, but
    getting worse is not, which is told without a required change too. Without limits the change
    counts as it stands, and 95% of the required one is enough, as in Open SDG. Any shapes that broadcast.
    """
    if polarity not in ("high", "low"):
        raise NotComputable("A status needs to know which way is better.")
    better = 1.0 if polarity == "high" else -1.0
    need = as_floats(required, "Required changes") * better
    likely = np.asarray(change.value) * better
    low, high = _ends(change, better)
    enough = np.where(np.isfinite(need) & (need > 0) & (low == high), need * NEAR_ENOUGH, need)
    early = np.asarray(as_floats(year, "Years") < as_floats(judged_from, "Years"))
    unseen = np.isnan(likely) | np.isnan(low)
    unknown = unseen | np.isnan(need)
    words = np.select(
        [
            _achieved(level, target, better),
            ~unseen & (high < 0),
            early,
            unknown,
            low >= enough,
            high < enough,
        ],
        [ACHIEVED, GETTING_WORSE, TOO_EARLY, CANNOT_TELL, ON_COURSE, OFF_COURSE],
        CANNOT_TELL,
    )
    reasons = np.select([words == word for word in STATUSES], [REASONS[word] for word in STATUSES], "")
    missing = np.where(unseen, NO_CHANGE_KNOWN, NO_NEED_KNOWN)
    return Status(as_given(words), as_given(np.where((words == CANNOT_TELL) & unknown, missing, reasons)))


def _ends(change: Estimate, better: float) -> tuple[Any, Any]:
    """Return the two ends of the change, the worse one first; the value twice where there are none."""
    if change.lower is None or change.upper is None:
        value = np.asarray(change.value, dtype=float) * better
        return value, value
    ends = np.asarray(change.lower, dtype=float) * better, np.asarray(change.upper, dtype=float) * better
    return np.minimum(*ends), np.maximum(*ends)


def _achieved(level: Estimate | None, target: Numbers, better: float) -> Any:
    if level is None or target is None:
        return np.asarray(False)
    worse_end, _ = _ends(level, better)
    return np.asarray(worse_end >= as_floats(target, "Targets") * better)
