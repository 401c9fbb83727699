"""Holds one figure of a pack, and writes tables that are the same bytes each time."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

COLUMNS = (
    "place", "period", "from", "to", "dimension", "subgroup", "value", "lower", "upper",
    "count", "denominator", "flag", "release", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Figure:
    place: str
    period: Period
    value: float | None
    release: str
    lower: float | None = None
    upper: float | None = None
    count: float | None = None
    denominator: float | None = None
    dimension: str = ""
    subgroup: str = ""
    flag: str = ""
    note: str = ""


def plain(number: float | None) -> str:
    """Return a number without the noise of binary arithmetic (62.99999999999999 is 63), empty for none."""
    return "" if number is None else format(number, ".12g")


def write_figures(folder: Path, indicator: str, figures: Iterable[Figure]) -> int:
    """Write one indicator's figures, sorted by place, subgroup and time; return how many."""
    order = sorted(figures, key=lambda f: (f.place, f.dimension, f.subgroup, f.period.last, f.period.first))
    rows = [
        (
            f.place, f.period.name, f.period.first, f.period.last, f.dimension, f.subgroup,
            plain(f.value), plain(f.lower), plain(f.upper), plain(f.count), plain(f.denominator),
            f.flag, f.release, f.note,
        )
        for f in order
    ]  # fmt: skip
    return write_table(folder / f"{indicator}.csv", COLUMNS, rows)


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    return write_table(path, columns, [[row[column] for column in columns] for row in rows])


def write_table(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return len(rows)
