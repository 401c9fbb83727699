import csv
import gzip

import numpy as np
import pytest

import fairplace.equity as eq
from tests.equity.vectors import FOLDER

DATA = FOLDER.parent / "data"
needs_downloads = pytest.mark.skipif(not DATA.is_dir(), reason="The real downloads are not on this machine.")
# A stays, B splits into C and D, E and F merge into G, H and I are redrawn as J and K.
OLD = ("A", "B", "B", "E", "F", "H", "H", "I")
NEW = ("A", "C", "D", "G", "G", "J", "K", "K")
CHANGE = ("U", "S", "S", "M", "M", "X", "X", "X")
PEOPLE = {"C": 30, "D": 10, "J": 20, "K": 60}


def test_a_split_area_is_shared_as_its_people_are():
    walk = eq.crosswalk(OLD, NEW, CHANGE, people=PEOPLE)

    assert walk.shares.tolist() == [1, 0.75, 0.25, 1, 1, 0.25, 0.75, 1]
    assert walk.weighed_by == "people"
    assert walk.sources == ("A", "B", "E", "F", "H", "I")
    assert walk.targets == ("A", "C", "D", "G", "J", "K")


def test_what_changed_is_worked_out_where_nobody_says():
    assert eq.crosswalk(OLD, NEW, people=PEOPLE).changes == CHANGE


def test_where_nothing_is_divided_nobody_need_be_counted():
    assert eq.crosswalk(["A", "E", "F"], ["A", "G", "G"]).weighed_by == "whole areas"


@pytest.mark.parametrize(
    ("arguments", "people", "said"),
    [
        (((), ()), None, "A lookup has as many old codes as new ones, and one or more."),
        ((("A",), ("A", "B")), None, "A lookup has as many old codes"),
        ((("A", "A"), ("A", "A")), None, "A lookup names each pair of an old and a new area once."),
        ((OLD, NEW, CHANGE), None, "B was divided. Give how many people live in each new area"),
        ((OLD, NEW, CHANGE), {"C": 1}, "How many people live in D is not given"),
        ((OLD, NEW, CHANGE), PEOPLE | {"C": -1}, "How many people live in C is not given"),
        ((OLD, NEW, CHANGE), PEOPLE | {"C": 0, "D": 0}, "Nobody lives in the parts of B"),
        ((("A",), ("A",), ("Q",)), None, "“Q” says no change we know; there are U, S, M, X."),
        ((OLD, NEW, ("U",) * 8), PEOPLE, "The lookup calls B unchanged, and its own rows say otherwise."),
        (
            (("E", "F"), ("G", "G"), ("S", "S")),
            None,
            "The lookup calls E split, and its own rows say otherwise.",
        ),
    ],
)
def test_a_lookup_that_cannot_be_used_is_refused(arguments, people, said):
    with pytest.raises(eq.NotComputable) as refusal:
        eq.crosswalk(*arguments, people=people)

    assert str(refusal.value).startswith(said)


@pytest.fixture(scope="module")
def neighbourhoods():
    """Return the lookup of all neighbourhoods of England and Wales, with people of 2021 by new code."""
    with gzip.open(DATA / "geography/lookup_lsoa11_lsoa21_ltla22.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    people = {}
    with gzip.open(DATA / "population/census21_pop_lsoa21.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            people[row["lsoa21_code"]] = people.get(row["lsoa21_code"], 0) + int(row["usual_residents"])
    return rows, people


@needs_downloads
def test_the_changes_worked_out_are_those_of_the_statistics_office(neighbourhoods):
    rows, people = neighbourhoods
    old, new = [row["lsoa11_code"] for row in rows], [row["lsoa21_code"] for row in rows]

    walk = eq.crosswalk(old, new, people=people)

    assert walk.changes == tuple(row["change_code"] for row in rows)


@needs_downloads
def test_no_person_is_lost_between_real_boundaries(neighbourhoods):
    rows, people = neighbourhoods
    columns = [[row[name] for row in rows] for name in ("lsoa11_code", "lsoa21_code", "change_code")]
    walk = eq.crosswalk(*columns, people=people)
    with gzip.open(DATA / "population/population20_lsoa11.csv.gz", "rt", encoding="utf-8") as file:
        before = {row["lsoa11_code"]: int(row["total_population"]) for row in csv.DictReader(file)}

    carried = eq.apportion([before[code] for code in walk.sources], walk.sources, walk)

    assert carried.values.sum() == pytest.approx(sum(before[code] for code in walk.sources))
    assert {how: carried.how.count(how) for how in set(carried.how)} == {
        "measured": 33766,
        "apportioned": 1906,
    }
    # Luton 018B, 1,861 people of mid-2020, was split in two.
    luton = dict(zip(carried.codes, zip(carried.values, carried.how, strict=True), strict=True))
    assert luton["E01033801"][0] + luton["E01033802"][0] == pytest.approx(before["E01015741"])
    assert luton["E01033801"][1] == "apportioned"


def test_shares_are_numbers_in_an_array():
    assert isinstance(eq.crosswalk(["A"], ["B"]).shares, np.ndarray)
