"""Compares every deprivation figure of Luton's pack with the publishers' files, read again by other code."""

import csv
import json
from collections import Counter

import pytest

from tests.definitions import published
from tests.definitions.published import ROOT, SHARED, needs_sources

pytestmark = needs_sources
PACK = ROOT / "definitions" / "packs" / "luton"
COLUMNS = ("average-rank", "average-score", "most-deprived-tenth", "extent", "local-concentration")
DOMAINS = ("income", "employment", "education", "health", "crime", "housing", "environment")
WEIGHTS = (0.225, 0.225, 0.135, 0.135, 0.093, 0.093, 0.093)


def read(name: str, edition: str) -> list[dict[str, str]]:
    with (PACK / name).open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["edition"] == edition]


def compare_authorities(edition: str, source: dict[str, tuple], authorities: int):
    rows = {(row["place"], row["column"]): row for row in read("deprivation_authorities.csv", edition)}

    assert len(source) == authorities
    assert len(rows) == authorities * len(COLUMNS)
    for place, row in source.items():
        for position, column in enumerate(COLUMNS):
            mine = rows[place, column]
            assert mine["name"] == row[1].strip()
            assert float(mine["value"]) == pytest.approx(float(row[2 + 2 * position]), rel=1e-12, abs=1e-9)
            assert int(mine["rank"]) == int(row[3 + 2 * position])
    return rows


def test_authorities_of_2019_are_as_published_and_luton_is_70th_and_52nd():
    file = "imd/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx"
    source = {row[0]: row for row in published.sheet(file, 1)[1:] if row[0]}

    rows = compare_authorities("iod2019", source, 317)

    assert rows["E06000032", "average-score"]["rank"] == "70"
    assert rows["E06000032", "average-rank"]["rank"] == "52"


def test_authorities_of_2025_are_as_published_and_luton_is_45th_and_33rd():
    source = {row[0]: tuple(row) for row in published.cells("imd/imd2025_england_ltla24.csv")}

    rows = compare_authorities("iod2025", source, 296)

    assert rows["E06000032", "average-score"]["rank"] == "45"
    assert rows["E06000032", "average-rank"]["rank"] == "33"


def test_neighbourhoods_of_2019_are_as_published():
    rows = {row["place"]: row for row in read("deprivation_neighbourhoods.csv", "iod2019")}
    luton = "E06000032"
    index = {
        row[0]: row[4:6]
        for row in published.sheet("imd/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx", 1)
        if row[2] == luton
    }
    domains = {
        row[0]: row[7::2]
        for row in published.cells("imd/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz")
        if row[2] == luton
    }
    people = {
        row[0]: row[4]
        for row in published.sheet("imd/File_6_-_IoD2019_Population_Denominators.xlsx", 1)
        if row[2] == luton
    }
    transformed = {
        row[0]: row[4:11]
        for row in published.sheet("imd/File_9_-_IoD2019_Transformed_Scores.xlsx", 1)
        if row[2] == luton
    }

    assert len(index) == 121
    assert rows.keys() == index.keys() == domains.keys() == people.keys() == transformed.keys()
    for place, row in rows.items():
        assert (int(row["rank"]), int(row["decile"])) == tuple(map(int, index[place])), place
        assert [row[domain] for domain in DOMAINS] == list(domains[place]), place
        assert int(row["population"]) == int(people[place]), place
        score = sum(weight * float(value) for weight, value in zip(WEIGHTS, transformed[place], strict=True))
        assert float(row["score"]) == pytest.approx(score, abs=0.0005 + 1e-9), place


def test_scores_of_2019_weighted_by_people_give_the_published_average():
    rows = read("deprivation_neighbourhoods.csv", "iod2019")

    people = sum(int(row["population"]) for row in rows)
    mean = sum(float(row["score"]) * int(row["population"]) for row in rows) / people

    assert mean == pytest.approx(25.908, abs=0.001)


def test_neighbourhoods_of_2025_are_as_published():
    rows = {row["place"]: row for row in read("deprivation_neighbourhoods.csv", "iod2025")}
    inside = {row[0] for row in published.cells("census2021/luton_household_overcrowding21_lsoa21.csv")}
    index = {row[0]: row for row in published.cells("imd/imd2025_england_lsoa21.csv.gz") if row[0] in inside}
    people: Counter[str] = Counter()
    for code, _, _, residents in published.cells("population/census21_pop_lsoa21.csv.gz"):
        people[code] += int(residents)

    assert len(inside) == 125
    assert rows.keys() == index.keys()
    for place, row in rows.items():
        source = index[place]
        assert row["decile"] == source[1], place
        assert [row[domain] for domain in DOMAINS] == source[2:9], place
        assert row["rank"] == source[9], place
        assert float(row["score"]) == pytest.approx(float(source[17]), abs=1e-9), place
        assert int(row["population"]) == people[place], place


def test_each_neighbourhood_has_a_tile_of_its_own_near_where_it_lies():
    for edition, vintage in (("iod2019", "11"), ("iod2025", "21")):
        rows = read("deprivation_neighbourhoods.csv", edition)
        tiles = {row["place"]: (int(row["tile_column"]), int(row["tile_row"])) for row in rows}
        shapes = json.loads((SHARED / f"boundaries/luton_lsoa{vintage}.geojson").read_text())["features"]
        middle = {shape["properties"][f"lsoa{vintage}_code"]: rough_middle(shape) for shape in shapes}
        eastwards = sorted(tiles, key=lambda place: middle[place][0])
        northwards = sorted(tiles, key=lambda place: middle[place][1])

        assert len(set(tiles.values())) == len(tiles)
        assert min(map(min, tiles.values())) >= 0
        assert max(column for column, _ in tiles.values()) < 16
        third = len(tiles) // 3
        assert mean_of(tiles, eastwards[:third], 0) + 4 < mean_of(tiles, eastwards[-third:], 0)
        assert mean_of(tiles, northwards[-third:], 1) + 4 < mean_of(tiles, northwards[:third], 1)


def rough_middle(shape: dict) -> tuple[float, float]:
    points: list[tuple[float, float]] = []

    def collect(part):
        if isinstance(part[0], float):
            points.append((part[0], part[1]))
        else:
            for inner in part:
                collect(inner)

    collect(shape["geometry"]["coordinates"])
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def mean_of(tiles: dict, places: list[str], axis: int) -> float:
    return sum(tiles[place][axis] for place in places) / len(places)
