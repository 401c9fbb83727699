"""Where each person stands in the social ranking."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fairplace.equity.stats.numbers import Floats


@dataclass(frozen=True)
class Ranking:
    """Persons in order, from worst to best off, equals in one block; persons last, any leading axes."""

    order: Any
    first_of_block: Any
    last_of_block: Any

    def up_to_middle(self, amounts: Floats) -> Floats:
        """Return for each person what stands below, plus half of what the equals hold together.

        Of the shares in the population this is the mid-rank: equals share one rank, whatever the
        order of the rows. Source: van Ourti (2004); Stata's conindex.
        """
        amounts, order = np.broadcast_arrays(amounts, self.order)
        sorted_amounts = np.take_along_axis(amounts, order, axis=-1)
        reached = np.cumsum(sorted_amounts, axis=-1)
        below = np.take_along_axis(reached - sorted_amounts, self._wide(self.first_of_block, order), axis=-1)
        with_equals = np.take_along_axis(reached, self._wide(self.last_of_block, order), axis=-1)
        found = np.empty(amounts.shape)
        np.put_along_axis(found, order, (below + with_equals) / 2, axis=-1)
        return found

    @staticmethod
    def _wide(places: Any, order: Any) -> Any:
        return np.broadcast_to(places, order.shape)

    def above(self, amounts: Floats) -> Floats:
        """Return for each person what stands above, plus half of what the equals hold together."""
        return amounts.sum(axis=-1, keepdims=True) - self.up_to_middle(amounts)


def rank_persons(rank_by: Floats) -> Ranking:
    """Return the ranking of the persons; a higher number is better off."""
    order = np.argsort(rank_by, axis=-1, kind="stable")
    standing = np.take_along_axis(rank_by, order, axis=-1)
    places = np.broadcast_to(np.arange(standing.shape[-1]), standing.shape)
    edge = np.ones((*standing.shape[:-1], 1), dtype=bool)
    differs = standing[..., 1:] != standing[..., :-1]
    begins, ends = np.concatenate([edge, differs], axis=-1), np.concatenate([differs, edge], axis=-1)
    first = np.maximum.accumulate(np.where(begins, places, 0), axis=-1)
    last = np.where(ends, places, places.shape[-1])
    last = np.minimum.accumulate(last[..., ::-1], axis=-1)[..., ::-1]
    return Ranking(order, first, last)
