"""Lays reduced tables out as the kernels take them: groups by age bands, events beside people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from fairplace.equity.engines.bands import FIVE_YEARS, band_labels, checked_starts
from fairplace.equity.engines.counting import BAND, ROWS, Reading, reduce_rows
from fairplace.equity.engines.groups import Groups, find_groups
from fairplace.equity.engines.numbers import to_floats
from fairplace.equity.engines.table import Progress, Table, open_table
from fairplace.equity.stats.errors import NotComputable
from fairplace.equity.stats.numbers import Floats

# Its functions are made when it is imported, so that no type checker sees them.
pc: Any = pyarrow.compute


@dataclass(frozen=True)
class Rectangle:
    """Events and people of every group, in age bands along the last axis where there are ages.

    `keys` names the groups, `said` tells which rows were left out and why.
    """

    keys: dict[str, list[Any]]
    starts: tuple[int, ...]
    events: Floats
    population: Floats
    said: tuple[str, ...] = ()


def rectangle(
    events: Any,
    populations: Any = None,
    *,
    by: Sequence[str],
    count: str | None = None,
    population: str | None = None,
    age: str | None = "age",
    starts: Iterable[float] = FIVE_YEARS,
    progress: Progress | None = None,
) -> Rectangle:
    """Return events and people of every group that has people, by age band, from two tables or one.

    Of `events` the rows are counted, or the column `count` is added; of `populations` the column
    `population`, which is called that if nothing is said. Without a table of populations the events'
    own rows are the people: all counted, or their person-years `population` added. No events in a
    band are 0; no people in one are refused, by group and band. Without `age` there are no bands.
    """
    bands = checked_starts(starts) if age else ()
    tell = progress or (lambda share: None)
    happened = open_table(events)

    def read(table: Table, adding: Sequence[str | None], told: Progress) -> tuple[pa.Table, list[str]]:
        reading = Reading(tuple(by), age, bands, tuple(name for name in adding if name))
        return with_all_keys(table, reduce_rows(table, reading, told), reading.keys)

    if populations is None:
        rows, said = read(happened, [count, population], tell)
        people, among = happened, rows
    else:
        people, population = open_table(populations), population or "population"
        rows, said = read(happened, [count], lambda share: tell(share / 2))
        among, more = read(people, [population], lambda share: tell((1 + share) / 2))
        said = [*said, *more]
    said += _not_known(happened, rows, count)
    _refuse_gaps(people, among, population)
    parts = [_part(rows, by, count), _part(among, by, population)]
    tell(1.0)
    return _laid_out(parts, by, bands, tuple(said))


def with_all_keys(table: Table, reduced: pa.Table, keys: Sequence[str]) -> tuple[pa.Table, list[str]]:
    """Return the rows without a missing key, and a sentence for each key that some lack."""
    said, rows = [], _count(reduced)
    for key in keys:
        missing = pc.is_null(reduced[key])
        lost = _count(reduced.filter(missing))
        if lost:
            what = f"no {key}" if key != BAND else "no age that a band covers"
            said.append(f"{lost:,} of {rows:,} rows of {table.called} have {what}, and are left out.")
            reduced = reduced.filter(pc.invert(missing))
    if not reduced.num_rows:
        raise NotComputable(f"Nothing of {table.called} is left. {' '.join(said)}")
    return reduced, said


def _count(reduced: pa.Table) -> int:
    return int(to_floats(reduced[ROWS]).sum())


def _gaps(reduced: pa.Table, name: str) -> int:
    return _count(reduced) - int(to_floats(reduced[f"{name}__known"]).sum())


def _not_known(table: Table, reduced: pa.Table, name: str | None) -> list[str]:
    gaps = _gaps(reduced, name) if name else 0
    if not gaps:
        return []
    return [f"{gaps:,} of {_count(reduced):,} rows of {table.called} have no {name}, and count as none."]


def _refuse_gaps(table: Table, reduced: pa.Table, name: str | None) -> None:
    """Refuse people who were not counted: unlike an event, somebody is always there."""
    gaps = _gaps(reduced, name) if name else 0
    if name and gaps:
        raise NotComputable(f"{gaps:,} of {_count(reduced):,} rows of {table.called} have no {name}.")


def _part(reduced: pa.Table, by: Sequence[str], adding: str | None) -> tuple[pa.Table, Floats]:
    """Return the keys, as the other table's can be put beside them, and what was counted or added."""
    keys = [*by, BAND]
    numbers = to_floats(reduced[adding or ROWS])
    return reduced.select(keys), np.where(np.isnan(numbers), 0.0, numbers)


def _laid_out(
    parts: list[tuple[pa.Table, Floats]], by: Sequence[str], bands: tuple[int, ...], said: tuple[str, ...]
) -> Rectangle:
    keys = _stacked([table for table, _ in parts], by)
    groups = find_groups(keys, by)
    width = max(len(bands), 1)
    at_band = np.searchsorted(bands, keys[BAND].to_numpy()) if bands else np.zeros(keys.num_rows, np.int64)
    # Two groups of one key are two rows of the stack: those of the people come after those of the events.
    split = parts[0][0].num_rows
    cells = groups.of_row * width + at_band
    events, population = (
        np.bincount(cells[where], weights=numbers, minlength=groups.count * width).astype(float)
        for where, (_, numbers) in zip((slice(split), slice(split, None)), parts, strict=True)
    )
    there = np.zeros(groups.count * width, dtype=bool)
    there[cells[split:]] = True
    _refuse_absent(groups, bands, there, events)
    shape = (groups.count, width) if bands else (groups.count,)
    return Rectangle(groups.keys, bands, events.reshape(shape), population.reshape(shape), said)


def _stacked(tables: list[pa.Table], by: Sequence[str]) -> pa.Table:
    """Return the tables one above the other; a key that is text in one of them is text in both."""
    for name in by:
        kinds = {table[name].type for table in tables}
        if len(kinds) > 1 or any(pa.types.is_dictionary(kind) for kind in kinds):
            tables = _alike(tables, name)
    return pa.concat_tables([_recast(table, BAND, pa.int64()) for table in tables])


def _alike(tables: list[pa.Table], name: str) -> list[pa.Table]:
    numeric = all(
        pa.types.is_integer(table[name].type) or pa.types.is_floating(table[name].type) for table in tables
    )
    try:
        return [_recast(table, name, pa.int64() if numeric else pa.string()) for table in tables]
    except pa.ArrowInvalid:
        return [_recast(table, name, pa.float64()) for table in tables]


def _recast(table: pa.Table, name: str, kind: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, pc.cast(table[name], kind))


def _refuse_absent(groups: Groups, bands: Sequence[int], there: Any, events: Floats) -> None:
    """Refuse the first cell without people: a rate without them would be of somebody else."""
    absent = np.flatnonzero(~there)
    if not absent.size:
        return
    # A cell in which events were counted tells more than one that nobody speaks of.
    at = next((cell for cell in absent if events[cell] > 0), absent[0])
    group, band = divmod(int(at), max(len(bands), 1))
    name = groups.name(group)
    ages = f" at ages {band_labels(bands)[band]}" if bands else ""
    where = f"{' for ' + name if name else ''}{ages}"
    counted = f", where there are {events[at]:g} events" if events[at] > 0 else ""
    raise NotComputable(f"There is no population{where}{counted}.")
