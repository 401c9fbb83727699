"""Takes the Indices of Deprivation 2019 and 2025: every authority's summary, and a town's neighbourhoods."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from building.figures import plain
from building.places import CODE_2019, NAME_2019, SUMMARIES_2019, SUMMARIES_2025, count_residents
from building.sources import BrokenSource, Sources
from building.tiles import assign_tiles, centre

AUTHORITY_COLUMNS = ("edition", "place", "name", "column", "value", "rank", "release", "note")
NEIGHBOURHOOD_COLUMNS = (
    "edition", "place", "score", "rank", "decile", "population", "income", "employment", "education",
    "health", "crime", "housing", "environment", "tile_column", "tile_row", "release", "note",
)  # fmt: skip
COLUMNS_2019 = {
    "average-score": ("IMD - Average score", "IMD - Rank of average score"),
    "average-rank": ("IMD - Average rank", "IMD - Rank of average rank"),
    "most-deprived-tenth": (
        "IMD - Proportion of LSOAs in most deprived 10% nationally",
        "IMD - Rank of proportion of LSOAs in most deprived 10% nationally",
    ),
    "extent": ("IMD 2019 - Extent", "IMD 2019 - Rank of extent"),
    "local-concentration": ("IMD 2019 - Local concentration", "IMD 2019 - Rank of local concentration"),
}
TENTH_2025 = "proportion_of_lso_as_in_most_deprived_10_percent_nationally"
COLUMNS_2025 = {
    "average-score": ("imd_average_score", "imd_rank_of_average_score"),
    "average-rank": ("imd_average_rank", "imd_rank_of_average_rank"),
    "most-deprived-tenth": (f"imd_{TENTH_2025}", f"imd_rank_of_{TENTH_2025}"),
    "extent": ("imd25_extent", "imd25_rank_of_extent"),
    "local-concentration": ("imd25_local_concentration", "imd25_rank_of_local_concentration"),
}
# The weights of the domains in the index (Indices of Deprivation 2019, technical report).
WEIGHTS = {
    "Income": 0.225, "Employment": 0.225, "Education": 0.135, "Health": 0.135,
    "Crime": 0.093, "Barriers": 0.093, "Living Environment": 0.093,
}  # fmt: skip
INDEX_2015 = "imd/imd2015_england_lsoa11.csv.gz"
LUTON_2019 = "imd/luton_iod2019_lsoa11.csv"
INDEX_2019 = "Index of Multiple Deprivation (IMD)"
POPULATION_2019 = "Total population: mid 2015 (excluding prisoners)"
DOMAINS_2019 = {
    "income": "Income", "employment": "Employment", "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability", "crime": "Crime",
    "housing": "Barriers to Housing and Services", "environment": "Living Environment",
}  # fmt: skip
DOMAINS_2025 = {
    "income": "Income", "employment": "Employment", "education": "Education", "health": "Health",
    "crime": "Crime", "housing": "Housing_and_Services", "environment": "Environment",
}  # fmt: skip


def list_authorities(sources: Sources) -> list[dict[str, Any]]:
    """Return every authority's value and rank on each column of both editions, worst first."""
    wanted = [name for pair in COLUMNS_2019.values() for name in pair]
    then = [row for row in sources.sheet(SUMMARIES_2019, "IMD", CODE_2019, *wanted) if row[CODE_2019]]
    now = sources.rows(SUMMARIES_2025, *[name for pair in COLUMNS_2025.values() for name in pair])
    rows = [
        *_authority_rows("iod2019", then, COLUMNS_2019, CODE_2019, NAME_2019),
        *_authority_rows("iod2025", now, COLUMNS_2025, "ltla24_code", "ltla24_name"),
    ]
    return sorted(rows, key=lambda row: (row["edition"], row["column"], row["rank"], row["place"]))


def _authority_rows(
    edition: str, rows: list, columns: dict, code: str, name: str
) -> Iterator[dict[str, Any]]:
    for row in rows:
        for column, (value, rank) in columns.items():
            yield {
                "edition": edition, "place": row[code], "name": row[name].strip(), "column": column,
                "value": plain(float(row[value])), "rank": int(float(row[rank])),
                "release": f"{edition}-authorities", "note": "",
            }  # fmt: skip


