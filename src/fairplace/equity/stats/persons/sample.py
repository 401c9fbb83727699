"""The persons that were asked, and how much each counts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.notes import withhold
from fairplace.equity.stats.numbers import Floats, as_floats

FEWEST = 2


@dataclass(frozen=True)
class Sample:
    """What is known of each person; persons last, any leading axes for many places.

    Whoever lacks one of the numbers counts nothing, and carries zeros instead. Of many places, one
    with fewer than two persons has shares that are missing, and so has all that is made of them.
    """

    numbers: tuple[Floats, ...]
    shares: Floats
    known: Any
    notes: Any

    @cached_property
    def size(self) -> Any:
        """Return how many persons count."""
        return self.known.sum(axis=-1)

    def mean(self, amounts: Floats) -> Floats:
        """Return the weighted mean, with the axis of the persons kept at length one."""
        return (self.shares * amounts).sum(axis=-1, keepdims=True)


def read_sample(weights: Any, *, among: Any = None, **columns: Any) -> Sample:
    """Return the persons, or refuse columns of other lengths and weights below zero."""
    names = list(columns)
    numbers = [as_floats(columns[name], _called(name)) for name in names]
    numbers.append(as_floats(1.0 if weights is None else weights, "Weights"))
    _check_lengths(numbers, [_called(name) for name in names] + ["Weights"])
    numbers = list(np.broadcast_arrays(*numbers))
    known = ~np.any([np.isnan(column) for column in numbers], axis=0)
    heavy = np.where(known, numbers[-1], 0.0)
    if (heavy < 0).any():
        raise NotComputable("A weight cannot be below zero.")
    if among is not None:
        heavy = np.where(_read_among(among, heavy.shape[-1]), heavy, 0.0)
    known = heavy > 0
    few = known.sum(axis=-1) < FEWEST
    notes = withhold(few, "Two or more persons are needed.")
    total = np.where(few, np.nan, heavy.sum(axis=-1))[..., None]
    filled = tuple(np.where(known, column, 0.0) for column in numbers[:-1])
    return Sample(filled, heavy / total, known, notes)


def _called(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _check_lengths(numbers: list[Floats], called: list[str]) -> None:
    length = numbers[0].shape[-1] if numbers[0].ndim else 0
    for column, name in zip(numbers, called, strict=True):
        is_one_for_all = name == "Weights" and column.ndim == 0
        if not is_one_for_all and (column.ndim == 0 or column.shape[-1] != length):
            raise NotComputable(f"{name} must hold one number for every person.")
        if np.isinf(column).any():
            raise NotComputable(f"{name} must be finite numbers.")


def _read_among(among: Any, length: int) -> Any:
    chosen = np.asarray(among)
    if chosen.dtype != bool or chosen.shape[-1:] != (length,):
        raise NotComputable("Among must say yes or no for every person.")
    return chosen
