"""Pages of areas ask the same few questions whatever there is, and never read all of a country's rows."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.indicators.models import Observation
from fairplace.town.places.models import (
    Area,
    Boundary,
    BoundarySet,
    DeprivationEdition,
    Lookup,
    NeighbourhoodRank,
    Place,
    Postcode,
    Succession,
)
from tests.factories import (
    make_counts,
    make_geography,
    make_indicator,
    make_observations,
    make_person,
    make_place,
    make_town,
)
from tests.factories.places import square

pytestmark = pytest.mark.django_db
OLD = ("a", "b", "c", "d", "e", "f")
PAGES = [
    "/neighbourhoods/",
    "/neighbourhoods/?level=ward&vintage=wd-2024&indicator=cold-1",
    "/neighbourhoods/figures.csv?indicator=cold-1",
    "/wards/",
    "/wards/E05000011/",
    "/deprivation/bridge/",
    "/areas/",
    "/areas/add/",
    "/areas/area-1/",
    "/areas/area-1/change/",
    "/geography/",
]
# Tables that hold a row for each neighbourhood of a country, or more.
LARGE = (
    "places_place", "places_lookup", "places_neighbourhoodrank", "places_boundary", "places_succession",
    "places_postcode", "indicators_observation",
)  # fmt: skip


@pytest.fixture
def england():
    return make_place("E92000001", "England", "country")


@pytest.fixture
def town(england):
    return make_town(compared=[england])


@pytest.fixture
def places(town):
    return make_geography(town)


def fill(town, england, places, numbers):
    """Add an indicator, an area, a ward in every layer, and a drawn set, for each number."""
    for n in numbers:
        cold = make_indicator(f"cold-{n}")
        make_counts(cold, [places[name] for name in OLD], [10] * 6, [100] * 6)
        make_observations(cold, england, [9], first=2021)
        area = Area.objects.create(town=town, slug=f"area-{n}", name=f"Area {n}", rule="R", is_public=True)
        for name in ("a", "d", "e")[:n]:
            area.parts.create(place=places[name])
        made = BoundarySet.objects.create(
            code=f"set-{n}", name="N", kind="neighbourhood", vintage=f"LSOA {2000 + n}", attribution="A"
        )
        made.boundaries.create(
            code=places["a"].code,
            name="A",
            geometry={"type": "Polygon", "coordinates": [square(n)]},
        )


@pytest.fixture
def ana(client, town):
    client.force_login(make_person("Ana", town, "analyst"))
    return client


@pytest.mark.parametrize("address", PAGES)
def test_the_number_of_questions_does_not_grow(ana, town, england, places, address):
    fill(town, england, places, [1])
    ana.get(address)

    with CaptureQueriesContext(connection) as one:
        ana.get(address)
    fill(town, england, places, [2, 3])
    with CaptureQueriesContext(connection) as three:
        assert ana.get(address).status_code == 200

    assert len(three) == len(one)
    assert len(one) < 40


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="SQLite says of a plan whether it reads a whole table."
)
@pytest.mark.parametrize("address", PAGES)
def test_no_question_reads_a_whole_table_of_the_country(ana, town, england, places, address):
    fill(town, england, places, [1])
    add_a_country(england)
    cache.clear()

    with CaptureQueriesContext(connection) as asked:
        assert ana.get(address).status_code == 200

    for query in asked.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                plan = [row[3] for row in cursor.fetchall()]
            whole = [line for line in plan if re.match(rf"SCAN ({'|'.join(LARGE)})\b", line)]
            assert not whole, f"{whole[0]}: {query['sql']}"


def add_a_country(england):
    """Add the neighbourhoods of other authorities, as many as a country has, and let the planner know."""
    others = Place.objects.bulk_create(
        Place(code=f"E0700{n:04}", name=f"Council {n}", kind="authority", parent=england) for n in range(100)
    )
    Place.objects.bulk_create(
        Place(code=f"E02{n:03}{m:03}", name="N", kind="neighbourhood", parent=other, vintage="LSOA 2021")
        for n, other in enumerate(others)
        for m in range(20)
    )
    added = list(Place.objects.filter(parent__in=others))
    Succession.objects.bulk_create(Succession(before=one, after=one, change="U", weight=1) for one in added)
    Lookup.objects.bulk_create(
        Lookup(place=one, kind="ward", code="E05099999", name="W", vintage="WD 2024") for one in added
    )
    edition, made = DeprivationEdition.objects.first(), BoundarySet.objects.first()
    NeighbourhoodRank.objects.bulk_create(
        NeighbourhoodRank(
            edition=edition, place=one, score=1, rank=n, decile=1, population=1, tile_column=1, tile_row=1
        )
        for n, one in enumerate(added)
    )
    Boundary.objects.bulk_create(Boundary(set=made, code=one.code, name="N", geometry={}) for one in added)
    Postcode.objects.bulk_create(Postcode(postcode=f"AA{n}", place=one) for n, one in enumerate(added))
    known = Observation.objects.first()
    told = {name: getattr(known, name) for name in ("period", "starts_on", "ends_on", "value", "release")}
    Observation.objects.bulk_create(
        Observation(indicator=known.indicator, place=one, count=1, denominator=2, **told) for one in added
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
