"""Equal parts of a ranked list: tenths or fifths of areas by deprivation."""

from numbers import Real

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats, Numbers, as_floats, check_together


def quantiles(values: Numbers, parts: int, *, highest_first: bool = True) -> Floats:
    """Return for each value which of the equal parts it falls in, 1 to `parts`; nan where missing.

    Part 1 holds the highest values, which are the most deprived areas where the value is a
    deprivation score; turn `highest_first` off for ranks, where 1 is the most deprived. Equal
    values are never split, so the parts may differ in size.
    Source: DHSC technical guidance on assigning deprivation categories.
    """
    values = as_floats(values, "Values")
    if values.ndim != 1:
        raise NotComputable("Quantiles are assigned to one list of values at a time.")
    if not isinstance(parts, Real) or not 1 <= parts < np.inf or parts != int(parts):
        raise NotComputable("The number of parts must be a whole number from 1 up.")
    if values.size:
        check_together(values=values)
    known = ~np.isnan(values)
    size = int(known.sum())
    if size < parts:
        raise NotComputable(f"There are too few values to make {parts} parts of: {size}.")
    result = np.full(values.shape, np.nan)
    result[known] = _assign(_ranks(values[known], highest_first), size, int(parts))
    return result


def _ranks(values: Floats, highest_first: bool) -> Floats:
    """Return ranks from 1, equal values sharing the lowest of theirs."""
    ordered = -values if highest_first else values
    return np.searchsorted(np.sort(ordered), ordered, side="left").astype(np.float64) + 1


def _assign(ranks: Floats, size: int, parts: int) -> Floats:
    # In this order and no other: multiplying out, (size + 1 - rank) * parts / size, moves an
    # area that lies exactly on a boundary into another part than the published one.
    from_end = np.ceil((size + 1 - ranks) / (size / parts))
    return np.maximum(parts + 1 - from_end, 1)
