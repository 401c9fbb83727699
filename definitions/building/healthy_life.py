"""Takes healthy life expectancy by sex from the copy that Trafford Data Lab took from Fingertips."""

from collections.abc import Collection, Iterator

from building.figures import Figure
from building.periods import years_pooled
from building.sources import Sources

FILE = "fingertips/trafford_healthy_life_expectancy_at_birth.csv.gz"


def read_healthy_life(sources: Sources, places: Collection[str]) -> Iterator[Figure]:
    for row in sources.rows(FILE, "area_code", "period", "value", "group"):
        if row["area_code"] in places and row["value"]:
            yield Figure(
                place=row["area_code"],
                period=years_pooled(row["period"]),
                value=float(row["value"]),
                dimension="sex",
                subgroup=row["group"].lower(),
                release="fingertips-healthy-life-2016-18",
            )
