"""What must always be true of the data: each rule of the database is broken once here."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from fairplace.town.framework.models import Framework, Level, Succession
from fairplace.town.indicators.models import Dimension, Observation, Release, Subgroup
from fairplace.town.partners.models import Group
from fairplace.town.places.models import (
    Appointment,
    Area,
    AuthorityRank,
    BoundarySet,
    Comparator,
    ComparatorGroup,
    Lookup,
    NeighbourhoodRank,
    Town,
)
from fairplace.town.places.models import Succession as PlaceSuccession
from fairplace.town.reviews.models import Snapshot
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_person,
    make_place,
    make_recommendation,
    make_release,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused():
    def check(make):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()

    return check


def test_one_town_stands_at_the_front(refused):
    make_town()

    refused(lambda: make_town("other", "E06000002", "Otherham"))


def test_a_place_is_compared_once_and_in_order(refused):
    england, wales = make_place("E92000001", "England"), make_place("W92000004", "Wales")
    town = make_town(compared=[england])

    refused(lambda: Comparator.objects.create(town=town, place=england, role="country", position=2))
    refused(lambda: Comparator.objects.create(town=town, place=wales, role="country", position=1))


def test_a_role_is_held_once_in_a_town(refused):
    town = make_town()
    ada = make_person("Ada", town, "analyst")

    refused(lambda: Appointment.objects.create(person=ada, town=town, role="analyst"))


def test_a_place_lies_in_one_area_of_a_kind_and_vintage(refused):
    place = make_place()
    area = {"place": place, "kind": "ward", "vintage": "2022", "name": "Central"}
    Lookup.objects.create(code="E05000001", **area)

    refused(lambda: Lookup.objects.create(code="E05000002", **area))


def test_ranks_are_given_once_and_deciles_run_from_1_to_10(refused):
    town = make_town()
    edition = make_neighbourhoods(town, number=1)
    rank = {"edition": edition, "place": town.place, "name": "T", "column": "average-score", "rank": 1}
    AuthorityRank.objects.create(**rank)
    tile = {"score": 1, "rank": 1, "population": 1, "tile_column": 0, "tile_row": 0}

    refused(lambda: AuthorityRank.objects.create(**rank))
    refused(
        lambda: NeighbourhoodRank.objects.create(
            edition=edition, place=edition.neighbourhood_ranks.get().place, decile=1, **tile
        )
    )
    refused(lambda: NeighbourhoodRank.objects.create(edition=edition, place=town.place, decile=11, **tile))


def test_codes_of_a_framework_are_used_once_and_one_edition_is_current(refused):
    town = make_town()
    objective = make_objective(town)
    make_recommendation(objective)

    refused(lambda: Framework.objects.create(town=town, edition="2", title="T", vision="V", vision_plain="V"))
    refused(
        lambda: Framework.objects.create(
            town=town, edition="1", title="T", vision="V", vision_plain="V", is_current=False
        )
    )
    refused(lambda: make_objective(town))
    refused(lambda: make_recommendation(objective))
    refused(lambda: make_recommendation(objective, "M1"))


def test_levels_stand_in_order_and_hold_each_kind_once(refused):
    objective = make_objective(make_town())
    level = {"framework": objective.framework, "singular": "Aim", "plural": "Aims"}

    refused(lambda: Level.objects.create(position=objective.level.position, **level))
    refused(lambda: Level.objects.create(position=5, holds="objectives", **level))


def test_an_item_is_followed_by_others_each_once(refused):
    objective = make_objective(make_town())
    one, two = make_recommendation(objective), make_recommendation(objective, "R2")
    Succession.objects.create(before=one, after=two, how="merged")

    refused(lambda: Succession.objects.create(before=one, after=two, how="split"))
    refused(lambda: Succession.objects.create(before=one, after=one, how="split"))


def test_a_number_is_stored_once(refused):
    town = make_town()
    indicator = make_indicator()
    sex = Dimension.objects.create(code="sex", name="sex")
    female = Subgroup.objects.create(dimension=sex, code="female", name="female", position=1)
    make_observations(indicator, town.place, [1])
    make_observations(indicator, town.place, [1], subgroup=female)

    refused(lambda: make_observations(indicator, town.place, [2]))
    refused(lambda: make_observations(indicator, town.place, [2], subgroup=female))
    refused(lambda: Subgroup.objects.create(dimension=sex, code="female", name="f", position=2))


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": date(2021, 1, 1), "ends_on": date(2020, 12, 31)},
        {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 12, 31), "lower": 3, "upper": 2},
    ],
)
def test_periods_and_limits_stand_in_order(refused, wrong):
    own = {"indicator": make_indicator(), "place": make_place(), "period": "2020", "value": 1}

    refused(lambda: Observation.objects.create(release=make_release(), **own, **wrong))


def test_a_measure_is_named_once_and_a_gap_is_whole(refused):
    town = make_town()
    make_measure(town)

    refused(lambda: make_measure(town))
    refused(lambda: make_measure(town, "other", gap_indicator=make_indicator()))


def test_a_group_is_named_once_in_a_town(refused):
    town = make_town()
    group = {"town": town, "slug": "g", "name": "G", "kind": "board", "purpose": "P"}
    Group.objects.create(position=1, **group)

    refused(lambda: Group.objects.create(position=2, **group))


def test_codes_and_names_in_addresses_are_used_once(refused):
    town = make_town()
    make_neighbourhoods(town, number=0)
    make_indicator()
    make_release()
    Dimension.objects.create(code="sex", name="sex")

    refused(lambda: make_place("E06000001", "Twin"))
    refused(lambda: make_town("testham", "E06000002", "Otherham", is_default=False))
    refused(lambda: Town.objects.filter(pk=town.pk).update(slug=None))
    refused(lambda: make_neighbourhoods(town, number=0))
    refused(make_indicator)
    refused(lambda: Release.objects.create(code="release"))
    refused(lambda: Dimension.objects.create(code="sex", name="gender"))


def test_an_area_is_drawn_once_in_a_set(refused):
    told = {"name": "N", "kind": "ward", "vintage": "WD 2024", "digest": "0" * 64}
    made = BoundarySet.objects.create(code="ward-wd-2024", **told)
    made.boundaries.create(code="E05000001", name="Central", geometry={})

    refused(lambda: BoundarySet.objects.create(code="ward-wd-2024", **told))
    refused(lambda: made.boundaries.create(code="E05000001", name="Twin", geometry={}))


def test_a_succession_of_places_is_told_once_and_weighs_0_to_1(refused):
    one, two = make_place("E01000001"), make_place("E01000002")
    PlaceSuccession.objects.create(before=one, after=two, change="S", weight=None)

    refused(lambda: PlaceSuccession.objects.create(before=one, after=two, change="S", weight=0.5))
    refused(lambda: PlaceSuccession.objects.create(before=two, after=one, change="S", weight=1.1))
    refused(lambda: PlaceSuccession.objects.create(before=two, after=one, change="S", weight=-0.1))


def test_a_postcode_lies_once_in_a_place(refused):
    place = make_place()
    place.postcodes.create(postcode="LU1 2BQ")

    refused(lambda: place.postcodes.create(postcode="LU1 2BQ"))


def test_an_area_of_a_towns_own_is_named_once_and_holds_each_part_once(refused):
    town = make_town()
    area = Area.objects.create(town=town, slug="a", name="A", rule="R")
    area.parts.create(place=town.place, weight=0.5)

    refused(lambda: Area.objects.create(town=town, slug="a", name="B", rule="R"))
    refused(lambda: area.parts.create(place=town.place))
    for wrong in (0, -0.1, 1.1):
        place = make_place(f"E0100000{int(10 * wrong) % 9}", "Part")
        refused(lambda place=place, wrong=wrong: area.parts.create(place=place, weight=wrong))


def test_a_neighbourhood_of_an_area_is_not_deleted():
    town = make_town()
    part = make_place("E01000001", "Part")
    Area.objects.create(town=town, slug="a", name="A", rule="R").parts.create(place=part)

    with pytest.raises(ProtectedError):
        part.delete()


def test_a_comparator_group_is_named_once_in_a_town(refused):
    town = make_town()
    ComparatorGroup.objects.create(town=town, slug="g", name="G", why="W")

    refused(lambda: ComparatorGroup.objects.create(town=town, slug="g", name="H", why="W"))


def test_a_place_runs_one_town(refused):
    town = make_town()

    refused(
        lambda: Town.objects.create(
            place=town.place, slug="twin", name="Twin", title="T", promise="P", updated_on=date(2026, 1, 1)
        )
    )


def test_a_place_with_numbers_is_not_deleted():
    place = make_place()
    make_observations(make_indicator(), place, [1])

    with pytest.raises(ProtectedError):
        place.delete()


def test_a_snapshot_has_its_own_address_and_a_change_is_noticed_once(refused):
    town = make_town()
    kept = {"town": town, "slug": "2026-11-30", "title": "T", "digest": "d", "manifest": {}, "body": b""}
    snapshot = Snapshot.objects.create(**kept)
    change = {"measure": "jobs", "place": "E1", "period": "2025", "new_digest": "d"}
    snapshot.restatements.create(**change)

    refused(lambda: Snapshot.objects.create(**kept))
    refused(lambda: snapshot.restatements.create(**change))
