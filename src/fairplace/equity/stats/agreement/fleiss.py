"""Agreement of several raters beyond chance."""

from typing import Any

import numpy as np

from fairplace.equity.stats.agreement.limits import ONE_CATEGORY, estimate_agreement
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.estimate import Estimate
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats
from fairplace.equity.stats.persons.linearised import t_reach


def fleiss_kappa(counts: Numbers, *, confidence: float = 0.95) -> Estimate:
    """Return Fleiss's kappa of several raters with limits: agreement beyond what chance would give.

    `counts` says how many raters put each unit in each category; categories last, units before, any
    leading axes. Raters may change from unit to unit, and their number too; a unit that one rater saw
    tells of the categories only. Limits are by linearisation over units, with t, and hold whatever
    the true kappa; Fleiss's own error of 1971 holds at zero only. Refused where all is one category.
    Source: Fleiss (1971); limits Gwet (2008, 2014).
    """
    table = as_floats(counts, "Counts")
    if table.ndim < 2 or np.isnan(table).any() or (table < 0).any():
        raise NotComputable("Fleiss's kappa needs a table of counts, zero or above: units by categories.")
    raters = table.sum(axis=-1)
    rated, paired = raters > 0, raters > 1
    units = rated.sum(axis=-1)
    few = paired.sum(axis=-1) < 2
    notes = withhold(few, "Two or more units with two ratings are needed.")
    shares = table / np.where(rated, raters, 1)[..., None]
    chance = _mean(shares, rated[..., None], axis=-2)
    notes = withhold((chance**2).sum(axis=-1) >= 1 - 1e-12, ONE_CATEGORY, notes)
    value, scores = _kappa(table, raters, shares, np.where(few[..., None], np.nan, chance))
    count = units.astype(float)
    count = np.where(count < 2, np.nan, count)
    spread = (np.where(rated, scores - value[..., None], 0.0) ** 2).sum(axis=-1)
    reach = t_reach(np.sqrt(spread / (count * (count - 1))), units - 1, confidence)
    method = "Fleiss's kappa; t limits by linearisation over units"
    return estimate_agreement(
        value, (value - reach, value + reach), confidence, method, units=units, notes=notes
    )


def _kappa(table: Floats, raters: Floats, shares: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """Return kappa, and a score for each unit whose scatter is kappa's."""
    paired, rated = raters > 1, raters > 0
    pairs = np.where(paired, raters * (raters - 1), 1.0)
    agreeing = np.where(paired, (table * (table - 1)).sum(axis=-1) / pairs, 0.0)
    seen = _mean(agreeing, paired, axis=-1)
    by_chance = (chance**2).sum(axis=-1)
    apart = np.where(by_chance >= 1 - 1e-12, np.nan, 1 - by_chance)
    value = np.where(seen == 1, 1.0, (seen - by_chance) / apart) + 0 * apart
    # A unit without a pair says nothing of agreement; the others say the more.
    heavier = np.where(
        paired, rated.sum(axis=-1)[..., None] / np.maximum(paired.sum(axis=-1), 1)[..., None], 0
    )
    of_agreeing = heavier * (agreeing - by_chance[..., None]) / apart[..., None]
    of_chance = (shares * chance[..., None, :]).sum(axis=-1) - by_chance[..., None]
    return value, of_agreeing - 2 * (1 - value)[..., None] * of_chance / apart[..., None]


def _mean(numbers: Floats, chosen: Any, axis: int) -> Floats:
    among = chosen.sum(axis=axis)
    return np.where(chosen, numbers, 0.0).sum(axis=axis) / np.where(among > 0, among, np.nan)
