"""Layers of areas, and counts carried between them."""

import pytest

from fairplace.town.places.queries.geography import get_geography
from fairplace.town.places.rules.carrying import carry, find_walk, homes_of
from fairplace.town.places.rules.layer import year_of
from tests.factories import make_geography, make_place, make_town

pytestmark = pytest.mark.django_db
OLD = ("a", "b", "c", "d", "e", "f")


@pytest.fixture
def town():
    return make_town()


def numbers_of(places, names=OLD, counted=10):
    return {places[name].code: (counted, 100) for name in names}


def test_each_vintage_has_its_own_neighbourhoods_and_wards(town):
    places = make_geography(town)

    found = get_geography(town=town)

    assert {name: len(codes) for name, codes in found.members.items()} == {"LSOA 2011": 6, "LSOA 2021": 7}
    assert [(one.vintage, one.base, dict(one.names)) for one in found.list_layers("ward")] == [
        ("WD 2024", "LSOA 2021", {"E05000011": "North", "E05000012": "South"}),
        ("WD 2021", "LSOA 2011", {"E05000001": "North", "E05000002": "South"}),
    ]
    assert found.find_area("ward", "E05000001").parts_of("E05000001") == sorted(
        places[name].code for name in "abc"
    )
    assert found.find_area("ward", "E05999999") is None


def test_a_layer_is_found_by_its_vintage_then_by_its_base_then_the_newest(town):
    make_geography(town)
    found = get_geography(town=town)

    assert found.find_layer("ward", "wd-2021", base="LSOA 2021").vintage == "WD 2021"
    assert found.find_layer("ward", base="LSOA 2011").vintage == "WD 2021"
    assert found.find_layer("ward", "nonsense").vintage == "WD 2024"
    assert found.find_layer("msoa") is None


def test_a_lookup_that_leaves_a_neighbourhood_out_makes_no_layer(town):
    places = make_geography(town)
    places["a"].lookups.filter(vintage="WD 2024").delete()

    assert [one.vintage for one in get_geography(town=town).list_layers("ward")] == ["WD 2021"]


def test_without_ranks_the_newer_neighbourhoods_are_told_by_how_they_came_to_be(town):
    places = make_geography(town)
    for one in places.values():
        one.neighbourhood_ranks.all().delete()

    assert len(get_geography(town=town).members["LSOA 2021"]) == 7


def test_a_vintage_without_a_year_is_the_oldest():
    assert year_of("WD 2024") == 2024
    assert year_of("wards") == 0


def test_figures_stand_on_the_vintage_that_they_are_all_of(town):
    places = make_geography(town)
    found = get_geography(town=town)

    assert found.find_vintage([places[name].code for name in OLD]) == "LSOA 2011"
    assert found.find_vintage([places[name].code for name in ("a", "c1")]) == "LSOA 2021"
    assert found.find_vintage([places[name].code for name in ("c", "c1")]) == ""


def test_counts_on_their_own_boundaries_are_added_up_by_best_fit(town):
    places = make_geography(town)
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", "wd-2021")

    found = carry(numbers_of(places), geography=geography, base=layer.base, homes=homes_of(layer))

    assert {code: (one.numbers, one.is_apportioned) for code, one in found.items()} == {
        "E05000001": ((30, 300), False),
        "E05000002": ((30, 300), False),
    }


def test_counts_of_what_was_split_are_shared_out_by_people_and_marked(town):
    places = make_geography(town)
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", "wd-2024")

    found = carry(numbers_of(places), geography=geography, base=layer.base, homes=homes_of(layer))

    assert {code: (one.numbers, one.is_apportioned) for code, one in found.items()} == {
        "E05000011": ((26, 260), True),
        "E05000012": (pytest.approx((34, 340)), True),
    }


def test_what_was_split_and_lies_whole_in_an_area_is_not_apportioned(town):
    places = make_geography(town)
    geography = get_geography(town=town)
    homes = {places[name].code: {"here": 1.0} for name in ("c1", "c2")}

    found = carry(numbers_of(places), geography=geography, base="LSOA 2021", homes=homes)

    assert (found["here"].numbers, found["here"].is_apportioned) == ((10, 100), False)


