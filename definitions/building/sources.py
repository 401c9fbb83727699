"""Reads publishers' files as they are stored: CSV, gzipped CSV, workbooks, OpenDocument sheets, GeoJSON."""

import csv
import gzip
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


class BrokenSource(Exception):
    """A source cannot be used; the message is a sentence for whoever runs the script."""


class Sources:
    """The folder of publishers' files."""

    def __init__(self, root: Path):
        self.root = root

    def find(self, name: str) -> Path:
        path = self.root / name
        if not path.is_file():
            raise BrokenSource(
                f"The source file {name} is not in {self.root}. Put it there, or correct --shared."
            )
        return path

    def rows(self, name: str, *columns: str) -> list[dict[str, str]]:
        """Return the rows of a CSV file; say which of the columns named here is missing."""
        path = self.find(name)
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            self._need(name, columns, table.fieldnames or [])
            return list(table)

    def sheet(self, name: str, sheet: str, *columns: str) -> list[dict[str, Any]]:
        """Return the rows under the header of a sheet. The header is the first row that has every column."""
        book = openpyxl.load_workbook(self.find(name), read_only=True, data_only=True)
        if sheet not in book.sheetnames:
            raise BrokenSource(f"{name} has no sheet {sheet}. It has: {', '.join(book.sheetnames)}.")
        rows = iter(book[sheet].iter_rows(values_only=True))
        for row in rows:
            header = [str(cell or "").strip() for cell in row]
            if set(columns) <= set(header):
                return [dict(zip(header, values, strict=False)) for values in rows]
        raise BrokenSource(f"Sheet {sheet} of {name} has no row with the columns {', '.join(columns)}.")

    def opendocument(self, name: str, sheet: str) -> list[list[str]]:
        """Return the cells of an OpenDocument sheet as text, numbers in full rather than as displayed."""
        with zipfile.ZipFile(self.find(name)) as archive:
            root = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 (a file that we keep)
        for table in root.iter(f"{TABLE}table"):
            if table.get(f"{TABLE}name") == sheet:
                return [list(_cells(row)) for row in table.iter(f"{TABLE}table-row")]
        raise BrokenSource(f"{name} has no sheet {sheet}.")

    def shapes(self, name: str) -> list[dict[str, Any]]:
        return json.loads(self.find(name).read_text(encoding="utf-8"))["features"]

    @staticmethod
    def _need(name: str, columns: tuple[str, ...], found: Any) -> None:
        missing = [column for column in columns if column not in found]
        if missing:
            raise BrokenSource(f"{name} has no column {', '.join(missing)}. It has: {', '.join(found)}.")


def _cells(row: ElementTree.Element) -> Iterator[str]:
    for cell in row:
        # A blank tail is stored once and "repeated" to the sheet's edge, thousands of times.
        repeated = min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 40)
        text = cell.get(f"{OFFICE}value") or "".join(cell.itertext())
        yield from [text] * repeated
