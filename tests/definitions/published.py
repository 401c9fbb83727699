"""Reads the publishers' files again, by another road than the scripts that build the packs.

The scripts go by column names and build rows; here cells are taken by position, and shares are
computed from other columns, so that one mistake is unlikely to be made twice.
"""

import csv
import gzip
import os
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("FAIRPLACE_SHARED") or ROOT.parent / "shared") / "data"
needs_sources = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason="The publishers' files are not beside this checkout; name their folder in FAIRPLACE_SHARED.",
)


@cache
def cells(name: str) -> list[list[str]]:
    """Return all cells of a CSV file, without its header."""
    path = SHARED / name
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))[1:]


@cache
def sheet(name: str, number: int) -> list[tuple]:
    """Return all rows of a workbook's sheet, by its number."""
    book = openpyxl.load_workbook(SHARED / name, read_only=True)
    return list(book.worksheets[number].iter_rows(values_only=True))


@cache
def temporary_accommodation() -> dict[str, list[str]]:
    """Return the cells that hold something in each area's row of table TA1, in order."""
    rows = {}
    with zipfile.ZipFile(SHARED / "housing/Detailed_LA_202212.ods") as book, book.open("content.xml") as xml:
        for _, element in ElementTree.iterparse(xml):
            if element.tag.endswith("}table"):
                if "TA1_" in element.attrib.values():
                    for row in element:
                        full = [cell for cell in row if len(cell)]
                        texts = [
                            next((v for k, v in c.attrib.items() if k.endswith("}value")), "") for c in full
                        ]
                        if full and "".join(full[0].itertext()).startswith("E"):
                            rows["".join(full[0].itertext())] = texts[2:]
                element.clear()
    return rows


@cache
def local_statistics(file: str) -> dict[tuple[str, str, str], tuple[str, str, str]]:
    """Return (value, lower, upper) of a file of Explore Local Statistics by (series, area, first day)."""
    # The one publication whose columns stand in another order in some files.
    first, *rest = (
        gzip.decompress((SHARED / f"ons_els/{file}.csv.gz").read_bytes()).decode("utf-8-sig").splitlines()
    )
    names = first.split(",")
    series, area, period, *numbers = map(
        names.index, ("indicator", "areacd", "period", "observation", "lci_95", "uci_95")
    )
    return {
        (row[series], row[area], row[period][:10]): tuple(row[number] for number in numbers)
        for row in csv.reader(rest)
        if row[numbers[0]]
    }


@cache
def health_index() -> dict[tuple[str, str], dict[int, float]]:
    """Return the values by year of each (series, area)."""
    series: dict[tuple[str, str], dict[int, float]] = {}
    for area, year, name, value in cells("ons_health_index/england_health_index_indicators.csv.gz"):
        if value:
            series.setdefault((name, area), {})[int(year)] = float(value)
    return series
