"""Where rising functions cross zero, for many places at once."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats

CLOSE, MOST_STEPS = 2e-10, 80


def rising_root(function: Callable[[Floats, Any], Floats], start: Floats, step: Floats) -> Floats:
    """Return where a rising function of each place is zero; nan where that was not found.

    `function` takes points and the places they belong to. It should rise by about one over `step`.
    Secants, held within what is known to lie below and above, halving where a secant leaves it.
    """
    root = np.full(start.shape, np.nan)
    places = np.flatnonzero(np.isfinite(start) & np.isfinite(step) & (step > 0))
    points, slopes = start[places], 1 / step[places]
    low, high = np.full(places.shape, -np.inf), np.full(places.shape, np.inf)
    reach = 2 * step[places]
    before: tuple[Floats, Floats] | None = None
    for _ in range(MOST_STEPS):
        if not places.size:
            break
        heights = function(points, places)
        low, high = np.where(heights < 0, points, low), np.where(heights >= 0, points, high)
        if before is not None:
            slopes = _slopes(before, points, heights, slopes)
        aim = points - heights / slopes
        is_close, is_held = np.abs(heights) <= CLOSE, high - low <= 1e-15 * np.abs(points)
        root[places] = np.where(is_close, aim, np.where(is_held, points, np.nan))
        keep = ~(is_close | is_held | np.isnan(heights))
        following, reach = _next(aim, points, heights, (low, high), reach)
        before = points[keep], heights[keep]
        places = places[keep]
        points, slopes, low, high, reach = (part[keep] for part in (following, slopes, low, high, reach))
    return root


def _slopes(before: tuple[Floats, Floats], points: Floats, heights: Floats, slopes: Floats) -> Floats:
    along, up = points - before[0], heights - before[1]
    rises = along * up > 0
    return np.where(rises, up / np.where(rises, along, 1.0), slopes)


def _next(
    aim: Floats, points: Floats, heights: Floats, between: tuple[Floats, Floats], reach: Floats
) -> tuple[Floats, Floats]:
    """Return the next points: the aim, or halfway where it leaves what is known, or one reach further."""
    low, high = between
    with np.errstate(invalid="ignore"):
        halfway = (low + high) / 2
    is_held = np.isfinite(low) & np.isfinite(high)
    is_within = (low < aim) & (aim < high)
    is_far = ~is_held & (np.abs(aim - points) > reach)
    onward = points - np.sign(heights) * reach
    following = np.where(is_far | ~(is_within | is_held), onward, np.where(is_within, aim, halfway))
    return following, np.where(is_far, 2 * reach, reach)
