"""Whether a series goes anywhere: the change a year, and the test it must pass to be called one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL
from fairplace.equity.stats.confidence import as_share
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_given
from fairplace.equity.stats.polarity import direction_words
from fairplace.equity.stats.trend.mixture import reach
from fairplace.equity.stats.trend.series import Group, read_series, why_not_judged
from fairplace.equity.stats.trend.together import Line, Lines, after, fit_lines

ALL_THE_SAME = "Every value is the same, so there is no change to judge."
METHOD = "straight line; t interval over every autocorrelation from -0.9 to 0.9"
# Places fitted at a time: so many numbers stay near the processor.
BATCH = 2000


def yearly_change(
    years: Numbers,
    values: Numbers,
    lowers: Numbers = None,
    uppers: Numbers = None,
    flags: Sequence[Any] | None = None,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Return the change a year along a straight line, with an interval; the years are the last axis.

    Points are weighted by their published 95% limits where every point has them, else alike. The
    interval allows for scatter beyond those limits, never for less, and for neighbouring points
    whose scatter goes together, whatever their autocorrelation. Missing values and points flagged
    "carried-forward" are left out; a series must not straddle a change of definition, which the
    caller knows. A single series that cannot be judged is refused; of many it is nan, with a note.
    Source: Draper and Smith (1998) for the line; Zellner and Tiao (1964) for the interval.
    """
    share = (1 + as_share(confidence)) / 2
    series = read_series(years, values, lowers, uppers, flags)
    found = np.full((3, len(series.values)), np.nan)
    notes = np.full(len(series.values), "", dtype=object)
    method = METHOD
    for group in series.groups():
        for part in _judgeable(group, notes):
            slopes, reaches, lines = _change(part, share)
            found[:, part.places] = slopes, slopes - reaches, slopes + reaches
            method = _in_words(lines)
    if series.shape == ():
        if notes[0]:
            raise NotComputable(notes[0])
        value, lower, upper = (float(number) for number in found[:, 0])
        return Estimate(value, lower, upper, confidence, method=method)
    value, lower, upper = found.reshape(3, *series.shape)
    note: Any = notes.reshape(series.shape) if any(notes) else ""
    return Estimate(value, lower, upper, confidence, method=METHOD, note=note)


def verdict(change: Estimate, polarity: str) -> Any:
    """Return better, worse or cannot tell (higher, lower or cannot tell without polarity).

    A direction is given only when the interval of the yearly change leaves out zero. Where nothing
    ever changes, one series in twenty may still pass a 95% test.
    """
    falling, rising = direction_words(polarity)
    told = np.asarray(change.excludes(0)) & ~np.isnan(change.value)
    words = np.where(told, np.where(np.asarray(change.value) > 0, rising, falling), CANNOT_TELL)
    return as_given(words)


def _judgeable(group: Group, notes: Any) -> Iterator[Group]:
    """Give the places through which a line may be drawn, some at a time, and note why not of the others."""
    reason = why_not_judged(group)
    if reason:
        notes[group.places] = reason
        return
    flat = np.ptp(group.values, axis=1) == 0
    notes[group.places[flat]] = ALL_THE_SAME
    moving = np.flatnonzero(~flat)
    for start in range(0, len(moving), BATCH):
        rows = moving[start : start + BATCH]
        errors = None if group.errors is None else group.errors[rows]
        yield replace(group, places=group.places[rows], values=group.values[rows], errors=errors)


def _change(group: Group, share: float) -> tuple[Floats, Floats, Lines]:
    """Return the slopes of the weighted line, how far their limits lie from them, and what they rest on."""
    lines = fit_lines(group)
    weights = 1 / lines.scales**2
    middles = (weights * group.years).sum(axis=1, keepdims=True) / weights.sum(axis=1, keepdims=True)
    from_middle = group.years - middles
    parts = weights * from_middle / (weights * from_middle**2).sum(axis=1, keepdims=True)
    errors = [_error(lines, line, parts * lines.scales) for line in lines.lines]
    reaches = reach(np.array(errors), lines.weights, lines.freedom, share)
    return (parts * group.values).sum(axis=1), reaches, lines


def _error(lines: Lines, line: Line, pulls: Floats) -> Floats:
    """Return the standard error of the slope for one autocorrelation."""
    years = lines.group.years
    apart = np.abs(np.subtract.outer(years, years))
    # What the limits speak of errs independently; only the scatter beyond it may err together.
    known = 0.0 if lines.group.errors is None else 1.0
    together = (line.dispersion - known) * ((pulls @ after(line.r, apart)) * pulls).sum(axis=1)
    return np.sqrt(known * (pulls**2).sum(axis=1) + together)


def _in_words(lines: Lines) -> str:
    """Return how the change of the first place was made."""
    scatter = float(lines.weights[:, 0] @ [line.dispersion[0] for line in lines.lines])
    how = "unweighted" if lines.group.errors is None else f"weighted by limits, dispersion {scatter:.2f}"
    points = f"straight line through {len(lines.group.years)} points, {how}"
    together = f"autocorrelations from -0.9 to 0.9, on average {float(lines.likely[0]):.2f}"
    return f"{points}; t interval over {together}"
