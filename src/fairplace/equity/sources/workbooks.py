"""Finds what calamine does not tell of a workbook: how far it reaches, that 0.225 is 22.5%, and errors."""

import io
import re
import zipfile
import zlib
from html import unescape

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.texts import KEPT

# The formats that every workbook has without naming them: 0% and 0.00%.
BUILT_IN = {"9", "10"}
BIGGEST = 400_000_000
# Every cell up to the last one takes memory, filled or not. The largest file we know has 7 million.
MOST_CELLS = 20_000_000
_REACH = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def refuse_swollen(body: bytes, *, called: str) -> None:
    """Refuse a workbook that is none, or that would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            size = sum(part.file_size for part in book.infolist())
            if size > BIGGEST:
                raise NotLoaded(f"{called} unpacks to more than {BIGGEST // 1_000_000:,} MB. {KEPT}")
            if "xl/workbook.xml" not in book.namelist():
                raise NotLoaded(
                    f"{called} cannot be read as a workbook: it is no .xlsx. Save the table as .xlsx or as "
                    f"CSV UTF-8. {KEPT}"
                )
            for name in book.namelist():
                _refuse_sprawling(book.read(name), called)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        if isinstance(error, NotLoaded):
            raise
        raise NotLoaded(f"{called} cannot be read as a workbook; it may be cut short. {KEPT}") from error


def _refuse_sprawling(part: bytes, called: str) -> None:
    """Refuse a sheet with a cell so far away that the room up to it would fill the memory."""
    if b"sheetData" not in part:
        return
    rows = columns = 1
    for letters, digits in (found.groups() for found in _REACH.finditer(part)):
        rows, columns = max(rows, int(digits)), max(columns, _column(letters.decode().upper()))
    if rows * columns <= MOST_CELLS:
        # Cells need not say where they stand: then they are counted.
        cells = (len(re.findall(rb"<(?:\w+:)?c[\s/>]", row)) for row in re.split(rb"<(?:\w+:)?row\b", part))
        columns = max(columns, *cells)
    if rows * columns > MOST_CELLS:
        raise NotLoaded(
            f"{called} has a sheet that reaches to row {rows:,} and column {_letters(columns)}. Delete what "
            f"stands beyond the table, and save it again. {KEPT}"
        )


def percent_cells(body: bytes, sheet: str, *, called: str) -> set[tuple[int, int]]:
    """Return row and column, both from 1, of the cells of a sheet that are formatted as a percentage."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            styles = _percent_styles(_part(book, "xl/styles.xml"))
            path = _path_of(book, sheet)
            return set(_cells(_part(book, path), styles)) if styles and path else set()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotLoaded(f"{called} cannot be read as a workbook; it may be cut short. {KEPT}") from error


def unread_cells(body: bytes, sheet: str) -> dict[tuple[int, int], str]:
    """Return what stands in cells that calamine reads as empty: an error, or a formula without result."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        path = _path_of(book, sheet)
        text = _part(book, path) if path else ""
    found = {}
    for tag, inside in re.findall(r"(<c\b[^>]*(?<!/)>)(.*?)</c>", text, flags=re.DOTALL):
        place = re.fullmatch(r"([A-Z]+)(\d+)", _attribute(tag, "r"))
        result = re.search(r"<v>([^<]+)</v>", inside)
        formula = re.search(r"<f\b[^>]*>([^<]*)</f>", inside)
        if place and result and _attribute(tag, "t") == "e":
            found[int(place[2]), _column(place[1])] = unescape(result[1])
        elif place and formula and not result:
            found[int(place[2]), _column(place[1])] = f"={unescape(formula[1])}"
    return found


def _part(book: zipfile.ZipFile, name: str) -> str:
    return book.read(name).decode("utf-8") if name in book.namelist() else ""


def _percent_styles(styles: str) -> set[str]:
    """Return the numbers of the cell styles whose format ends in a percent sign."""
    formats = set(BUILT_IN)
    for tag in re.findall(r"<numFmt\b[^>]*>", styles):
        if "%" in _attribute(tag, "formatCode"):
            formats.add(_attribute(tag, "numFmtId"))
    found = re.search(r"<cellXfs\b[^>]*>(.*?)</cellXfs>", styles, flags=re.DOTALL)
    tags = re.findall(r"<xf\b[^>]*>", found[1]) if found else []
    return {str(at) for at, tag in enumerate(tags) if _attribute(tag, "numFmtId") in formats}


def _path_of(book: zipfile.ZipFile, sheet: str) -> str:
    for tag in re.findall(r"<sheet\b[^>]*>", _part(book, "xl/workbook.xml")):
        if _attribute(tag, "name") != sheet:
            continue
        for tie in re.findall(r"<Relationship\b[^>]*>", _part(book, "xl/_rels/workbook.xml.rels")):
            if _attribute(tie, "Id") == _attribute(tag, "r:id"):
                target = _attribute(tie, "Target")
                return target[1:] if target.startswith("/") else f"xl/{target}"
    return ""


def _cells(sheet: str, styles: set[str]) -> list[tuple[int, int]]:
    found = []
    for tag in re.findall(r"<c\b[^>]*>", sheet):
        place = re.fullmatch(r"([A-Z]+)(\d+)", _attribute(tag, "r"))
        if place and _attribute(tag, "s") in styles:
            found.append((int(place[2]), _column(place[1])))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{re.escape(name)}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""
