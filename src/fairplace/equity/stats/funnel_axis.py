"""Where the points of a funnel stand, and at which sizes its limits are drawn."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given, check_per, check_together

# The least of the sizes must be this share of the greatest, or the axis begins at 1.
NARROW = 0.5


def funnel_denominators(
    counts: Numbers,
    rates: Numbers,
    denominators: Numbers = None,
    *,
    per: float = 100_000,
    years: float = 1,
) -> Any:
    """Return how many people a year stand behind each place's rate, which is where its point is drawn.

    For a standardised rate they are those that its events and its rate imply, not those who live
    there. Without events they are the denominators over the years, and missing without those too.
    Source: DHSC technical guidance on funnel plots.
    """
    events, known = as_floats(counts, "Counts"), as_floats(rates, "Rates")
    check_per(per)
    if (events < 0).any() or (known < 0).any() or not years > 0:
        raise NotComputable("A funnel needs counts and rates of zero or more, and years above zero.")
    among = as_floats(denominators, "Denominators")
    check_together(counts=events, rates=known, denominators=among)
    if ((known == 0) & (events > 0)).any():
        raise NotComputable("A place with events cannot have a rate of zero.")
    if (among <= 0).any():
        raise NotComputable("A funnel needs denominators above zero.")
    without = (known == 0) | (events == 0)
    implied = events * per / np.where(without, 1.0, known)
    return as_given(np.where(without, among, implied) / years)


def funnel_axis(sizes: Numbers, baseline: float | None = None, *, points: int = 100) -> Floats:
    """Return whole numbers, evenly spaced as ratios, at which to draw the limits of a funnel.

    They reach a little beyond the greatest size, and begin at 1 unless all sizes are alike. With a
    baseline, the average rate of the sizes, they are numbers of events: for rates, whose funnel
    depends on events. Neighbours are at least 1 apart, so that a short axis overshoots its end.
    """
    known = as_floats(sizes, "Sizes").ravel()
    known = known[~np.isnan(known)]
    if (
        not known.size
        or not (known > 0).all()
        or np.isinf(known).any()
        or points < 2
        or not (baseline is None or baseline > 0)
    ):
        raise NotComputable("The axis of a funnel needs sizes above zero, and two points or more.")
    least, most = float(known.min()), float(known.max())
    scale = 1 if baseline is None else baseline
    last = math.ceil(_rounded(1.05 * most, 2, math.ceil) * scale)
    first = math.floor(_rounded(0.95 * least, 1, math.floor) * scale) if least >= NARROW * most else 1
    return _spaced(max(first, 1), last, points)


def _rounded(number: float, digits: int, to: Callable[[float], int]) -> float:
    """Return the number with so many significant digits, rounded up or down."""
    step = 10.0 ** (math.floor(math.log10(number)) - digits + 1)
    return to(round(number / step, 9)) * step


def _spaced(first: int, last: int, points: int) -> Floats:
    axis = [first]
    for left in range(points - 1, 0, -1):
        # What is left of the way is divided anew, because the first steps are longer than they should be.
        axis.append(max(axis[-1] + 1, round(axis[-1] * (last / axis[-1]) ** (1 / left))))
    return np.array(axis, dtype=float)