def test_where_nobody_knows_the_shares_no_figure_is_carried(town):
    places = make_geography(town, changed="X")
    geography = get_geography(town=town)
    homes = {places[name].code: {name: 1.0} for name in ("a", "c1")}

    found = carry(numbers_of(places), geography=geography, base="LSOA 2021", homes=homes)

    assert found.keys() == {"a"}


def test_unknown_shares_do_not_matter_where_all_parts_lie_in_one_area(town):
    places = make_geography(town, changed="X")
    geography = get_geography(town=town)
    homes = {places[name].code: {"here": 1.0} for name in ("c1", "c2")}

    found = carry(numbers_of(places), geography=geography, base="LSOA 2021", homes=homes)

    assert found["here"].numbers == (10, 100)


def test_backwards_what_was_split_is_whole_again(town):
    places = make_geography(town)
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", "wd-2021")
    numbers = numbers_of(places, ("a", "b", "c1", "c2", "d", "e", "f"))

    found = carry(numbers, geography=geography, base=layer.base, homes=homes_of(layer))

    assert {code: (one.numbers, one.is_apportioned) for code, one in found.items()} == {
        "E05000001": ((40, 400), False),
        "E05000002": ((30, 300), False),
    }


def test_backwards_what_was_merged_is_known_to_nobody(town):
    places = make_geography(town)
    places["a"].successors.all().delete()
    places["a"].successors.create(after=places["b"], change="M", weight=1)
    for ranks in (places["a"].neighbourhood_ranks, places["a"].lookups):
        ranks.filter(
            **{"edition__code": "iod2025"} if ranks.model.__name__ == "NeighbourhoodRank" else {}
        ).delete()
    geography = get_geography(town=town)
    newer = sorted(geography.members["LSOA 2021"])

    walk = find_walk(geography, start="LSOA 2021", end="LSOA 2011")

    assert len(newer) == 6
    assert {source: str(share) for source, share in walk[places["b"].code].items()} == {
        places["a"].code: "nan",
        places["b"].code: "nan",
    }


def test_an_area_with_a_neighbourhood_without_a_number_has_no_sum(town):
    places = make_geography(town)
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", "wd-2021")
    numbers = numbers_of(places, ("b", "c", "d", "e", "f"))

    found = carry(numbers, geography=geography, base=layer.base, homes=homes_of(layer))

    assert found.keys() == {"E05000002"}


def test_nothing_is_carried_where_no_lookup_is_loaded(town):
    places = make_geography(town)
    places["c"].successors.all().delete()
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", "wd-2024")

    assert carry(numbers_of(places), geography=geography, base=layer.base, homes=homes_of(layer)) == {}
    assert carry({}, geography=geography, base=layer.base, homes=homes_of(layer)) == {}


def test_nothing_is_carried_into_no_areas(town):
    places = make_geography(town)

    assert carry(numbers_of(places), geography=get_geography(town=town), base="LSOA 2011", homes={}) == {}


def test_a_town_without_neighbourhoods_has_no_layers(town):
    make_place("E92000001", "England", "country")

    found = get_geography(town=town)

    assert (found.layers, found.vintages) == ((), [])


def test_the_slow_twin_agrees(town):
    """Sum by hand, neighbourhood by neighbourhood, what carry() does with matrices."""
    places = make_geography(town)
    geography = get_geography(town=town)
    layer = geography.find_layer("ward", "wd-2024")
    numbers = {places[name].code: (7 * n, 100 + n) for n, name in enumerate(OLD)}

    slow: dict[str, list[float]] = {}
    for step in geography.steps:
        sums = slow.setdefault(layer.home[step.after], [0.0, 0.0])
        for at in (0, 1):
            sums[at] += numbers[step.before][at] * step.weight

    found = carry(numbers, geography=geography, base=layer.base, homes=homes_of(layer))
    assert {code: one.numbers for code, one in found.items()} == {
        code: pytest.approx(tuple(sums)) for code, sums in slow.items()
    }
