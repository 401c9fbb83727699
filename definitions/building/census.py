"""Takes overcrowding and household deprivation of neighbourhoods from Census 2021."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from building.figures import Figure, Period
from building.sources import Sources

CENSUS_DAY = Period("2021", date(2021, 3, 21), date(2021, 3, 21))
TOTAL = "Added up here from the neighbourhoods. The census changes small counts, so other tables may differ."


def read_overcrowding(sources: Sources, authority: str) -> Iterator[Figure]:
    """Yield homes with at least one bedroom too few: of each neighbourhood, and of the town."""
    return _share(
        sources, "luton_household_overcrowding21_lsoa21.csv", "occupancy_rating",
        lambda answer: answer.startswith("-"), "census-2021-occupancy", authority,
    )  # fmt: skip


def read_household_deprivation(sources: Sources, authority: str) -> Iterator[Figure]:
    """Yield households deprived in at least one of the census's four ways."""
    return _share(
        sources, "luton_household_deprivation21_lsoa21.csv", "deprivation_dimensions",
        lambda answer: not answer.startswith("Household is not deprived"),
        "census-2021-deprivation", authority,
    )  # fmt: skip


def _share(  # noqa: PLR0917 (private, and called in two places only)
    sources: Sources, file: str, column: str, is_counted: Callable[[str], bool], release: str, authority: str
) -> Iterator[Figure]:
    counted: Counter[str] = Counter()
    everybody: dict[str, int] = {}
    for row in sources.rows(f"census2021/{file}", "lsoa21_code", "total_households", column, "n"):
        everybody[row["lsoa21_code"]] = int(row["total_households"])
        counted[row["lsoa21_code"]] += int(row["n"]) if is_counted(row[column]) else 0
    places = [(place, counted[place], everybody[place], "") for place in everybody]
    places.append((authority, sum(counted.values()), sum(everybody.values()), TOTAL))
    for place, count, households, note in places:
        yield Figure(
            place=place,
            period=CENSUS_DAY,
            value=100 * count / households,
            count=count,
            denominator=households,
            release=release,
            note=note,
        )
