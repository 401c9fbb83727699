import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairplace.equity.sources.boundaries import Boundaries, attribution, read_areas, turns
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.open_geography import read_boundaries

from .beside import needs_downloads
from .fake_open_geography import feature, square
from .replies import published, reply


def collection(*features, **more):
    return {"type": "FeatureCollection", "features": list(features), **more}


def shaped(kind, coordinates, **properties):
    properties = properties or {"LSOA21CD": "E01", "LSOA21NM": "Nowhere"}
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def read(*features, field="", **more):
    return read_boundaries([reply(json.dumps(collection(*features, **more)))], field=field)


def test_areas_have_kind_year_code_and_name_from_the_fields():
    found = read(feature("E06000032", 1))

    assert (found.kind, found.vintage) == ("LAD", 2024)
    assert [(area.code, area.name, len(area.polygons)) for area in found.areas] == [
        ("E06000032", "Nowhere 1", 1)
    ]


@pytest.mark.parametrize(
    ("properties", "kind", "vintage"),
    [
        ({"FID": 1, "CTYUA23CD": "E06"}, "CTYUA", 2023),
        ({"lsoa11_name": "A", "lsoa11_code": "E06"}, "LSOA", 2011),
        ({"wd99cd": "E06"}, "WD", 1999),
    ],
)
def test_the_year_in_a_field_is_found_by_its_shape(properties, kind, vintage):
    found = read(shaped("Polygon", [square(0, 52)], **properties))

    assert (found.kind, found.vintage, found.areas[0].code) == (kind, vintage, "E06")


def test_another_field_than_the_first_is_taken_when_named():
    found = read(shaped("Polygon", [square(0, 52)], LSOA21CD="E01", LAD22CD="E06"), field="LAD22CD")

    assert (found.kind, found.areas[0].code) == ("LAD", "E06")


@given(st.booleans(), st.booleans(), st.integers(-800, 100), st.integers(5000, 6000))
def test_rings_are_wound_by_the_standard_whatever_came_in(outer, hole, x, y):
    rings = [
        square(x / 100, y / 100, clockwise=outer),
        square(x / 100 + 0.001, y / 100 + 0.001, clockwise=hole),
    ]

    area = read_areas([collection(shaped("MultiPolygon", [rings]))], called="The file").areas[0]

    assert [turns(ring) > 0 for ring in area.polygons[0]] == [True, False]
    assert {frozenset(ring) for ring in area.polygons[0]} == {frozenset(map(tuple, ring)) for ring in rings}


def test_what_is_written_is_what_was_read():
    found = read(shaped("MultiPolygon", [[square(0, 52)], [square(1, 52)]]))

    again = read_boundaries([reply(json.dumps(_as_published(found)))])

    assert again == found


def _as_published(found: Boundaries):
    said = found.as_geojson()
    for one in said["features"]:
        one["properties"] = {"LSOA21CD": one["properties"]["code"], "LSOA21NM": one["properties"]["name"]}
    return said


GOOD = [square(0, 52)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"{", "is no JSON, or is cut short"),
        (b"[]", "is JSON of another shape than expected"),
        ({"features": 1}, "is no collection of areas"),
        (collection(), "holds no areas"),
        (
            collection(shaped("Polygon", GOOD, NAME="A")),
            "has no field of codes, such as LSOA21CD. Its fields are: NAME.",
        ),
        (collection(shaped("Polygon", GOOD, LSOA21CD="")), "holds an area whose LSOA21CD is empty"),
        (collection({"type": "Feature"}), "holds an area without properties"),
        (collection(shaped("Point", [0, 52])), "gives no outline for E01"),
        (collection(shaped("Polygon", [])), "gives no outline for E01"),
        (collection(shaped("Polygon", [[[0], [1], [2], [3]]])), "is not a list of points"),
        (collection(shaped("Polygon", [[["a", "b"]] * 4])), "is not a list of points"),
        (collection(shaped("Polygon", [[[float("nan"), 52]] * 4])), "is not a list of points"),
        (collection(shaped("Polygon", [[[float("inf"), 52]] * 4])), "is not a list of points"),
        (collection({**shaped("Polygon", GOOD), "geometry": [1]}), "gives no outline for E01"),
        (b"{" + b'"a":[' * 100_000, "is no JSON, or is cut short"),
        (collection(shaped("Polygon", GOOD), crs={"properties": "a"}), "is in another coordinate system (a)"),
        (collection(shaped("Polygon", [square(0, 52)[:-1]])), "is not closed. It may be cut short"),
        (collection(shaped("Polygon", GOOD), shaped("Polygon", GOOD)), "holds E01 twice"),
        (
            collection(shaped("Polygon", [square(509000, 221000)])),
            "which looks like metres of the British National Grid",
        ),
        (collection(shaped("Polygon", [square(52, -0.4)])), "gives latitude before longitude for E01"),
        (
            collection(shaped("Polygon", GOOD), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}),
            "is in another coordinate system (urn:ogc:def:crs:EPSG::27700). Download it as GeoJSON in WGS84",
        ),
    ],
)
def test_a_file_that_no_map_can_show_is_refused_in_a_sentence(body, said):
    with pytest.raises(NotLoaded) as refusal:
        read_boundaries([reply(body if isinstance(body, bytes) else json.dumps(body))])

    assert said in str(refusal.value)
    assert str(refusal.value).startswith("The file of boundaries ")


@pytest.mark.parametrize("name", ["EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"])
def test_a_file_that_says_it_is_in_degrees_is_taken(name):
    assert len(read(shaped("Polygon", GOOD), crs={"properties": {"name": name}}).areas) == 1


def test_a_field_that_is_not_there_is_named():
    with pytest.raises(NotLoaded, match="has no field LAD22CD of codes"):
        read(shaped("Polygon", GOOD), field="LAD22CD")


def test_two_lines_stand_by_every_map():
    assert attribution(2024) == (
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
        "Contains OS data © Crown copyright and database right 2024",
    )


@needs_downloads
@pytest.mark.parametrize(
    ("name", "kind", "vintage", "areas"),
    [
        ("CTYUA_Dec_2023_UK_BSC.geojson.gz", "CTYUA", 2023, 218),
        ("england_ltla24.geojson.gz", "LTLA", 2024, 296),
        ("luton_lad24_bsc.geojson", "LAD", 2024, 1),
        ("luton_lsoa11.geojson", "LSOA", 2011, 121),
        ("luton_lsoa21.geojson", "LSOA", 2021, 125),
    ],
)
def test_real_boundaries_are_read_whole_and_wound(name, kind, vintage, areas):
    found = read_boundaries(published(f"boundaries/{name}"))

    assert (found.kind, found.vintage, len(found.areas)) == (kind, vintage, areas)
    # Generalised outlines hold slivers without an area, which run neither way.
    assert all(turns(ring) >= 0 for area in found.areas for ring, *_holes in area.polygons)


@needs_downloads
def test_the_fake_has_the_fields_of_a_real_layer():
    real = json.loads(published("boundaries/luton_lad24_bsc.geojson")[0].body)["features"][0]

    assert set(feature("E06000032", 1)["properties"]) <= set(real["properties"])
    assert set(feature("E06000032", 1)) == set(real)
