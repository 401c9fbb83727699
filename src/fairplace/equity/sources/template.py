"""Local figures in our own template, CSV or XLSX: every fault is told, by row and column, all at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.grids import (
    WORKBOOK,
    as_text,
    decode,
    is_blank,
    read_lines,
    read_sheets,
    unpack,
)
from fairplace.equity.sources.port import Client, Reply, Setting
from fairplace.equity.sources.template_columns import EXAMPLE, KINDS, NAMES, SHEET, kind_of, meant
from fairplace.equity.sources.template_row import Fault, read_row
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.tidy_rows import make_rows
from fairplace.equity.sources.workbooks import percent_cells, unread_cells

CALLED = "The file"
# A title, a line on the source and an empty line may stand above the headings.
DEEPEST = 10
KEY = ("place", "period", "dimension", "subgroup", "sex", "age")


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, what was typed, and the figure, None where there is a fault in it."""

    number: int
    typed: Mapping[str, str]
    figure: Mapping[str, Any] | None


@dataclass(frozen=True)
class Read:
    """What a file holds: every row, and every fault in any of them. Nothing is left out but the example."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...] = ()

    @property
    def figures(self) -> list[Mapping[str, Any]]:
        """Return the figures of the rows without fault."""
        return [row.figure for row in self.rows if row.figure is not None]


class LocalFigures:
    """Figures that somebody here keeps, in our template."""

    code = "local-figures"
    title = "Local figures"
    base = ""
    licence = "As the owner of the figures says"
    attribution = "Source: as the file says."
    settings: tuple[Setting, ...] = (
        Setting("indicator", "Indicator", "What is counted, in a few words."),
        Setting("kind", "Kind of value", f"One of {', '.join(KINDS)}."),
    )

    def __init__(self, base: str = ""):
        self.base = base

    def fetch(self, asked: Mapping[str, str], client: Client) -> Iterator[Reply]:
        """Refuse: the file is brought by hand."""
        raise NotLoaded("Local figures are a file that you bring; there is no address to ask.")

    def read(self, replies: Sequence[Reply], asked: Mapping[str, str]) -> pa.Table:
        """Return the figures. Raises NotLoaded with every fault in the file."""
        rows: list[Mapping[str, Any]] = []
        faults: list[Fault] = []
        for reply in replies:
            found = read_rows(reply.body, asked["kind"])
            rows.extend(found.figures)
            faults.extend(found.faults)
        if faults:
            many = f"{len(faults)} faults" if len(faults) > 1 else "a fault"
            raise NotLoaded("\n".join([f"The file has {many}. {KEPT}", *map(str, faults)]))
        return make_rows([{**row, "indicator": asked["indicator"]} for row in rows], called=CALLED)


def read_rows(
    body: bytes, kind: str, *, places: Mapping[str, str] | None = None, most: int | None = None
) -> Read:
    """Return all rows and all faults of a file of our template.

    `places` gives the name of every code that is allowed; without it a code need only look like one. Raises
    NotLoaded only where there are no rows to speak of: an empty file, one without the headings, or one with
    more than `most` rows.
    """
    values = kind_of(kind)
    lines, percents = _lines(body)
    at, columns, unknown = _headings(lines)
    if most is not None and sum(not all(map(is_blank, cells)) for _, cells in lines[at + 1 :]) > most:
        raise NotLoaded(f"{CALLED} has more than {most:,} rows. Bring it in parts.")
    rows, faults = [], []
    for number, cells in lines[at + 1 :]:
        typed = {name: cells[column] for column, name in columns.items() if column < len(cells)}
        if all(is_blank(cell) for cell in cells) or as_text(typed.get("place")).upper() == EXAMPLE:
            continue
        shown = {name for column, name in columns.items() if (number, column + 1) in percents}
        figure, found = read_row(number, typed, values, places, shown)
        found += _beyond(number, cells, columns, lines[at][1])
        seen = {name: _as_seen(cell, name in shown) for name, cell in typed.items()}
        rows.append(Row(number, seen, None if found else figure))
        faults += found
    if not rows:
        raise NotLoaded(f"{CALLED} has headings and no rows under them.")
    return _without_twins(Read(tuple(rows), tuple(faults), unknown))


def _as_seen(cell: Any, is_percent: bool) -> str:
    """Return a cell as somebody sees it: a share that is formatted as a percentage with its sign."""
    if is_percent and isinstance(cell, int | float):
        return f"{round(cell * 100, 10):g}%"
    return as_text(cell)


def _lines(body: bytes) -> tuple[list[tuple[int, Sequence[Any]]], set[tuple[int, int]]]:
    """Return the rows by number, and which cells are shown as percentages."""
    body = unpack(body, called=CALLED)
    if not body.strip():
        raise NotLoaded(f"{CALLED} is empty.")
    if not body.startswith(WORKBOOK):
        return list(read_lines(decode(body, called=CALLED), called=CALLED)), set()
    sheets = read_sheets(body, called=CALLED)
    filled = [name for name, rows in sheets.items() if rows]
    if not filled:
        raise NotLoaded(f"{CALLED} is empty.")
    sheet = _choose_sheet({name: sheets[name] for name in filled})
    rows = sheets[sheet]
    for (row, column), shown in unread_cells(body, sheet).items():
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = shown
    return list(enumerate(rows, start=1)), percent_cells(body, sheet, called=CALLED)


def _choose_sheet(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> str:
    """Return the name of the sheet to read: ours, or else the only one with our headings."""
    fitting = [
        name
        for name, rows in sheets.items()
        if any(not _missing(list(_columns(cells).values())) for cells in rows[:DEEPEST])
    ]
    if SHEET not in sheets and len(fitting) > 1:
        raise NotLoaded(
            f"{CALLED} has several sheets of figures: {', '.join(fitting)}. Put all rows into one, or bring "
            "them one file after another."
        )
    return SHEET if SHEET in sheets else [*fitting, *sheets][0]


def _headings(lines: Sequence[tuple[int, Sequence[Any]]]) -> tuple[int, dict[int, str], tuple[str, ...]]:
    """Return where the headings stand, which column each of ours is, and which headings are none of ours."""
    found = {at: _columns(cells) for at, (_number, cells) in enumerate(lines[:DEEPEST])}
    at = max(found, key=lambda row: len(found[row]), default=0)
    columns = found.get(at, {})
    names = list(columns.values())
    missing = _missing(names)
    if missing:
        there = ", ".join(as_text(cell) for cell in (lines[at][1] if lines else []) if not is_blank(cell))
        raise NotLoaded(
            f"{CALLED} has no column “{missing[0]}”. Its headings are: {there or 'none'}. "
            f"Ours are: {', '.join(NAMES)}."
        )
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        both = [as_text(lines[at][1][column]) for column, name in columns.items() if name == twice]
        raise NotLoaded(f"{CALLED} has two columns for {twice}: “{'” and “'.join(both)}”. Keep one of them.")
    others = [as_text(cell) for column, cell in enumerate(lines[at][1]) if column not in columns]
    return at, columns, tuple(name for name in others if name)


def _missing(names: Sequence[str]) -> list[str]:
    missing = [name for name in ("place", "value") if name not in names]
    return missing if "period" in names or "starts_on" in names else [*missing, "period"]


def _columns(cells: Sequence[Any]) -> dict[int, str]:
    return {at: name for at, cell in enumerate(cells) if (name := meant(as_text(cell)))}


def _beyond(
    number: int, cells: Sequence[Any], columns: Mapping[int, str], headings: Sequence[Any]
) -> list[Fault]:
    """Return a fault for each filled cell that stands under no heading at all: it would be lost."""
    return [
        Fault(number, f"column {at + 1}", as_text(cell), "It stands under no heading. Name it, or empty it.")
        for at, cell in enumerate(cells)
        if at not in columns
        and not is_blank(cell)
        and (at >= len(headings) or is_blank(headings[at]))
    ]  # fmt: skip


def _without_twins(read: Read) -> Read:
    """Return the same with a fault at every row that says again what an earlier one says."""
    first: dict[tuple[str, ...], int] = {}
    rows, faults = [], list(read.faults)
    for row in read.rows:
        if row.figure is not None:
            key = tuple(str(row.figure[name]) for name in KEY)
            before = first.setdefault(key, row.number)
            if before != row.number:
                said = ", ".join(part for part in key if part)
                faults.append(
                    Fault(row.number, "place", said, f"Row {before} is about the same. Keep one of them.")
                )
                row = Row(row.number, row.typed, None)  # noqa: PLW2901
        rows.append(row)
    return Read(tuple(rows), tuple(sorted(faults, key=lambda fault: fault.row)), read.unknown)
