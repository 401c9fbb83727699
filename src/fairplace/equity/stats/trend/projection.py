"""How far a series may go if its straight line goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, as_given
from fairplace.equity.stats.trend.mixture import Mixture
from fairplace.equity.stats.trend.scale import Scale
from fairplace.equity.stats.trend.series import Group, read_series, why_not_judged
from fairplace.equity.stats.trend.together import Line, Lines, after, fit_lines

FAN = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Projection:
    """The years ahead, the middle of the fan, and its bands: an `Estimate` each, narrowest first."""

    years: Floats
    middle: Floats
    bands: tuple[Estimate, ...]
    method: str
    scale: Scale
    # What is known of each year, on the scale of the line.
    known: Mixture


def projection(
    years: Numbers,
    values: Numbers,
    lowers: Numbers = None,
    uppers: Numbers = None,
    flags: Sequence[Any] | None = None,
    *,
    until: float,
    scale: str = "plain",
    per: float = 1,
    fan: Sequence[float] = FAN,
) -> Projection:
    """Return the fan of figures to be expected each year up to `until`, if the line of one series goes on.

    The line is that of `yearly_change`; the fan holds its uncertainty, the scatter of single years
    and what the last point tells of the next. `scale="logit"` keeps shares of `per` (100 for
    percentages) inside their bounds, "log" keeps rates above zero: the line then runs on that scale.
    It knows of no turn, no plan and no policy. Source: Zellner and Tiao (1964); see `back_test`.
    """
    on = Scale(scale, per)
    group = group_on(on, years, values, (lowers, uppers), flags)
    ahead = np.arange(group.years[-1] + 1, until + 1e-9)
    if not len(ahead):
        raise NotComputable("The last value is of that year or later, so there is nothing to project.")
    return project(group, on, ahead, fan)


def chance_of_reaching(
    projected: Projection, target: float, polarity: str, *, year: float | None = None
) -> Any:
    """Return the chance of being at the target or beyond it in each year of the projection, or in one.

    Beyond is above where high is better and below where low is better. It is the chance if the line
    goes on, and no promise. A target outside the scale's bounds has a chance of 0 or 1.
    """
    if polarity not in ("high", "low"):
        raise NotComputable("A target needs to know which way is better.")
    goal = as_floats(target, "The target")
    if projected.scale.holds(goal).all():
        below = projected.known.below(projected.scale.to(goal))
    else:
        below = np.full(len(projected.years), 0.0 if goal <= 0 else 1.0)
    chances = below if polarity == "low" else 1 - below
    if year is None:
        return chances
    if year not in projected.years:
        raise NotComputable("That year is not among the projected ones.")
    return as_given(chances[projected.years == year][0])


def group_on(
    on: Scale, years: Numbers, values: Numbers, limits: tuple[Numbers, Numbers], flags: Sequence[Any] | None
) -> Group:
    """Return the points of one series on the scale of the line."""
    what = as_floats(values, "Values")
    if what.ndim != 1:
        raise NotComputable("A projection is of one series at a time.")
    if not on.holds(what).all():
        raise NotComputable(f"A value lies on or beyond the bounds of the {on.name} scale.")
    low, high = (None if one is None else as_floats(one, "Limits") for one in limits)
    # Limits on a bound say nothing of the error on the scale: all points then count alike.
    if low is None or high is None or not (on.holds(low).all() and on.holds(high).all()):
        low = high = None
    else:
        low, high = on.to(low), on.to(high)
    return next(read_series(years, on.to(what), low, high, flags).groups())


def project(group: Group, on: Scale, ahead: Floats, fan: Sequence[float]) -> Projection:
    """Return the fan of the years ahead from the points of one series."""
    reason = why_not_judged(group)
    if reason:
        raise NotComputable(reason)
    known = _known(fit_lines(group), ahead)
    if (known.scales == 0).all():
        raise NotComputable(
            "The points lie on a line without any scatter, so nothing tells how wide a fan is."
        )
    shares = sorted(fan)
    if not all(0 < share < 1 for share in shares):
        raise NotComputable("A band of the fan holds a share between 0 and 1.")
    # All at once: the middle, then the two ends of each band.
    ends = [0.5, *(end for share in shares for end in ((1 - share) / 2, (1 + share) / 2))]
    middle, *limits = on.back(known.quantiles(ends))
    method = f"straight line through {len(group.years)} points" + (
        "" if on.name == "plain" else f", {on.name} scale"
    )
    bands = tuple(
        Estimate(middle, limits[2 * at], limits[2 * at + 1], share, method=method)
        for at, share in enumerate(shares)
    )
    return Projection(ahead, middle, bands, method, on, known)


def _known(lines: Lines, ahead: Floats) -> Mixture:
    """Return what is known of each year ahead, over every autocorrelation."""
    parts = [_of_line(lines, line, ahead) for line in lines.lines]
    centres, scales = (np.array(each) for each in zip(*parts, strict=True))
    return Mixture(centres, scales, lines.weights, lines.freedom)


def _of_line(lines: Lines, line: Line, ahead: Floats) -> tuple[Floats, Floats]:
    group = lines.group
    last_year, last_scale = group.years[-1], lines.scales[0, -1]
    # A figure to come is taken to be as sure as the figures have been in the middle.
    scale = float(np.median(lines.scales[0]))
    link = after(line.r, ahead - last_year) * scale / last_scale
    miss = group.values[0, -1] - line.level[0] - line.slope[0] * (last_year - lines.middle)
    from_middle = ahead - lines.middle
    centres = line.level[0] + line.slope[0] * from_middle + link * miss
    level, both, slope = (variance[0] for variance in line.variances)
    ones, times = 1 - link, from_middle - link * (last_year - lines.middle)
    of_line = ones**2 * level + 2 * ones * times * both + times**2 * slope
    of_year = line.dispersion[0] * (1 - after(line.r, ahead - last_year) ** 2)
    # Whatever years have in common, each figure has the error that its own limits speak of.
    alone = 0.0 if group.errors is None else 1.0
    return centres, np.sqrt(line.dispersion[0] * of_line + scale**2 * np.maximum(of_year, alone))
