"""All whole tables that agree with what is visible, one by one: the slow twin of the attacker."""

import numpy as np
from hypothesis import strategies as st

from fairplace.equity.stats.disclosure import table_of


def two_way(inner):
    """Return the table of these counts with totals, named R0, R1 ... and C0, C1 ..."""
    rows, columns = np.shape(inner)
    return table_of(
        inner,
        {"All rows": [f"R{row}" for row in range(rows)]},
        {"All columns": [f"C{column}" for column in range(columns)]},
    )


def inner_counts(most, rows=2, columns=2):
    return st.lists(
        st.lists(st.integers(0, most), min_size=columns, max_size=columns), min_size=rows, max_size=rows
    )


def ranges(inner, hidden, smallest, most):
    """Return the lowest and highest of each cell over all tables with inner counts up to `most`."""
    inner = np.asarray(inner)
    rows, columns = inner.shape
    free = np.flatnonzero(hidden[1:, 1:])
    grid = np.indices((most + 1,) * len(free)).reshape(len(free), (most + 1) ** len(free)).T
    every = np.tile(inner.ravel(), (len(grid), 1))
    every[:, free] = grid
    tables = with_totals(every.reshape(-1, rows, columns))
    truth = with_totals(inner[None])[0]
    agrees = np.where(hidden, tables >= smallest, tables == truth).all(axis=(1, 2))
    possible = tables[agrees]
    return possible.min(axis=0), possible.max(axis=0)


def with_totals(tables):
    tables = np.concatenate([tables.sum(axis=1, keepdims=True), tables], axis=1)
    return np.concatenate([tables.sum(axis=2, keepdims=True), tables], axis=2)
