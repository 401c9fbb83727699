"""The unknowns that follow one by one: by subtracting what is known, and since nobody is fewer than none."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.solving import NEAR
from fairplace.equity.stats.disclosure.statements import System


@dataclass(frozen=True)
class Settled:
    """What is known of each column, nan where several values are possible, and the rows that still bind.

    `against` are the rows that contradict the rest, `short` how many people a row has more than its parts.
    """

    values: Any
    binding: Any
    against: Any
    short: Any


def settle(system: System, standing: Any) -> Settled:
    """Return what follows from these rows alone, by subtraction over and over.

    The shortest statements are believed first, so that of a total that is not what its parts come to
    the total stands against the rest.
    """
    values = np.full(system.matrix.shape[1], np.nan)
    short = np.zeros(len(standing))
    against = np.zeros(len(standing), dtype=bool)
    at = np.flatnonzero(standing)
    while len(at):
        free = np.isnan(values)
        told = np.where(free, 0.0, values)
        matrix = system.matrix[at]
        left = matrix @ told
        ups, downs = system.plus[at] @ free, system.minus[at] @ free
        low, high = system.low[at] - left, system.high[at] - left
        wrong = (downs == 0) & (high < -NEAR) | (ups == 0) & (low > NEAR)
        against[at[wrong]] = True
        short[at[wrong & (ups == 0) & (downs == 0)]] = low[wrong & (ups == 0) & (downs == 0)]
        open_ = ~wrong & (ups + downs > 0)
        exact = open_ & (low == high)
        none = exact & (np.abs(low) < NEAR) & ((downs == 0) | (ups == 0))
        one = exact & (ups + downs == 1) & ~none
        if not (none.any() or one.any()):
            return Settled(values, at[open_], against, short)
        if none.any():
            values[np.flatnonzero((system.plus[at[none]] + system.minus[at[none]]).sum(axis=0) * free)] = 0
        else:
            _put(system, at[one], np.where(ups[one] > 0, low[one], -low[one]), free, values)
        at = at[open_]
    return Settled(values, at, against, short)


def _put(system: System, rows: Any, found: Any, free: Any, values: Any) -> None:
    """Write what single unknowns come to; where rows disagree the shortest, and of those the newest, wins."""
    order = np.lexsort((system.release[rows], -system.size[rows]))
    columns = (system.plus[rows] + system.minus[rows]) @ (free * np.arange(len(free)))
    values[columns[order]] = found[order]
