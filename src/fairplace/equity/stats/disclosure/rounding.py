"""Counts rounded to a base, so that small ones cannot be told apart."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np

from fairplace.equity.stats.disclosure.solving import solve
from fairplace.equity.stats.disclosure.table import Table
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats

APART = "Totals are rounded apart from their parts, so that parts may not add up to them."
METHODS = ("nearest", "down", "random", "controlled")
# How many steps of the base beyond the nearest two a count may go to make a table add up.
MOST_STEPS = 3


@dataclass(frozen=True)
class Rounded:
    """Rounded counts in the shape they were given, and what to say beside them."""

    counts: Any
    note: str


def rounding(counts: Numbers | Table, base: int, method: str = "nearest", *, seed: Any = None) -> Rounded:
    """Return the counts as multiples of the base.

    "nearest" (halves up) and "down" move each count, totals too, by itself. So does "random": up with a
    chance of remainder over base, so that nothing is biased; it needs a seed, for drawing again would
    give the counts away. Of a Table each cell is drawn by its name: the same wherever it stands.
    "controlled", of a Table, keeps what adds up, moving the counts as little as that allows. Missing
    stays missing. Source: Hundepool and others (2012), chapter 5; Cox (1987).
    """
    if base != int(base) or base < 2:
        raise NotComputable("The base must be a whole number of 2 or above.")
    if method not in METHODS:
        raise NotComputable(f"Counts are rounded in one of these ways: {', '.join(METHODS)}.")
    if method == "controlled":
        return _controlled(counts, base)
    given = counts.counts.reshape(counts.shape) if isinstance(counts, Table) else counts
    numbers = as_floats(given, "Counts")
    if (numbers < 0).any():
        raise NotComputable("A count cannot be below zero.")
    lower = np.floor(numbers / base) * base
    if method == "down":
        return Rounded(lower, f"Rounded down to a multiple of {base}. {APART}")
    left = numbers - lower
    if method == "nearest":
        return Rounded(lower + base * (2 * left >= base), f"Rounded to the nearest {base}. {APART}")
    if seed is None:
        raise NotComputable("Random rounding needs a seed, so that no count is ever drawn twice.")
    up = _draws(counts, np.shape(numbers), seed) * base < left
    return Rounded(lower + base * up, f"Rounded at random to a multiple of {base} nearby. {APART}")


def _draws(counts: Any, shape: tuple[int, ...], seed: Any) -> Any:
    if not isinstance(counts, Table):
        return np.random.default_rng(seed).random(shape)
    names = ("\x1f".join((str(seed), *cell)).encode() for cell in counts.cells)
    digests = (blake2b(name, digest_size=6).digest() for name in names)
    return np.array([int.from_bytes(digest) / 2**48 for digest in digests]).reshape(shape)


def _controlled(table: Any, base: int) -> Rounded:
    if not isinstance(table, Table):
        raise NotComputable("Controlled rounding needs a table that says what adds up to what.")
    for steps in range(MOST_STEPS + 1):
        found = _round_together(table, base, steps)
        if found is not None:
            reach = f"within {base * (steps + 1)} of the count"
            note = f"Rounded to multiples of {base} {reach}, so that parts add up to their totals."
            return Rounded(found.reshape(table.shape), note)
    raise NotComputable(f"The table cannot be rounded to multiples of {base} that add up.")


def _round_together(table: Table, base: int, steps: int) -> Any:
    """Return multiples that add up, moved least in all; None where there are none so near."""
    from scipy.sparse import eye_array, hstack, vstack

    counts = table.counts
    lowest = np.maximum(counts // base - steps, 0)
    highest = -(-counts // base) + steps
    size = len(counts)
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
