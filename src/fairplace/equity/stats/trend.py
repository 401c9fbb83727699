"""Whether a series goes anywhere: the change a year, and the test it must pass to be called one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairplace.equity.stats.comparison import CANNOT_TELL
from fairplace.equity.stats.confidence import as_share, normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats
from fairplace.equity.stats.polarity import direction_words

FEWEST_POINTS = 5
CARRIED_FORWARD = "carried-forward"


@dataclass(frozen=True)
class _Series:
    """The points a line may rest on, oldest first; weights only where every point has limits."""

    years: Floats
    values: Floats
    weights: Floats | None


def yearly_change(
    years: Numbers,
    values: Numbers,
    lowers: Numbers = None,
    uppers: Numbers = None,
    flags: Sequence[str] | None = None,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """Return the change a year along a straight line, with an interval.

    Points are weighted by their published 95% limits where every point has them, else alike. The
    error grows with scatter beyond those limits, never shrinks below them, and grows again where
    neighbouring points err together. Missing values and points flagged "carried-forward" are left
    out; a series must not straddle a change of definition, which the caller knows.
    Source: Draper and Smith (1998) for the line; Santer and others (2000) for the autocorrelation.
    """
    series = _read(years, values, lowers, uppers, flags)
    _refuse_unjudgeable(series)
    slope, error, words = _fit(series)
    # Imported here, because loading scipy takes longer than the rest of the library together.
    from scipy.special import stdtrit

    freedom = len(series.years) - 2
    reach = float(stdtrit(freedom, (1 + as_share(confidence)) / 2)) * error
    method = f"straight line through {len(series.years)} points, {words}; t interval"
    return Estimate(slope, slope - reach, slope + reach, confidence, method=method)


def verdict(change: Estimate, polarity: str) -> str:
    """Return better, worse or cannot tell (higher, lower or cannot tell without polarity).

    A direction is given only when the interval of the yearly change leaves out zero. Where nothing
    ever changes, one series in twenty still passes a 95% test.
    """
    falling, rising = direction_words(polarity)
    if not change.excludes(0):
        return CANNOT_TELL
    return rising if change.value > 0 else falling


def _read(
    years: Numbers, values: Numbers, lowers: Numbers, uppers: Numbers, flags: Sequence[str] | None
) -> _Series:
    when, what = as_floats(years, "Years"), as_floats(values, "Values")
    if when.ndim != 1 or when.shape != what.shape or (flags is not None and len(flags) != len(when)):
        raise NotComputable("A series needs one year and one value for every point.")
    kept = ~np.isnan(what)
    if flags is not None:
        kept &= np.array([flag != CARRIED_FORWARD for flag in flags], dtype=bool)
    order = np.argsort(when[kept], kind="stable")
    errors = _errors(lowers, uppers, when.shape)
    weights = None if errors is None else _weights(errors[kept][order])
    return _Series(when[kept][order], what[kept][order], weights)


def _errors(lowers: Numbers, uppers: Numbers, shape: tuple[int, ...]) -> Floats | None:
    if lowers is None or uppers is None:
        return None
    low, high = as_floats(lowers, "Limits"), as_floats(uppers, "Limits")
    if low.shape != shape or high.shape != shape:
        raise NotComputable("A series needs a lower and an upper limit for every point.")
    if (low > high).any():
        raise NotComputable("A lower limit lies above its upper limit.")
    return (high - low) / (2 * normal_quantile(0.95))


def _weights(errors: Floats) -> Floats | None:
    # A missing limit, or one without width, says nothing of how sure the other points are.
    return 1 / errors**2 if (errors > 0).all() else None


def _refuse_unjudgeable(series: _Series) -> None:
    points = len(series.years)
    if points < FEWEST_POINTS:
        raise NotComputable(
            f"There are {points} values measured afresh; a direction needs at least {FEWEST_POINTS}."
        )
    if np.isnan(series.years).any() or len(np.unique(series.years)) < points:
        raise NotComputable("The same year appears more than once, so the order of the values is not known.")
    if np.ptp(series.values) == 0:
        raise NotComputable("Every value is the same, so there is no change to judge.")


def _fit(series: _Series) -> tuple[float, float, str]:
    """Return the slope, its standard error, and how they were made in words."""
    weights = np.ones_like(series.values) if series.weights is None else series.weights
    from_middle = series.years - np.average(series.years, weights=weights)
    spread = (weights * from_middle**2).sum()
    slope = (weights * from_middle * series.values).sum() / spread
    fitted = np.average(series.values, weights=weights) + slope * from_middle
    residuals = np.sqrt(weights) * (series.values - fitted)
    scatter = (residuals**2).sum() / (len(residuals) - 2)
    # Scatter smaller than the limits allow is luck, and earns no narrower interval.
    dispersion = scatter if series.weights is None else max(1.0, scatter)
    together = _autocorrelation(residuals, np.sqrt(weights) * series.values)
    widening = np.sqrt((1 + together) / (1 - together))
    how = "unweighted" if series.weights is None else f"weighted by limits, dispersion {dispersion:.2f}"
    words = f"{how}, error times {widening:.2f} for autocorrelation {together:.2f}"
    return float(slope), float(np.sqrt(dispersion / spread) * widening), words


def _autocorrelation(residuals: Floats, values: Floats) -> float:
    """Return how far neighbouring residuals err together, from 0; erring apart earns nothing."""
    total = (residuals**2).sum()
    # On a perfect line the residuals are rounding, whose pattern means nothing.
    if total <= 1e-20 * (values**2).sum():
        return 0.0
    return max(0.0, float((residuals[1:] * residuals[:-1]).sum() / total))
