"""Takes who lives in a town, by age and by sex, and adds up England from its districts."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from building.figures import Figure, Period
from building.sources import BrokenSource, Sources

ENGLAND = "E92000001"
MIDDLE_OF_2020 = Period("2020", date(2020, 6, 30), date(2020, 6, 30))
CENSUS_DAY = Period("2021", date(2021, 3, 21), date(2021, 3, 21))
OLDEST = 90
ADDED_UP = "Added up here from the districts of England."


def read_ages(sources: Sources, authority: str) -> Iterator[Figure]:
    """Yield people by bands of five years, of the town and of England."""
    names = ["ltla21_code", "total_population", *map(str, range(OLDEST)), "90+"]
    rows = sources.rows("population/population20_ltla21.csv.gz", *names)
    for place, found in _both(rows, authority):
        bands: Counter[str] = Counter()
        for row in found:
            for age in [*range(OLDEST), OLDEST]:
                bands[_band(age)] += int(row[str(age) if age < OLDEST else "90+"])
        everybody = sum(bands.values())
        if everybody != sum(int(row["total_population"]) for row in found):
            raise BrokenSource("population20_ltla21.csv.gz: the ages do not add up to everybody.")
        for band, people in (("", everybody), *sorted(bands.items())):
            yield _figure(place, MIDDLE_OF_2020, "age", band, people, "mid-2020-population")


def read_sexes(sources: Sources, authority: str) -> Iterator[Figure]:
    """Yield men and women. The ages of this file are left: they do not add up to everybody in it."""
    rows = sources.rows(
        "population/age_gender21_ltla21_ew.csv", "ltla21_code", "total_females", "total_males"
    )
    for place, found in _both(rows, authority):
        for sex, column in (("women", "total_females"), ("men", "total_males")):
            people = sum(int(row[column]) for row in found)
            yield _figure(place, CENSUS_DAY, "sex", sex, people, "census-2021-sex")


def _both(rows: list[dict[str, str]], authority: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    yield authority, [row for row in rows if row["ltla21_code"] == authority]
    yield ENGLAND, [row for row in rows if row["ltla21_code"].startswith("E0")]


def _band(age: int) -> str:
    first = age // 5 * 5
    return "90-and-over" if age >= OLDEST else f"{first:02d}-to-{first + 4:02d}"


def _figure(  # noqa: PLR0917 (private, and called in two places only)
    place: str, period: Period, dimension: str, group: str, people: int, release: str
) -> Figure:
    return Figure(
        place=place,
        period=period,
        value=people,
        dimension=dimension if group else "",
        subgroup=group,
        release=release,
        note=ADDED_UP if place == ENGLAND else "",
    )
