"""Ages into bands: single years, exact ages, or narrower bands written as 0-4 or 85+."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import narwhals as nw
import numpy as np

from fairplace.equity.engines.files import MISSING
from fairplace.equity.engines.numbers import as_number, is_text
from fairplace.equity.engines.table import Table
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.lifetables.bands import age_range

# The bands of the European Standard Population 2013, and those of life tables.
FIVE_YEARS = tuple(range(0, 91, 5))
OF_LIFE_TABLES = (0, 1, *range(5, 91, 5))
OLDEST = 130


def checked_starts(starts: Iterable[float]) -> tuple[int, ...]:
    """Return the ages at which the bands begin; they must be whole years that go up."""
    given = tuple(starts)
    if not given or any(start != int(start) or start < 0 for start in given):
        raise NotComputable("Age bands begin at whole years from 0 up.")
    if any(after <= before for before, after in pairwise(given)):
        raise NotComputable("Age bands must go up.")
    return tuple(int(start) for start in given)


def band_labels(starts: Sequence[int]) -> tuple[str, ...]:
    """Return how the bands are written: 0, 1-4, 5-9 and so on, the last open."""
    closed = [
        str(start) if after == start + 1 else f"{start}-{after - 1}" for start, after in pairwise(starts)
    ]
    return (*closed, f"{starts[-1]}+")


def raw_age(table: Table, age: str) -> Any:
    """Return what the rows are first grouped by: few different values, whole years or labels."""
    values = nw.col(age)
    if is_text(table, age):
        return values.cast(nw.String)
    kind = table.schema[age]
    if kind.is_float() or kind.is_decimal():
        return values.cast(nw.Float64).fill_nan(None).floor()
    if not kind.is_numeric():
        raise NotComputable(f"The column {age} of {table.called} holds neither numbers nor text ({kind}).")
    return values


def band_of(table: Table, age: str, starts: Sequence[int], held: str) -> Any:
    """Return the age at which the band of what is `held` begins.

    It is missing where the age is, and where the age is below the first band.
    """
    if is_text(table, age):
        return _of_labels(table, age, starts, held)
    return _first_true({start: nw.col(held) >= start for start in reversed(starts)})


def _of_labels(table: Table, age: str, starts: Sequence[int], held: str) -> Any:
    """Return the band of each label: there are few, so they are fetched and read one by one."""
    found = table.collect(table.frame.select(nw.col(age).cast(nw.String)).unique())[age].to_pylist()
    written: dict[int, list[str]] = {}
    for label in found:
        if label is not None and label.strip() not in MISSING:
            start = _band_of_label(table, age, label, starts)
            if start is not None:
                written.setdefault(start, []).append(label)
    return _first_true({start: nw.col(held).is_in(labels) for start, labels in written.items()})


def _first_true(bands: dict[int, Any]) -> Any:
    """Return the first band whose condition holds, missing where none does."""
    chosen: Any = None
    for start, holds in reversed(bands.items()):
        picked = nw.when(holds).then(nw.lit(start, nw.Int64))
        chosen = picked if chosen is None else picked.otherwise(chosen)
    return nw.lit(None, nw.Int64) if chosen is None else chosen


def _band_of_label(table: Table, age: str, label: str, starts: Sequence[int]) -> int | None:
    try:
        first, end = age_range(label)
    except NotComputable as refusal:
        where, _ = table.find(age, nw.col(age).cast(nw.String) == label)
        raise NotComputable(f"{where}: {refusal}") from refusal
    if first > OLDEST:
        refuse_age(table, age)
    at = int(np.searchsorted(starts, first, side="right")) - 1
    if at < 0:
        return None
    if end > (*starts, np.inf)[at + 1]:
        bands = band_labels(starts)
        raise NotComputable(
            f"The ages “{label}” in {table.called} reach from {bands[at]} into {bands[at + 1]}."
        )
    return starts[at]


def refuse_age(table: Table, age: str) -> None:
    """Refuse the first age that nobody can have, by its row where it has one."""
    years = as_number(table, age)
    where, value = table.find(age, (years < 0) | (years > OLDEST))
    raise NotComputable(f"{where}: nobody is {value}. Leave the age empty where it is not known.")
