"""Counts rounded to a base, so that small ones cannot be told apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.solving import solve
from fairplace.equity.stats.disclosure.table import Table
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats, as_given

# How many steps of the base beyond the nearest two a count may go to make a table add up.
MOST_STEPS = 3


@dataclass(frozen=True)
class Rounded:
    """Rounded counts in the shape they were given, and what to say beside them.

    `apart` names the totals of a table whose rounded parts do not add up to them.
    """

    counts: Any
    note: str
    apart: tuple[str, ...] = ()


def rounding(counts: Numbers | Table, base: int, *, add_up: bool = False) -> Rounded:
    """Return the counts as the nearest multiples of the base, halves up; missing stays missing.

    Each count, totals too, is rounded by itself, so that parts may not add up: the note says so. With
    `add_up`, of a Table, they do: counts move as little in all as that allows, to one of the two multiples
    around them wherever possible (zero-restricted), else some steps further: the note says how far. Source:
    Cox (1987); Hundepool and others (2012), chapter 5.
    """
    if base != int(base) or base < 2:
        raise NotComputable("The base must be a whole number of 2 or above.")
    if add_up:
        return _adding_up(counts, base)
    given = counts.counts if isinstance(counts, Table) else as_floats(counts, "Counts")
    if (given < 0).any():
        raise NotComputable("A count cannot be below zero.")
    nearest = np.floor(given / base + 0.5) * base
    note = f"Rounded to the nearest {base}."
    if not isinstance(counts, Table):
        return Rounded(as_given(nearest), f"{note} Totals may not be the sums of their parts.")
    apart = tuple(
        counts.name_of(total)
        for total, parts in counts.equations
        if nearest[total] != nearest[list(parts)].sum()
    )
    found = "Parts do not add up to all totals." if apart else "Parts add up to their totals."
    return Rounded(nearest.reshape(counts.shape), f"{note} {found}", tuple(dict.fromkeys(apart)))


def _adding_up(table: Any, base: int) -> Rounded:
    if not isinstance(table, Table):
        raise NotComputable("Counts that are to add up need a table that says what adds up to what.")
    # The same whatever the order of rows and columns.
    ordered, places = table.in_order_of_names()
    for steps in range(MOST_STEPS + 1):
        found = _round_together(ordered, base, steps)
        if found is not None:
            counts = np.empty(len(places))
            counts[places] = found
            reach = f"less than {base * (steps + 1)} from the count"
            note = f"Rounded to multiples of {base}, {reach}. Parts add up to their totals."
            return Rounded(counts.reshape(table.shape), note)
    raise NotComputable(f"The table cannot be rounded to multiples of {base} that add up.")


def _round_together(table: Table, base: int, steps: int) -> Any:
    """Return multiples that add up, moved least in all; None where there are none so near."""
    from scipy.sparse import eye_array, hstack, vstack

    counts, size = table.counts, len(table.counts)
    if not size:
        return counts
    lowest = np.maximum(np.floor(counts / base) - steps, 0)
    highest = np.ceil(counts / base) + steps
    none, unlimited = np.zeros(size), np.full(size, np.inf)
    same, moved, still = eye_array(size) * base, eye_array(size), 0 * table.matrix
    rows = [hstack([same, moved]), hstack([same, -moved]), hstack([table.matrix, still])]
    added = np.zeros(len(table.equations))
    found = solve(
        np.repeat([0.0, 1.0], size),
        vstack(rows).tocsr(),
        (np.concatenate([counts, -unlimited, added]), np.concatenate([unlimited, counts, added])),
        (np.append(lowest, none), np.append(highest, unlimited)),
        whole=np.repeat([True, False], size),
    )
    return None if found.x is None else np.round(found.x[:size]) * base
