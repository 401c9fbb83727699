"""Small tables, and every table that somebody who sees a publication must think possible."""

import numpy as np

from fairplace.equity.stats.disclosure import Dimension, add_up

AREAS = Dimension(("All", "a", "b", "c"), (("All", ("a", "b", "c")),))
SEXES = Dimension(("Persons", "m", "f"), (("Persons", ("m", "f")),))
PAIR = Dimension(("Both", "x", "y"), (("Both", ("x", "y")),))


def towns(inner):
    """Return a table of three areas and two sexes, with totals."""
    return add_up(np.array(inner).reshape(3, 2), AREAS, SEXES)


def list_possible(table, hidden, *, least=1):
    """Return every table of whole numbers that agrees with what is shown, by trying them all.

    Every hidden count is `least` or more, unless a zero is hidden itself. The grand total is shown.
    """
    counts, hidden = table.counts.reshape(table.shape), np.asarray(hidden)
    assert not hidden[0, 0], "Without the grand total there is no end to what could be."
    least = 0 if (hidden & (counts == 0)).any() else least
    one = np.arange(counts[0, 0] + 1)
    inner = np.stack(np.meshgrid(*[one] * 6, indexing="ij"), axis=-1).reshape(-1, 3, 2)
    inner = inner[inner.sum(axis=(1, 2)) == counts[0, 0]]
    tried = np.concatenate([inner.sum(axis=1, keepdims=True), inner], axis=1)
    tried = np.concatenate([tried.sum(axis=2, keepdims=True), tried], axis=2)
    agree = (tried[:, ~hidden] == counts[~hidden]).all(axis=1) & (tried[:, hidden] >= least).all(axis=1)
    return tried[agree]
