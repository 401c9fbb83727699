from datetime import date

import pytest

from fairplace.town.places.models import AuthorityRank, DeprivationEdition, Lookup, NeighbourhoodRank, Place
from fairplace.town.places.operations import save_deprivation, save_lookups, save_places, save_town
from tests.factories import make_place

pytestmark = pytest.mark.django_db

ENGLAND = {
    "code": "E92000001",
    "name": "England",
    "kind": "country",
    "vintage": "",
    "friendly_name": "",
    "parent": "",
}
TESTHAM = {**ENGLAND, "code": "E06000001", "name": "Testham", "kind": "authority", "parent": "E92000001"}
TOWN = {
    "slug": "testham",
    "name": "Testham",
    "title": "Testham, a town",
    "promise": "Nobody poor.",
    "promise_by": 2040,
    "pack_edition": "1",
    "updated_on": date(2026, 1, 1),
}


def test_a_place_may_stand_before_the_one_it_lies_in():
    assert save_places([TESTHAM, ENGLAND]) == 2

    assert [(one.name, one.parent and one.parent.name) for one in Place.objects.order_by("name")] == [
        ("England", None),
        ("Testham", "England"),
    ]


def test_a_place_saved_again_is_changed_not_added():
    save_places([ENGLAND, TESTHAM])
    before = Place.objects.get(code="E06000001").pk

    save_places([ENGLAND, {**TESTHAM, "friendly_name": "Old Town"}])

    place = Place.objects.get(code="E06000001")
    assert (place.pk, str(place), place.parent.name) == (before, "Old Town (Testham)", "England")
    assert Place.objects.count() == 2


def test_lookups_are_changed_in_their_vintage():
    make_place()
    ward = {"place": "E06000001", "kind": "ward", "code": "E05000001", "name": "Central", "vintage": "2022"}
    save_lookups([ward])

    assert save_lookups([{**ward, "name": "Centre"}, {**ward, "vintage": "2024"}]) == 2

    assert [(one.vintage, one.name) for one in Lookup.objects.order_by("vintage")] == [
        ("2022", "Centre"),
        ("2024", "Central"),
    ]


def save(slug="testham", place="E06000001", compared=()):
    return save_town(
        place=place,
        values={**TOWN, "slug": slug},
        comparators=[{"place": code, "role": "country", "why": "Whole."} for code in compared],
    )


def test_the_first_town_stands_at_the_front_and_stays_there():
    make_place()
    make_place("E06000002", "Otherham")

    first, second = save(), save("other", "E06000002")

    assert (first.is_default, second.is_default) == (True, False)
    assert (save().is_default, save("other", "E06000002").is_default) == (True, False)


def test_the_places_beside_a_town_are_those_of_the_last_pack_in_its_order():
    make_place()
    for code, name in (("E92000001", "England"), ("W92000004", "Wales"), ("S92000003", "Scotland")):
        make_place(code, name, "country")
    save(compared=["E92000001", "W92000004"])

    town = save(compared=["S92000003", "E92000001"])

    assert [(one.position, one.place.name) for one in town.comparators.all()] == [
        (1, "Scotland"),
        (2, "England"),
    ]


EDITION = {
    "code": "iod2019",
    "name": "Indices of Deprivation 2019",
    "short": "IoD 2019",
    "authorities": 317,
    "neighbourhoods_in_england": 32844,
}
AUTHORITY = {
    "edition": "iod2019",
    "place": "E06000001",
    "name": "Testham",
    "column": "average-score",
    "value": 25.9,
    "rank": 70,
    "dataset": "File 10",
    "note": "",
}
NEIGHBOURHOOD = {
    "edition": "iod2019",
    "place": "E01000001",
    "score": 60.1,
    "rank": 100,
    "decile": 1,
    "population": 1500,
    "tile_column": 0,
    "tile_row": 0,
    "note": "",
    "income": 1,
    "employment": 2,
    "education": None,
    "health": None,
    "crime": None,
    "housing": None,
    "environment": 4,
}


def test_deprivation_saved_again_is_changed_not_added():
    make_place("E01000001", "Testham 001A", "neighbourhood", make_place())
    for rank, decile in ((70, 1), (71, 2)):
        count = save_deprivation(
            editions=[EDITION],
            authority_ranks=[{**AUTHORITY, "rank": rank}],
            neighbourhood_ranks=[{**NEIGHBOURHOOD, "decile": decile}],
        )
        assert count == 2

    assert DeprivationEdition.objects.get().name == "Indices of Deprivation 2019"
    assert [one.rank for one in AuthorityRank.objects.all()] == [71]
    [neighbourhood] = NeighbourhoodRank.objects.all()
    assert (neighbourhood.decile, neighbourhood.domains) == (
        2,
        {"income": 1, "employment": 2, "environment": 4},
    )


def test_a_place_that_lies_in_no_other_any_more_is_let_go():
    save_places([ENGLAND, TESTHAM])

    save_places([ENGLAND, {**TESTHAM, "parent": ""}])

    assert Place.objects.get(code="E06000001").parent is None
