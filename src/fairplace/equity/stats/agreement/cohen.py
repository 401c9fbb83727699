"""Agreement of two raters beyond chance."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fairplace.equity.stats.agreement.limits import ONE_CATEGORY, estimate_agreement
from fairplace.equity.stats.agreement.ratings import number_ratings
from fairplace.equity.stats.confidence import normal_quantile
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats

WEIGHTS = ("none", "linear", "quadratic")


def cohen_kappa(
    first: Sequence[Any],
    second: Sequence[Any],
    *,
    weights: Any = "none",
    categories: Sequence[Any] | None = None,
    confidence: float = 0.95,
) -> Estimate:
    """Return Cohen's kappa of two raters with limits: agreement beyond what chance would give.

    One rating a unit from each; units that either left out are dropped. One: they always agree; zero:
    as often as by chance. With "linear" or "quadratic" weights, near misses count in part, by the
    places of the ratings among the categories, which stay those given even if nobody used them.
    Refused where both gave everything one category. Source: Cohen (1960, 1968); limits Fleiss,
    Cohen and Everitt (1969).
    """
    if isinstance(weights, str):
        _read_weights(weights, 1)
    in_order = not isinstance(weights, str) or weights != "none"
    if np.ndim(first) != 1 or np.shape(first) != np.shape(second):
        raise NotComputable("The raters must rate the same units.")
    codes, known = number_ratings([list(first), list(second)], categories, in_order=in_order)
    rated = (codes >= 0).all(axis=0)
    table = np.zeros((len(known), len(known)))
    np.add.at(table, (codes[0, rated], codes[1, rated]), 1)
    return cohen_kappa_of_table(table, weights=weights, confidence=confidence)


def cohen_kappa_of_table(table: Numbers, *, weights: Any = "none", confidence: float = 0.95) -> Estimate:
    """Return Cohen's kappa of the table of two raters: how often the first said i and the second j.

    Square on the last two axes, any leading axes; categories in order where weights are used. The
    weights may also be a table of agreements, 1 for full and 0 for none. Otherwise as cohen_kappa.
    """
    counts = as_floats(table, "Counts")
    _check_table(counts)
    agreeing = _read_weights(weights, counts.shape[-1])
    total = counts.sum(axis=(-2, -1))
    notes = withhold(total <= 0, "No unit was rated by both.")
    shares = counts / np.where(total <= 0, np.nan, total)[..., None, None]
    value, variance, notes = _kappa(shares, agreeing, notes)
    error = np.sqrt(np.maximum(variance, 0) / np.where(total <= 0, np.nan, total))
    words = weights if isinstance(weights, str) else "given"
    method = f"Cohen's kappa, weights: {words}; limits by Fleiss, Cohen and Everitt"
    reach = np.where(value == 1, np.nan, normal_quantile(confidence) * error)
    return estimate_agreement(
        value, (value - reach, value + reach), confidence, method, units=total, notes=notes
    )


def _kappa(shares: Floats, agreeing: Floats, notes: Any) -> tuple[Floats, Floats, Any]:
    """Return kappa, its variance for a single unit, and why some have none."""
    rows, columns = shares.sum(axis=-1), shares.sum(axis=-2)
    seen = (shares * agreeing).sum(axis=(-2, -1))
    chance = ((rows @ agreeing) * columns).sum(axis=-1)
    certain = chance >= 1 - 1e-12
    notes = withhold(certain, ONE_CATEGORY, notes)
    apart = np.where(certain, np.nan, 1 - chance)
    value = np.where(seen >= 1 - 1e-12, 1.0, (seen - chance) / apart) + 0 * apart
    of_rows, of_columns = columns @ agreeing.T, rows @ agreeing
    pull = agreeing - (of_rows[..., :, None] + of_columns[..., None, :]) * (1 - value)[..., None, None]
    variance = (shares * pull**2).sum(axis=(-2, -1)) - (value - chance * (1 - value)) ** 2
    return value, variance / apart**2, notes


def _check_table(counts: Floats) -> None:
    if counts.ndim < 2 or counts.shape[-1] != counts.shape[-2] or counts.shape[-1] < 1:
        raise NotComputable("The table of two raters must be square.")
    if np.isnan(counts).any() or (counts < 0).any():
        raise NotComputable("The table of two raters needs counts of zero or above.")


def _read_weights(weights: Any, size: int) -> Floats:
    if not isinstance(weights, str):
        agreeing = as_floats(weights, "Weights")
        fits = agreeing.shape == (size, size) and (np.diag(agreeing) == 1).all()
        if not fits or not ((agreeing >= 0) & (agreeing <= 1)).all():
            raise NotComputable("Weights must be a table of agreements, 0 to 1, with ones where both agree.")
        return agreeing
    if weights not in WEIGHTS:
        raise NotComputable(f"The weights are one of {', '.join(WEIGHTS)}, or a table.")
    places = np.arange(size)
    distances = np.abs(places[:, None] - places) / max(size - 1, 1)
    return {"none": np.eye(size), "linear": 1 - distances, "quadratic": 1 - distances**2}[weights]
