"""A place beside a benchmark: by intervals, by its fifth among all places, or by a goal."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL, compare
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given
from fairplace.equity.stats.polarity import POLARITIES
from fairplace.equity.stats.quantiles import quantiles

MET, NEARLY_MET, NOT_MET, NOT_COMPARED = "met", "nearly met", "not met", "not compared"
FIFTHS = {
    "high": ("worst", "second worst", "middle", "second best", "best"),
    "low": ("best", "second best", "middle", "second worst", "worst"),
    "none": ("lowest", "second lowest", "middle", "second highest", "highest"),
}


def compare_in_five(
    usual: Estimate, surer: Estimate, benchmark: Estimate | float, polarity: str = "none"
) -> Any:
    """Return five grades from two intervals of one value, usually of 95% and 99.8%.

    As `compare` by the usual interval; where the surer one leaves the benchmark out too, the word
    gets "far" before it: far better, better, similar, worse, far worse (or higher and lower).
    Source: DHSC technical guidance, comparison at 95% and 99.8%.
    """
    if not surer.confidence > usual.confidence:
        raise NotComputable("The second interval must be the surer one.")
    near, far = (np.asarray(compare(one, benchmark, polarity), dtype=object) for one in (usual, surer))
    is_far = (far == near) & (near != "similar") & (near != CANNOT_TELL)
    return as_given(np.where(is_far, "far " + near, near))


def compare_by_fifths(values: Numbers, polarity: str = "none") -> Any:
    """Return which fifth of all places each lies in: worst to best, or lowest to highest without polarity.

    Without intervals: a place may move to another fifth by chance. A missing value cannot be told.
    Source: DHSC technical guidance, quintiles.
    """
    if polarity not in POLARITIES:
        raise NotComputable("The polarity must be high, low or none.")
    fifths = quantiles(values, 5, highest_first=False)
    words = np.array(FIFTHS[polarity], dtype=object)
    known = ~np.isnan(fifths)
    return np.where(known, words[np.where(known, fifths, 1).astype(int) - 1], CANNOT_TELL)


def compare_with_goal(values: Numbers, goal: float | Sequence[float], polarity: str) -> Any:
    """Return whether a goal is met, not met, or nearly met where it is a range of two values.

    Where more is better a range is met from its upper end on, and nearly met from its lower end on;
    where less is better the other way round. Values count as they stand, without intervals.
    Source: DHSC technical guidance, comparison with goals.
    """
    numbers = as_floats(values, "Values")
    low, high = _ends(goal)
    if polarity == "high":
        met, nearly = numbers >= high, numbers >= low
    elif polarity == "low":
        met, nearly = numbers <= low, numbers <= high
    else:
        raise NotComputable("A goal needs to know which way is better.")
    words = np.select([np.isnan(numbers), met, nearly], [CANNOT_TELL, MET, NEARLY_MET], NOT_MET)
    return as_given(words)


def compare_with_percentiles(
    values: Numbers, all_values: Numbers, percentiles: float | Sequence[float], polarity: str
) -> Any:
    """Return whether a goal is met that is a percentile of all places, or a range of two percentiles.

    Source: DHSC technical guidance, comparison with percentiles.
    """
    known = as_floats(all_values, "Values of all places")
    low, high = _ends(percentiles)
    if not 0 <= low <= high <= 100:
        raise NotComputable("Percentiles lie between 0 and 100.")
    known = known[~np.isnan(known)]
    if not known.size:
        raise NotComputable("No place has a value, so there are no percentiles.")
    return compare_with_goal(values, [float(np.percentile(known, one)) for one in (low, high)], polarity)


def not_compared(values: Numbers) -> Any:
    """Return for every value that it is not compared, where nothing was named to hold it against."""
    return as_given(np.full(as_floats(values, "Values").shape, NOT_COMPARED))


def why_not_compared(place: Estimate, benchmark: Estimate | float | None = None) -> Any:
    """Return in a sentence why a value cannot be told from a benchmark; empty where it can.

    Without a benchmark only the value itself is looked at, as fifths and goals need it.
    """
    value = as_floats(place.value, "Values")
    limits = [np.nan if limit is None else limit for limit in (place.lower, place.upper)]
    unsure = np.isnan(np.asarray(limits[0], dtype=float)) | np.isnan(np.asarray(limits[1], dtype=float))
    beside = benchmark.value if isinstance(benchmark, Estimate) else benchmark
    needs = benchmark is not None
    other = np.isnan(as_floats(beside, "The benchmark")) & needs
    sentences = ["The value is missing.", "No likely range was published.", "The benchmark has no value."]
    return as_given(np.select([np.isnan(value), unsure & needs, other], sentences, ""))


def _ends(goal: float | Sequence[float]) -> tuple[float, float]:
    ends: Floats = np.atleast_1d(as_floats(goal, "The goal"))
    if not 1 <= ends.size <= 2 or np.isnan(ends).any() or ends[0] > ends[-1]:
        raise NotComputable("A goal is one number, or a range from the lower to the higher.")
    return float(ends[0]), float(ends[-1])


# How Fingertips compares, by the name of the method; a goal may be a range.
COMPARATORS: dict[str, Callable[..., Any]] = {
    "overlap": compare,
    "overlap in five": compare_in_five,
    "fifths": compare_by_fifths,
    "goal": compare_with_goal,
    "percentile goal": compare_with_percentiles,
    "none": not_compared,
}
