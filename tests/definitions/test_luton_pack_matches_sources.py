"""Compares every figure of the packs with the publishers' files, read again by other code."""

import csv
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.definitions import published
from tests.definitions.published import ROOT, needs_sources

pytestmark = needs_sources
PACKS = ROOT / "definitions" / "packs"
LOCAL_STATISTICS = {
    "anxiety": ("personal-wellbeing-estimates", "Anxiety"),
    "children-low-income-after-housing": (
        "children-in-relative-poverty",
        "Children in relative poverty after housing costs",
    ),
    "children-low-income-before-housing": (
        "children-in-relative-poverty",
        "Children in relative poverty before housing costs",
    ),
    "early-years-communication": ("early-years", "Communication and language"),
    "early-years-literacy": ("early-years", "Literacy"),
    "employment-rate": ("employment-rate", "Employment rate"),
    "gcse-english-maths-by-19": ("gcses-in-english-and-maths", "GCSEs in English and Maths"),
    "greenhouse-gas-per-head": ("greenhouse-gas-emissions", "Greenhouse gas emissions"),
    "housing-affordability": ("housing-affordability-ratio", "Housing affordability ratio (residence-based)"),
    "life-satisfaction": ("personal-wellbeing-estimates", "Satisfaction"),
    "no-qualifications": ("qualifications-none-gb", "No qualifications"),
    "obesity-adults": ("adult-obesity-prevalence", "Adult obesity prevalence"),
    "persistent-absence": ("persistent-absences-for-all-pupils", "Persistent absences for all pupils"),
    "smoking-adults": ("cigarette-smokers", "Cigarette smokers"),
    "unemployment-modelled": ("modelled-unemployment", "Modelled unemployment rate"),
    "weekly-pay-median": ("gross-median-weekly-pay", "Gross median weekly pay"),
}
FREE_MEALS = (
    "persistent-absences-for-pupils-eligible-for-free-school-meals",
    "Persistent absences for pupils eligible for free school meals",
)
HEALTH_INDEX = {
    "active-adults": "Physical activity",
    "fine-particles": "Air pollution",
    "infant-mortality": "Infant mortality",
    "life-expectancy-persons": "Life expectancy",
    "low-birth-weight": "Low birth weight",
    "overcrowding-modelled": "Household overcrowding",
    "self-harm-admissions": "Self-harm",
    "vaccination-children": "Child vaccination coverage",
    "young-people-in-education-or-work": "Young people in education, employment and apprenticeships",
}
CENSUS = {
    "overcrowding-census": ("household_overcrowding21", ("+2", "+1", "0 ")),
    "household-deprivation-census": ("household_deprivation21", ("Household is not",)),
}
OTHERS = {
    "fuel-poverty",
    "healthy-life-expectancy",
    "residents-by-age",
    "residents-by-sex",
    "temporary-accommodation",
}


