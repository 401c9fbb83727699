"""A table of many measures and places whose cells are coloured, signed and worded: no colour stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairplace.town.ui.charts.tones import TONES, key_of, tone_of
from fairplace.town.ui.tables import Table


@dataclass(frozen=True)
class HeatCell:
    """One row in one column: the value as text, with its likely range, and how it compares.

    `tone` is better, worse, similar, higher, lower, cannot tell or none; `word` is what it says for
    those who hear it.
    """

    row: str
    column: str
    word: str
    text: str
    tone: str = "none"
    interval: str = ""


@dataclass(frozen=True)
class SetCell:
    """A cell as a template shows it."""

    text: str
    interval: str
    word: str
    sign: str
    tone: str
    is_missing: bool = False


@dataclass(frozen=True)
class HeatTable:
    """The whole: headings, rows as (name, cells), the key of its signs, and a plain table for files."""

    title: str
    finding: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SetCell, ...]], ...]
    key: tuple[tuple[str, str, str], ...]
    table: Table
    notes: tuple[str, ...] = ()


def heat_map(
    title: str, finding: str, rows: Sequence[str], columns: Sequence[str], cells: Sequence[HeatCell]
) -> HeatTable:
    """Return the cells in their rows and columns; where none was given, it says "not published"."""
    found = {(cell.row, cell.column): cell for cell in cells}
    body = tuple((row, tuple(_set(found.get((row, column))) for column in columns)) for row in rows)
    used = {cell.tone for _name, line in body for cell in line if not cell.is_missing}
    key = tuple((tone, str(look.sign), str(look.words)) for tone, look in TONES.items() if tone in used)
    plain = tuple((row, *map(_tell, line)) for row, line in body)
    table = Table(title, (_("Place"), *columns), plain)
    return HeatTable(title, finding, tuple(columns), body, key, table, (key_of(used),) if used else ())


def _set(cell: HeatCell | None) -> SetCell:
    if cell is None:
        return SetCell(_("not published"), "", "", "", "none", is_missing=True)
    tone = cell.tone if cell.tone in TONES else "none"
    return SetCell(cell.text, cell.interval, cell.word, tone_of(tone).sign, tone)


def _tell(cell: SetCell) -> str | None:
    if cell.is_missing:
        return None
    told = "; ".join(part for part in (cell.interval, cell.word) if part)
    return f"{cell.text} ({told})" if told else cell.text
