"""Tables as plain values, and how their cells are set."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from fairplace.town.ui.numbers import looks_numeric

type_of_cell = object


@dataclass(frozen=True)
class Table:
    """A caption, the headings, and rows whose first cell names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[type_of_cell, ...], ...]


@dataclass(frozen=True)
class Cell:
    text: object
    is_number: bool
    url: str = ""
    verdict: str = ""
    is_missing: bool = False
    heading: str = ""


@dataclass(frozen=True)
class SetTable:
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def set_table(columns: Sequence[str], rows: Sequence[Sequence]) -> SetTable:
    """Return the table with each column of numbers marked, and links and verdicts told apart.

    A cell is a text, a number, (text, url) for a link, or {"verdict": "better"}. None says "not published".
    """
    count = len(columns)
    numeric = [_is_numeric([row[i] for row in rows if i < len(row)]) for i in range(count)]
    headings = tuple(Cell(text, numeric[i]) for i, text in enumerate(columns))
    body = tuple(
        tuple(replace(_set_cell(cell, numeric[i]), heading=columns[i]) for i, cell in enumerate(row))
        for row in rows
    )
    return SetTable(headings, body)


def _is_numeric(cells: list) -> bool:
    told = [cell for cell in cells if cell not in (None, "")]
    return bool(told) and sum(map(looks_numeric, told)) * 2 > len(told)


def _set_cell(cell: object, is_number: bool) -> Cell:
    if cell is None:
        return Cell(_("not published"), is_number, is_missing=True)
    if isinstance(cell, tuple):
        text, url = cell
        return Cell(text, is_number, url=url)
    if isinstance(cell, dict):
        return Cell("", is_number, verdict=cell["verdict"])
    return Cell(cell, is_number)
