"""Takes fuel poverty (places and neighbourhoods) and temporary accommodation."""

from collections.abc import Collection, Iterator
from datetime import date

from building.figures import Figure, Period
from building.periods import calendar_year
from building.sources import BrokenSource, Sources

FUEL = "housing/sub-regional-fuel-poverty-2022-tables.xlsx"
FUEL_COLUMNS = (
    "Number of households",
    "Number of households in fuel poverty",
    "Proportion of households fuel poor (%)",
)
HOMELESSNESS = "housing/Detailed_LA_202212.ods"
NEIGHBOURHOOD = "Modelled: read it as high or low, not as an exact count."
# The sheet has seven rows of merged headings, so its columns are named by position.
HOUSEHOLDS, THOUSANDS, PER_THOUSAND = 4, 5, 6


def read_fuel_poverty(sources: Sources, places: Collection[str]) -> Iterator[Figure]:
    """Yield fuel poverty of these places."""
    for row in sources.sheet(FUEL, "Table 2", "Area Codes", *FUEL_COLUMNS):
        if row["Area Codes"] in places:
            yield _fuel_poor(row["Area Codes"], row)


def read_cold_neighbourhoods(sources: Sources, authority: str) -> Iterator[Figure]:
    """Yield fuel poverty of each neighbourhood (LSOA 2011) of one authority."""
    for row in sources.sheet(FUEL, "Table 3", "LSOA Code", "LA Code", *FUEL_COLUMNS):
        if row["LA Code"] == authority:
            yield _fuel_poor(row["LSOA Code"], row)


def _fuel_poor(place: str, row: dict) -> Figure:
    households, poor, percent = (float(row[column]) for column in FUEL_COLUMNS)
    return Figure(
        place=place,
        period=calendar_year(2020),
        value=percent,
        count=poor,
        denominator=households,
        flag="modelled",
        release="fuel-poverty-2022",
        note=NEIGHBOURHOOD if place.startswith("E01") else "",
    )


def read_temporary_accommodation(sources: Sources, places: Collection[str]) -> Iterator[Figure]:
    """Yield households in temporary accommodation on 31 December 2022, per 1,000 households."""
    day = date(2022, 12, 31)
    rows = [row for row in sources.opendocument(HOMELESSNESS, "TA1_") if row and row[0] in places]
    if not rows:
        raise BrokenSource(f"Sheet TA1_ of {HOMELESSNESS} has none of the places of this pack.")
    for row in rows:
        households = _published(row[HOUSEHOLDS])
        yield Figure(
            place=row[0],
            period=Period("December 2022", day, day),
            value=_published(row[PER_THOUSAND]),
            count=households,
            denominator=float(row[THOUSANDS]) * 1000,
            release="homelessness-2022-q4",
            note=_remark(row[0], households),
        )


def _published(cell: str) -> float | None:
    # Two points stand for missing or incomplete returns.
    return None if cell == ".." else float(cell)


def _remark(place: str, households: float | None) -> str:
    if households is None:
        return "Not published: the authority's return was missing or incomplete."
    if place.startswith(("E92", "E12")):
        return "Rounded to ten by the publisher, with estimates for authorities that sent no figures."
    return ""