def list_neighbourhoods(sources: Sources) -> list[dict[str, Any]]:
    """Return Luton's neighbourhoods in three editions, each with a tile."""
    rows = [
        *_neighbourhoods_2015(sources),
        *_neighbourhoods_2019(sources),
        *_neighbourhoods_2025(sources),
    ]
    return sorted(rows, key=lambda row: (row["edition"], row["place"]))


def _tiles(sources: Sources, vintage: str) -> dict[str, tuple[int, int]]:
    shapes = sources.shapes(f"boundaries/luton_lsoa{vintage}.geojson")
    return assign_tiles(
        {shape["properties"][f"lsoa{vintage}_code"]: centre(shape["geometry"]) for shape in shapes}
    )


def _neighbourhoods_2015(sources: Sources) -> Iterator[dict[str, Any]]:
    """Yield the index of 2015. Of its domains and its own denominators there is no copy in the sources.

    The people are those of mid-2015, which the edition of 2019 publishes for the same boundaries.
    """
    tiles = _tiles(sources, "11")
    code = "LSOA code (2011)"
    people = {row[code]: row[POPULATION_2019] for row in sources.rows(LUTON_2019, code, POPULATION_2019)}
    rows = sources.rows(INDEX_2015, "lsoa11_code", "IMD_score", "IMD_rank", "IMD_decile")
    mine = [row for row in rows if row["lsoa11_code"] in tiles]
    if len(mine) != len(tiles):
        raise BrokenSource("The 2015 index does not hold every neighbourhood of the boundary file.")
    for row in mine:
        place = row["lsoa11_code"]
        yield {
            "edition": "iod2015", "place": place, "score": row["IMD_score"], "rank": row["IMD_rank"],
            "decile": row["IMD_decile"], "population": people[place],
            **dict.fromkeys(DOMAINS_2019, ""),
            "tile_column": tiles[place][0], "tile_row": tiles[place][1],
            "release": "iod2015-neighbourhoods", "note": "",
        }  # fmt: skip


def _neighbourhoods_2019(sources: Sources) -> Iterator[dict[str, Any]]:
    tiles = _tiles(sources, "11")
    scores = {f"{domain} Score - exponentially transformed": weight for domain, weight in WEIGHTS.items()}
    for row in sources.rows(LUTON_2019, "LSOA code (2011)", POPULATION_2019, *scores):
        place = row["LSOA code (2011)"]
        # In decimals, as published: floats round a score that lies between two differently in each Python.
        score = sum(Decimal(str(weight)) * Decimal(row[name]) for name, weight in scores.items())
        yield {
            "edition": "iod2019", "place": place, "score": f"{score:.3f}",
            "rank": row[f"{INDEX_2019} Rank (where 1 is most deprived)"],
            "decile": row[f"{INDEX_2019} Decile (where 1 is most deprived 10% of LSOAs)"],
            "population": row[POPULATION_2019],
            **{
                ours: row[f"{theirs} Decile (where 1 is most deprived 10% of LSOAs)"]
                for ours, theirs in DOMAINS_2019.items()
            },
            "tile_column": tiles[place][0], "tile_row": tiles[place][1],
            "release": "iod2019-neighbourhoods", "note": "",
        }  # fmt: skip


def _neighbourhoods_2025(sources: Sources) -> Iterator[dict[str, Any]]:
    tiles = _tiles(sources, "21")
    residents = count_residents(sources)
    rows = sources.rows(
        "imd/imd2025_england_lsoa21.csv.gz", "lsoa21_code", "IMD_score", "IMD_rank", "IMD_decile"
    )
    mine = [row for row in rows if row["lsoa21_code"] in tiles]
    if len(mine) != len(tiles):
        raise BrokenSource("The 2025 index does not hold every neighbourhood of the boundary file.")
    for row in mine:
        place = row["lsoa21_code"]
        yield {
            "edition": "iod2025", "place": place, "score": row["IMD_score"], "rank": row["IMD_rank"],
            "decile": row["IMD_decile"], "population": residents[place],
            **{ours: row[f"{theirs}_decile"] for ours, theirs in DOMAINS_2025.items()},
            "tile_column": tiles[place][0], "tile_row": tiles[place][1],
            "release": "iod2025-neighbourhoods", "note": "",
        }  # fmt: skip
