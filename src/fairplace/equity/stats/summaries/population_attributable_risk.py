"""What would change if everybody were as well off as one subgroup."""

import numpy as np

from fairplace.equity.stats.breakdown import Breakdown
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.numbers import Floats
from fairplace.equity.stats.summaries.normal import estimate_normal
from fairplace.equity.stats.summaries.parts import Parts, make_parts


def population_attributable_risk(breakdown: Breakdown, *, confidence: float = 0.95) -> Estimate:
    """Return by how much the average would change if all were as the reference subgroup (PAR).

    That is the one named, else the least disadvantaged of ordered subgroups, else the best. Zero
    means that nothing would be gained; where the reference is worse than the average it is zero too.
    Source: Schlotheuber and Hosseinpoor (2022); Walter (1976) for the error.
    """
    parts = make_parts(breakdown, "The population attributable risk", needs_polarity=True)
    error = fraction_error(parts)
    gain = possible_gain(parts)
    scaled = None if error is None else np.abs(parts.mean) * error
    return estimate_normal(gain, scaled, confidence, "reference minus average, normal limits")


def possible_gain(parts: Parts) -> Floats:
    """Return the reference minus the average where that is better, else zero."""
    gain = _reference(parts)[0] - parts.mean
    return np.maximum(gain, 0) if parts.breakdown.polarity == "high" else np.minimum(gain, 0)


def _reference(parts: Parts) -> tuple[Floats, Floats]:
    """Return the value and the population of the reference subgroup."""
    breakdown = parts.breakdown
    people = np.broadcast_to(breakdown.populations, parts.values.shape)
    if breakdown.reference is not None:
        at = breakdown.subgroups.index(breakdown.reference)
    elif breakdown.ordered:
        at = len(breakdown.subgroups) - 1
    else:
        best = parts.best(parts.values)
        is_best = parts.is_known & (parts.values == best[..., None])
        return best, np.where(is_best, people, 0).max(axis=-1)
    return parts.values[..., at], people[..., at]


def fraction_error(parts: Parts) -> Floats | None:
    """Return the standard error of the attributable fraction, from the fourfold table behind it.

    Rows are the reference subgroup and the others, columns those who have the outcome or not.
    Only known where values are out of a scale, which a fourfold table needs. Source: Walter (1976).
    """
    if parts.errors is None:
        return None
    value, people = _reference(parts)
    scale = parts.breakdown.scale
    everyone = np.where(parts.is_known, parts.breakdown.populations, 0).sum(axis=-1)
    having = value * people / scale
    without = people - having
    others = parts.mean * everyone / scale - having
    rest = everyone - others - people
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = others * without * (everyone - having) + rest * having**2
        outer = (others + having) ** 3 * (having + without) ** 3
        return np.sqrt(having * everyone * inner / outer)
