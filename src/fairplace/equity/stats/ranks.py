"""The rank of a place among others, never without how sure it is."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Numbers, as_floats
from fairplace.equity.stats.polarity import POLARITIES


@dataclass(frozen=True)
class Ranks:
    """The rank of each place by its value, and between which ranks it lies; `of` how many places.

    Rank 1 is the best, or the lowest where neither way is better. Equal values share a rank. A place
    whose limits are not known lies anywhere; one without a value has no rank (nan).
    """

    rank: Any
    lower: Any
    upper: Any
    of: int


def rank_with_limits(values: Numbers, lowers: Numbers, uppers: Numbers, polarity: str = "none") -> Ranks:
    """Return the rank of each place among all, with the ranks that its likely range allows.

    A place stands surely before another only where their intervals do not overlap; the rank lies
    between one more than the places surely before it, and all but those surely after it. That is
    cautious for a pair: two intervals may overlap and the difference still be beyond chance.
    Source: Klein, Wright and Wieczorek (2020) for counting those apart; Goldstein and Spiegelhalter
    (1996) for never showing a rank alone.
    """
    if polarity not in POLARITIES:
        raise NotComputable("The polarity must be high, low or none.")
    what, low, high = (as_floats(one, "The values") for one in (values, lowers, uppers))
    if what.ndim != 1 or low.shape != what.shape or high.shape != what.shape:
        raise NotComputable("Ranks need a value, a lower and an upper limit for every place.")
    if (low > high).any():
        raise NotComputable("A lower limit lies above its upper limit.")
    if polarity == "high":
        what, low, high = -what, -high, -low
    known = ~np.isnan(what)
    of = int(known.sum())
    # Rows are the place that is ranked, columns those it is held against; nan compares as false.
    before = (what[None, :] < what[:, None]).sum(axis=1)
    surely_before = (high[None, :] < low[:, None]) & known[None, :]
    surely_after = (low[None, :] > high[:, None]) & known[None, :]
    rank, first, last = (
        np.where(known, one, np.nan)
        for one in (1 + before, 1 + surely_before.sum(axis=1), of - surely_after.sum(axis=1))
    )
    return Ranks(rank, first, last, of)
