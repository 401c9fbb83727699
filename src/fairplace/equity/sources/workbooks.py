"""Finds what a workbook shows as a percentage: Excel keeps 22.5% as 0.225, and calamine reads that."""

import io
import re
import zipfile
from html import unescape

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.texts import KEPT

# The formats that every workbook has without naming them: 0% and 0.00%.
BUILT_IN = {"9", "10"}
BIGGEST = 400_000_000


def refuse_swollen(body: bytes, *, called: str) -> None:
    """Refuse a workbook that is none, or that would fill the memory once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            size = sum(part.file_size for part in book.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotLoaded(f"{called} cannot be read as a workbook; it may be cut short. {KEPT}") from error
    if size > BIGGEST:
        raise NotLoaded(f"{called} unpacks to more than {BIGGEST // 1_000_000:,} MB. {KEPT}")


def percent_cells(body: bytes, sheet: str, *, called: str) -> set[tuple[int, int]]:
    """Return row and column, both from 1, of the cells of a sheet that are formatted as a percentage."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            styles = _percent_styles(_part(book, "xl/styles.xml"))
            path = _path_of(book, sheet)
            return set(_cells(_part(book, path), styles)) if styles and path else set()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotLoaded(f"{called} cannot be read as a workbook; it may be cut short. {KEPT}") from error


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


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{re.escape(name)}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""