def read_figures(pack: str, indicator: str) -> list[dict[str, str]]:
    with (PACKS / pack / "figures" / f"{indicator}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def packs_with(indicators) -> list[tuple[str, str]]:
    return [
        (file.parts[-3], file.stem)
        for file in sorted(PACKS.glob("*/figures/*.csv"))
        if file.stem in set(indicators)
    ]


@cache
def shown_places(pack: str) -> set[str]:
    about = yaml.safe_load((PACKS / pack / "pack.yaml").read_text(encoding="utf-8"))
    return {about["place"], *(entry["place"] for entry in about["comparators"])}


def same(written: str, expected: str | float) -> bool:
    """Return whether two numbers agree to nine decimals; an empty cell equals only an empty one."""
    if written == "" or expected == "":
        return written == expected
    return float(written) == pytest.approx(float(expected), rel=1e-12, abs=1e-9)


def test_every_file_of_figures_is_compared_here():
    known = {*LOCAL_STATISTICS, *HEALTH_INDEX, *CENSUS, *OTHERS}

    assert {file.stem for file in PACKS.glob("*/figures/*.csv")} == known


@pytest.mark.parametrize(("pack", "indicator"), packs_with(LOCAL_STATISTICS))
def test_local_statistics_are_as_published_and_complete(pack, indicator):
    rows = read_figures(pack, indicator)
    sources = {"": LOCAL_STATISTICS[indicator], "eligible-in-past-six-years": FREE_MEALS}

    for subgroup in {row["subgroup"] for row in rows}:
        file, series = sources[subgroup]
        expected = {
            (area, first): numbers
            for (name, area, first), numbers in published.local_statistics(file).items()
            if name == series and area in shown_places(pack)
        }
        mine = {(row["place"], row["from"]): row for row in rows if row["subgroup"] == subgroup}
        assert mine.keys() == expected.keys()
        for key, numbers in expected.items():
            written = (mine[key]["value"], mine[key]["lower"], mine[key]["upper"])
            assert all(map(same, written, numbers)), (key, written, numbers)


@pytest.mark.parametrize(("pack", "indicator"), packs_with(HEALTH_INDEX))
def test_health_index_is_as_published_and_repeated_values_are_flagged(pack, indicator):
    rows = {(row["place"], int(row["period"])): row for row in read_figures(pack, indicator)}

    expected = {
        (area, year): (value, values.get(year - 1) == value)
        for (name, area), values in published.health_index().items()
        if name == HEALTH_INDEX[indicator] and area in shown_places(pack)
        for year, value in values.items()
    }
    assert rows.keys() == expected.keys()
    for key, (value, repeats) in expected.items():
        assert same(rows[key]["value"], value), key
        assert rows[key]["flag"] == ("carried-forward" if repeats else ""), key


@pytest.mark.parametrize(("pack", "indicator"), packs_with(["healthy-life-expectancy"]))
def test_healthy_life_is_as_published(pack, indicator):
    rows = {(r["place"], r["period"], r["subgroup"]): r["value"] for r in read_figures(pack, indicator)}

    expected = {
        (row[0], row[2], row[7].lower()): row[3]
        for row in published.cells("fingertips/trafford_healthy_life_expectancy_at_birth.csv.gz")
        if row[0] in shown_places(pack)
    }
    assert rows.keys() == expected.keys()
    assert all(same(rows[key], expected[key]) for key in expected)


def test_fuel_poverty_is_as_published():
    rows = {row["place"]: row for row in read_figures("luton", "fuel-poverty")}
    workbook = "housing/sub-regional-fuel-poverty-2022-tables.xlsx"

    places = {row[0]: row[4:7] for row in published.sheet(workbook, 5) if row[0] in shown_places("luton")}
    neighbourhoods = {row[0]: row[5:8] for row in published.sheet(workbook, 6) if row[2] == "E06000032"}
    assert len(neighbourhoods) == 121
    assert rows.keys() == places.keys() | neighbourhoods.keys()
    for place, (households, poor, percent) in (places | neighbourhoods).items():
        assert same(rows[place]["denominator"], households), place
        assert same(rows[place]["count"], poor), place
        assert same(rows[place]["value"], percent), place


@pytest.mark.parametrize(("pack", "indicator"), packs_with(["temporary-accommodation"]))
def test_temporary_accommodation_is_as_published(pack, indicator):
    rows = {row["place"]: row for row in read_figures(pack, indicator)}

    assert rows.keys() == shown_places(pack)
    for place, row in rows.items():
        households, thousands, rate = published.temporary_accommodation()[place][:3]
        assert same(row["count"], households), place
        assert same(row["denominator"], float(thousands) * 1000), place
        assert same(row["value"], rate), place


@pytest.mark.parametrize(("pack", "indicator"), packs_with(CENSUS))
def test_census_shares_are_what_the_other_answers_leave(pack, indicator):
    rows = {row["place"]: row for row in read_figures(pack, indicator)}
    table, well_off = CENSUS[indicator]
    # Overcrowding: code, households, answer, number, share. Deprivation has the same order.
    cells = published.cells(f"census2021/luton_{table}_lsoa21.csv")

    left = {row[0]: 1.0 for row in cells}
    for code, _, answer, _, share in cells:
        left[code] -= float(share) if answer.startswith(well_off) else 0
    households = {row[0]: int(row[1]) for row in cells}
    total = sum(left[code] * households[code] for code in left)
    left["E06000032"] = total / sum(households.values())
    households["E06000032"] = sum(households.values())
    assert len(left) == 126
    assert rows.keys() == left.keys()
    for place, share in left.items():
        assert same(rows[place]["value"], 100 * share), place
        assert float(rows[place]["count"]) == pytest.approx(share * households[place], abs=1e-6), place
        assert same(rows[place]["denominator"], households[place]), place


@pytest.mark.parametrize(
    ("place", "districts"), [("E06000032", ("E06000032",)), ("E92000001", ("E06", "E07", "E08", "E09"))]
)
def test_residents_are_as_published_and_england_is_the_sum_of_its_districts(place, districts):
    ages = {
        r["subgroup"]: r["value"] for r in read_figures("luton", "residents-by-age") if r["place"] == place
    }
    sexes = {
        r["subgroup"]: r["value"] for r in read_figures("luton", "residents-by-sex") if r["place"] == place
    }

    # Ages: code, name, everybody, then 0 to 90 and over. Sexes: code, everybody, women, men.
    cells = published.cells("population/population20_ltla21.csv.gz")
    counts = [row[2:] for row in cells if row[0].startswith(districts)]
    everybody, *single = (sum(map(int, column)) for column in zip(*counts, strict=True))
    bands = [sum(single[first : first + 5]) for first in range(0, 90, 5)] + [single[90]]
    asked = published.cells("population/age_gender21_ltla21_ew.csv")
    women, men = (sum(int(row[column]) for row in asked if row[0].startswith(districts)) for column in (2, 3))
    assert len(single) == 91
    assert list(map(int, ages.values())) == [everybody, *bands]
    assert {sex: int(people) for sex, people in sexes.items()} == {"men": men, "women": women}


def test_figures_name_the_release_of_their_own_file():
    for file in PACKS.glob("*/figures/*.csv"):
        for row in read_figures(file.parts[-3], file.stem):
            if file.stem in HEALTH_INDEX:
                assert row["release"] == "health-index-2021"
            elif file.stem in LOCAL_STATISTICS and not row["subgroup"]:
                assert row["release"] == f"els-{LOCAL_STATISTICS[file.stem][0]}"


def test_packs_ship_nothing_whose_licence_forbids_it():
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(Path(PACKS).rglob("*.*ml")))

    assert not any(name in text for name in ("End Child Poverty", "Local Needs", "PHEindicatormethods"))
