"""Postcodes as people write them, and the columns of a directory of them."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
# As the Office for National Statistics heads them (pcd, pcd7, pcd8, pcds), and as others do.
POSTCODE_COLUMN = re.compile(r"pcds?|pcd[78]|post_?code\d?", re.IGNORECASE)
NEIGHBOURHOOD_COLUMN = re.compile(r"lsoa_?(\d{2})_?(cd|code)?|lsoa(_?code)?", re.IGNORECASE)


class DirectoryRefused(ValueError):
    """A directory of postcodes cannot be read; the message says which row or column, and what to do."""


def tidy_postcode(text: str) -> str:
    """Return a postcode as it is printed, LU1 2BQ; nothing where it is none."""
    found = POSTCODE.fullmatch(" ".join(text.upper().split()).replace(" ", ""))
    return f"{found[1]} {found[2]}" if found else ""


def split_list(text: str) -> list[str]:
    """Return the entries of a pasted list: one a line, or with commas or semicolons between."""
    return [entry.strip() for entry in re.split(r"[\n,;\t]+", text) if entry.strip()]


def read_directory(content: bytes) -> tuple[list[tuple[int, str, str]], str]:
    """Return (row, postcode, code of its neighbourhood) of a directory, and the heading of the codes."""
    rows = _rows(content)
    headings = [heading.strip() for heading in next(rows, (0, []))[1]]
    postcode = _find(headings, POSTCODE_COLUMN)
    code = _find_newest(headings)
    if postcode is None or code is None:
        what = _("postcodes (pcds)") if postcode is None else _("neighbourhoods (lsoa21)")
        raise DirectoryRefused(
            _("The file has no column of %(what)s. Its columns are: %(there)s.")
            % {"what": what, "there": ", ".join(filter(None, headings)) or _("none")}
        )
    return [_take(number, cells, headings, postcode, code) for number, cells in rows], headings[code]


def _take(
    number: int, cells: list[str], headings: list[str], postcode: int, code: int
) -> tuple[int, str, str]:
    if len(cells) <= max(postcode, code):
        raise DirectoryRefused(
            _("Row %(row)s has %(here)s of %(of)s columns. The file may be cut short. Nothing was taken in.")
            % {"row": number, "here": len(cells), "of": len(headings)}
        )
    return number, cells[postcode].strip(), cells[code].strip().upper()


def _find(headings: Iterable[str], pattern: re.Pattern[str]) -> int | None:
    return next((at for at, name in enumerate(headings) if pattern.fullmatch(name)), None)


def _find_newest(headings: list[str]) -> int | None:
    """Return the column of the newest small areas, where the file has those of several censuses."""
    found = [
        (match, at) for at, name in enumerate(headings) if (match := NEIGHBOURHOOD_COLUMN.fullmatch(name))
    ]
    return max(found, key=lambda one: int(one[0][1] or 0))[1] if found else None


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, each with its line, one at a time: directories are long."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise DirectoryRefused(_("This is not a CSV file. Save the directory as CSV."))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as problem:
        said = _("The file cannot be read after row %(row)s: a quotation mark is not closed.")
        raise DirectoryRefused(said % {"row": reader.line_num}) from problem
