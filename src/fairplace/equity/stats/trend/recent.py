"""England's recent trend: whether the last five points go anywhere beyond chance, or why not known."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given
from fairplace.equity.stats.polarity import POLARITIES

POINTS = 5
# What chi-square passes by chance two times in a thousand, with one degree of freedom.
BEYOND_CHANCE = 9.5495
# A slope that is zero but for the rounding of its sums: so much of the values a year.
FLAT = 1e-12
INCREASING, DECREASING = "increasing", "decreasing"
NO_CHANGE, NOT_CALCULATED = "no significant change", "cannot be calculated"


@dataclass(frozen=True)
class RecentTrend:
    """The trend in a `word` for people, a `code` without polarity, its chi-square, or the `reason` for none.

    Plain values for one place, arrays for many.
    """

    word: Any
    code: Any
    chi_square: Any
    reason: Any


def recent_trend(
    years: Numbers,
    values: Numbers = None,
    lowers: Numbers = None,
    uppers: Numbers = None,
    *,
    counts: Numbers = None,
    denominators: Numbers = None,
    breaks: Any = False,
    span: float = 1,
    polarity: str = "none",
) -> RecentTrend:
    """Return the recent trend of the last five points (Fingertips); years last, places before.

    Proportions come as counts and denominators, all else as values with 95% limits. `span` is how
    many years a period covers, `breaks` marks points that begin a new definition. A trend needs a
    chi-square for linear trend above 9.5495 and a slope of one sign whichever point is left out.
    The guidance does not say which slope: here that of the line whose chi-square is tested.
    Source: DHSC technical guidance on recent trends; Cochran (1954); Armitage (1955).
    """
    if polarity not in POLARITIES:
        raise NotComputable("The polarity must be high, low or none.")
    when = as_floats(years, "Years")
    if when.ndim != 1 or np.isnan(when).any():
        raise NotComputable("Every point of a series needs its year.")
    order = np.argsort(when, kind="stable")[-POINTS:]
    is_counted = counts is not None or denominators is not None
    given = (counts, denominators) if is_counted else (values, lowers, uppers)
    points = np.broadcast_arrays(*(_points(one, order, len(when)) for one in given))
    begins = np.broadcast_to(breaks, (*points[0].shape[:-1], len(when)))[..., order]
    reasons = _first_reason(
        points[0].shape[:-1],
        [
            *_of_years(when[order], span),
            *_of_breaks(begins),
            *(_of_counts if is_counted else _of_values)(*points),
        ],
    )
    # Where something is in the way, harmless numbers keep the sums of the others quiet.
    told = np.asarray(reasons == "")
    quiet = (np.where(told[..., None], part, 1 + at) for at, part in enumerate(points))
    weighed = (_shares if is_counted else _measured)(*quiet)
    chi_square, up, down = _trends(when[order] - when[order].mean(), weighed, told)
    codes = np.select([~told, up, down], [NOT_CALCULATED, INCREASING, DECREASING], NO_CHANGE)
    return RecentTrend(
        *(as_given(np.asarray(one)) for one in (_words(codes, polarity), codes, chi_square, reasons))
    )


def _points(numbers: Numbers, order: Any, length: int) -> Floats:
    found = np.full(length, np.nan) if numbers is None else as_floats(numbers, "The series")
    if found.ndim == 0 or found.shape[-1] != length:
        raise NotComputable("A series needs one year and one value for every point.")
    return found[..., order]


Reason = tuple[Any, str]


def _of_years(when: Floats, span: float) -> Iterator[Reason]:
    steps = np.diff(when)
    yield len(when) < POINTS, f"A recent trend needs five points, and there are {len(when)}."
    yield bool((steps < span - 1e-9).any()), "The periods overlap, so that neighbours share their events."
    yield bool(steps.size and np.ptp(steps) > 1e-9), "The last five points are not evenly spaced."


def _of_breaks(begins: Any) -> Iterator[Reason]:
    # A new definition that begins with the oldest of the five leaves them alike.
    yield begins[..., 1:].any(axis=-1), "The definition changes within the last five points."


def _of_values(values: Floats, lowers: Floats, uppers: Floats) -> Iterator[Reason]:
    if (lowers > uppers).any():
        raise NotComputable("A lower limit lies above its upper limit.")
    yield np.isnan(values).any(axis=-1), "A value is missing among the last five."
    yield np.isnan(lowers + uppers).any(axis=-1), "Limits are missing among the last five."
    yield (lowers == uppers).any(axis=-1), "Limits without any width cannot be weighed."


def _of_counts(counts: Floats, denominators: Floats) -> Iterator[Reason]:
    if (counts < 0).any() or (denominators < 0).any() or (counts > denominators).any():
        raise NotComputable("A proportion cannot count more people than there are, nor fewer than none.")
    yield np.isnan(counts).any(axis=-1), "A count is missing among the last five."
    yield ~(denominators > 0).all(axis=-1), "A denominator is missing or zero among the last five."
    total = counts.sum(axis=-1)
    yield (total == 0) | (total == denominators.sum(axis=-1)), "The counts are all nobody, or all everybody."


def _first_reason(shape: tuple[int, ...], found: list[Reason]) -> Any:
    reasons = np.full(shape, "", dtype=object)
    for is_so, sentence in reversed(found):
        reasons = np.where(is_so, sentence, reasons)
    return reasons


def _shares(counts: Floats, denominators: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the proportions, their weights, and the variance of one person's answer."""
    together = counts.sum(axis=-1) / denominators.sum(axis=-1)
    return counts / denominators, denominators, together * (1 - together)


def _measured(values: Floats, lowers: Floats, uppers: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the values and their weights, one over the variance that their limits imply."""
    errors = (uppers - lowers) / (2 * normal_quantile(0.95))
    return values, 1 / errors**2, np.ones(values.shape[:-1])


def _slope(when: Floats, numbers: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return the weighted slope, and the spread of the years that it rests on."""
    apart = when - (weights * when).sum(axis=-1, keepdims=True) / weights.sum(axis=-1, keepdims=True)
    spread = (weights * apart**2).sum(axis=-1)
    return (weights * apart * numbers).sum(axis=-1) / spread, spread


def _trends(when: Floats, points: tuple[Floats, Floats, Floats], told: Any) -> tuple[Floats, Any, Any]:
    """Return the chi-square of each place, and where it rises and falls beyond chance and any one point."""
    numbers, weights, scale = points
    if len(when) < POINTS:
        return np.full(told.shape, np.nan), np.zeros_like(told), np.zeros_like(told)
    slope, spread = _slope(when, numbers, weights)
    chi_square = np.where(told, slope**2 * spread / scale, np.nan)
    without, _ = _slope(when, numbers[..., None, :], weights[..., None, :] * ~np.eye(POINTS, dtype=bool))
    every = np.concatenate([without, slope[..., None]], axis=-1)
    flat = FLAT * np.abs(numbers).max(axis=-1, keepdims=True)
    is_beyond = told & (chi_square > BEYOND_CHANCE)
    return chi_square, is_beyond & (every > flat).all(axis=-1), is_beyond & (every < -flat).all(axis=-1)


def _words(codes: Any, polarity: str) -> Any:
    better = {"high": (INCREASING, DECREASING), "low": (DECREASING, INCREASING)}.get(polarity)
    if better is None:
        return codes
    said = [f"{code} and getting {how}" for code, how in zip(better, ("better", "worse"), strict=True)]
    return np.select([codes == code for code in better], said, codes)
