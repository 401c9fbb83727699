"""Takes figures from the ONS Health Index, and marks those that repeat the year before."""

from collections.abc import Collection, Iterator

from building.figures import Figure
from building.periods import calendar_year
from building.sources import BrokenSource, Sources

SERIES = {
    "life-expectancy-persons": "Life expectancy",
    "infant-mortality": "Infant mortality",
    "low-birth-weight": "Low birth weight",
    "vaccination-children": "Child vaccination coverage",
    "young-people-in-education-or-work": "Young people in education, employment and apprenticeships",
    "self-harm-admissions": "Self-harm",
    "active-adults": "Physical activity",
    "overcrowding-modelled": "Household overcrowding",
    "fine-particles": "Air pollution",
}
REPEATED = "The same as the year before in every decimal: the index repeats one year for another."


def read_series(sources: Sources, name: str, places: Collection[str]) -> Iterator[Figure]:
    """Yield a series' figures for these places; a value equal to the year before is flagged."""
    rows = sources.rows(
        "ons_health_index/england_health_index_indicators.csv.gz", "ltla21_code", "year", "indicator", "value"
    )
    mine = [row for row in rows if row["indicator"] == name and row["ltla21_code"] in places and row["value"]]
    if not mine:
        raise BrokenSource(f"The Health Index file has no rows named {name} for the places of this pack.")
    before: dict[str, str] = {}
    for row in sorted(mine, key=lambda row: (row["ltla21_code"], int(row["year"]))):
        repeats = before.get(row["ltla21_code"]) == row["value"]
        before[row["ltla21_code"]] = row["value"]
        yield Figure(
            place=row["ltla21_code"],
            period=calendar_year(int(row["year"])),
            value=float(row["value"]),
            flag="carried-forward" if repeats else "",
            release="health-index-2021",
            note=REPEATED if repeats else "",
        )
