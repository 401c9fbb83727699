"""Reads a CSV file or a sheet of a workbook as rows of cells that know their row number."""

import csv
import gzip
import io
import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.symbols import read_symbol
from fairplace.equity.sources.texts import KEPT
from fairplace.equity.sources.workbooks import refuse_swollen

WORKBOOK, PACKED = b"PK\x03\x04", b"\x1f\x8b"
MOST_NAMED = 12
BIGGEST = 1024 * 1024 * 1024
# What stands in a cell that holds nothing, where no symbol of the publisher says why.
NOTHING = frozenset({"", "-", "–", "..", "...", "n/a", "na", "null", "none", "nan"})


@dataclass(frozen=True)
class Grid:
    """The rows under a heading. `called` says in sentences which file this is."""

    called: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]

    def find(self, *names: str) -> None:
        """Refuse a grid that lacks one of these columns, saying which and what is there."""
        missing = [name for name in names if name not in self.names]
        if missing:
            raise NotLoaded(
                f"{self.called} has no column “{missing[0]}”. Its columns are: {some(self.names)}. "
                f"The publisher may have changed its format. {KEPT}"
            )

    def column(self, name: str) -> list[Any]:
        """Return the cells of one column, top to bottom."""
        at = self.names.index(name)
        return [cells[at] for _number, cells in self.rows]

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each row by its number in the file, as a dict by column."""
        for number, cells in self.rows:
            yield number, dict(zip(self.names, cells, strict=True))


def read_grid(body: bytes, *, called: str, sheet: str | None = None, is_ended: bool = False) -> Grid:
    """Return a CSV or XLSX file as a grid; text of CSV cells as it stands, headings without blanks around.

    Refuses an empty file, one cut short, a web page in place of a file, and one with headings alone.
    `is_ended` says that this publisher ends the last line too, so that one without an end was cut.
    """
    body = unpack(body, called=called)
    if not body.strip():
        raise NotLoaded(f"{called} is empty. {KEPT}")
    if body.startswith(WORKBOOK):
        lines = [(at, row) for at, row in enumerate(read_sheet(body, called=called, sheet=sheet), start=1)]
    else:
        text = decode(body, called=called)
        lines = list(read_lines(text, called=called))
        if is_ended and not text.endswith(("\n", "\r")):
            raise NotLoaded(f"{called} is cut short: its last row has no end. {KEPT}")
    lines = [(number, cells) for number, cells in lines if any(not is_blank(cell) for cell in cells)]
    return _under_heading(lines, called)


def _under_heading(lines: Sequence[tuple[int, Sequence[Any]]], called: str) -> Grid:
    if len(lines) < 2:
        said = "is empty" if not lines else "has headings and no rows under them"
        raise NotLoaded(f"{called} {said}. {KEPT}")
    (_first, heading), body = lines[0], lines[1:]
    names = tuple(str(name).strip() for name in heading)
    while names and not names[-1]:
        names = names[:-1]
    rows = tuple((number, _fit(cells, names, number, called)) for number, cells in body)
    return _without_twins(Grid(called, names, rows))


def _without_twins(grid: Grid) -> Grid:
    """Return the grid with columns of one name made one; publishers print some twice, one of them empty."""
    names = tuple(dict.fromkeys(grid.names))
    if len(names) == len(grid.names):
        return grid
    at = {name: [i for i, one in enumerate(grid.names) if one == name] for name in names}
    rows = []
    for number, cells in grid.rows:
        said = {name: [cells[i] for i in at[name] if not is_blank(cells[i])] for name in names}
        unlike = [name for name in names if name and any(one != said[name][0] for one in said[name])]
        if unlike:
            raise NotLoaded(
                f"{grid.called}, row {number}: two columns are called “{unlike[0]}”, and they differ. {KEPT}"
            )
        rows.append((number, tuple(said[name][0] if said[name] else "" for name in names)))
    return Grid(grid.called, names, tuple(rows))


def _fit(cells: Sequence[Any], names: Sequence[str], number: int, called: str) -> tuple[Any, ...]:
    if len(cells) < len(names):
        raise NotLoaded(
            f"{called} is cut short: row {number} has {len(cells)} of {len(names)} columns. "
            f"Load it again. {KEPT}"
        )
    if any(not is_blank(cell) for cell in cells[len(names) :]):
        raise NotLoaded(f"{called}, row {number} has more cells than there are headings. {KEPT}")
    return tuple(cells[: len(names)])


def unpack(body: bytes, *, called: str) -> bytes:
    """Return what a gzipped body holds, or the body where it is not gzipped."""
    if not body.startswith(PACKED):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as file:
            found = file.read(BIGGEST + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise NotLoaded(f"{called} is cut short: it cannot be unpacked to its end. {KEPT}") from error
    if len(found) > BIGGEST:
        raise NotLoaded(f"{called} unpacks to more than 1 GB. That is more than any file we know. {KEPT}")
    return found


def decode(body: bytes, *, called: str) -> str:
    """Return the text of a body: UTF-8 with or without its mark, UTF-16 with its mark, or Windows's own."""
    is_wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotLoaded(f"{called} is not text. A table can be saved as CSV UTF-8. {KEPT}")


def read_json(body: bytes, called: str) -> dict[str, Any]:
    """Return a JSON object, gzipped or not. Raises NotLoaded for what is none, or is cut short."""
    text = decode(unpack(body, called=called), called=called)
    if not text.strip():
        raise NotLoaded(f"{called} is empty. {KEPT}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotLoaded(f"{called} is no JSON, or is cut short. {KEPT}") from error
    if not isinstance(found, dict):
        raise NotLoaded(f"{called} is JSON of another shape than expected. {KEPT}")
    return found


def read_lines(text: str, *, called: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of CSV text, each with the line that it begins on; semicolons and tabs will do."""
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        raise NotLoaded(f"{called} is a web page, not a file of figures. The address may have moved. {KEPT}")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise NotLoaded(
            f"{called} cannot be read from row {before + 1} on: a quotation mark is not closed, or the "
            f"file is cut short. {KEPT}"
        ) from error


def read_sheets(body: bytes, *, called: str) -> Mapping[str, list[list[Any]]]:
    """Return every sheet of a workbook by name."""
    import python_calamine

    refuse_swollen(body, called=called)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (python_calamine.CalamineError, OSError) as error:
        raise NotLoaded(
            f"{called} cannot be read as a workbook; it may be cut short ({error}). {KEPT}"
        ) from error


def read_sheet(body: bytes, *, called: str, sheet: str | None = None) -> list[list[Any]]:
    """Return one sheet of a workbook: the one named, or the first that holds anything."""
    sheets = read_sheets(body, called=called)
    if sheet is not None:
        if sheet not in sheets:
            raise NotLoaded(f"{called} has no sheet “{sheet}”. Its sheets are: {some(tuple(sheets))}. {KEPT}")
        return sheets[sheet]
    return next((rows for rows in sheets.values() if rows), [])


def some(names: Sequence[str]) -> str:
    """Return the first names in words, and how many more there are: a sentence has an end."""
    shown, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def as_text(cell: Any) -> str:
    """Return a cell as text: 2023 and not 2023.0, a date as 2023-03-31."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell).strip()


def as_number(cell: Any) -> float | None:
    """Return a cell as a number, None where it holds nothing or a symbol. Raises ValueError at words.

    A comma stands between thousands; a comma before one or two last digits is a decimal comma.
    """
    if isinstance(cell, bool):
        raise ValueError("A yes or no is no number.")
    if isinstance(cell, int | float):
        return float(cell)
    text = as_text(cell).replace("\u00a0", "").replace("\u2212", "-")
    if text.lower() in NOTHING or read_symbol(text):
        return None
    number = float(_plain(text))
    if not math.isfinite(number):
        raise ValueError("A number has an end.")
    return number


def _plain(text: str) -> str:
    if "_" in text:
        raise ValueError("A number has no underscore.")
    whole, comma, rest = text.rpartition(",")
    if not comma:
        return text
    if "." not in text and "," not in whole and len(rest) in {1, 2}:
        return f"{whole}.{rest}"
    groups = text.split(".", 1)[0].lstrip("+-").split(",")
    if (
        not 1 <= len(groups[0]) <= 3
        or any(len(group) != 3 for group in groups[1:])
        or "," in text.partition(".")[2]
    ):
        raise ValueError("Commas stand between thousands.")
    return text.replace(",", "")


def numbers_of(grid: Grid, names: Iterable[str]) -> dict[str, list[float | None]]:
    """Return columns as numbers. Raises NotLoaded naming the row, the column and what was found."""
    return {name: [_number_at(grid, name, row, cell) for row, cell in _cells(grid, name)] for name in names}


def _cells(grid: Grid, name: str) -> Iterator[tuple[int, Any]]:
    at = grid.names.index(name)
    return ((number, cells[at]) for number, cells in grid.rows)


def _number_at(grid: Grid, name: str, row: int, cell: Any) -> float | None:
    try:
        return as_number(cell)
    except ValueError:
        raise NotLoaded(
            f"{grid.called}, row {row}, column {name}: “{as_text(cell)}” is not a number. {KEPT}"
        ) from None
