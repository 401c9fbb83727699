"""Geography that somebody brings: outlines, a lookup between two censuses, a directory of postcodes."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fairplace.town.people.models import AuditEvent
from fairplace.town.places.models import Boundary, BoundarySet, Postcode, Succession
from fairplace.town.places.operations.succession import weigh
from fairplace.town.places.queries.geography import find_postcodes, get_geography, list_outlines
from fairplace.town.places.rules.postcode import split_list, tidy_postcode
from tests.factories import make_geography, make_geojson, make_person, make_place, make_town

pytestmark = pytest.mark.django_db
NEW = ("a", "b", "c1", "c2", "d", "e", "f")
OLD = ("a", "b", "c", "d", "e", "f")
BOUNDARIES = "/geography/boundaries/add/"
POSTCODES = "/geography/postcodes/add/"
LOOKUP = "/geography/succession/add/"


@pytest.fixture
def town():
    return make_town()


@pytest.fixture
def places(town):
    return make_geography(town)


@pytest.fixture
def ana(client, town):
    """The analyst, who keeps the numbers."""
    client.force_login(make_person("Ana", town, "analyst"))
    return client


def bring(client, address, content, **told):
    told = {
        "publisher": "Office for National Statistics",
        "licence": "Open Government Licence v3.0",
        "attribution": "Source: ONS\nContains OS data © Crown copyright and database right 2024",
        "address": "",
        "retrieved_on": "2026-11-01",
        **told,
    }
    return client.post(address, {**told, "file": SimpleUploadedFile("file", content)}, follow=True)


def error_of(response) -> str:
    """Return what the form says; nothing was taken in and the page is the form's."""
    assert response.redirect_chain == []
    return response.context["form"].errors["file"][0]


def test_boundaries_of_a_vintage_are_loaded_with_their_terms(ana, town, places):
    content = make_geojson([places[name] for name in NEW])

    html = bring(ana, BOUNDARIES, content).content.decode()

    made = BoundarySet.objects.get()
    assert "7 outlines of LSOA 2021 are loaded" in html
    assert (made.kind, made.vintage, made.licence) == (
        "neighbourhood",
        "LSOA 2021",
        "Open Government Licence v3.0",
    )
    assert made.attribution.splitlines()[1] == "Contains OS data © Crown copyright and database right 2024"
    assert Boundary.objects.get(code=places["a"].code).geometry["type"] == "MultiPolygon"
    event = AuditEvent.objects.get(kind="boundaries")
    assert (event.verb, event.by.name, event.after["areas"]) == ("loaded", "Ana", 7)


def test_codes_tell_the_vintage_not_the_year_in_the_name_of_the_field(ana, town, places):
    wards = [
        make_place(code, name, "region") for code, name in (("E05000001", "North"), ("E05000002", "South"))
    ]

    bring(ana, BOUNDARIES, make_geojson(wards, "WD22CD"))

    assert BoundarySet.objects.get().vintage == "WD 2021"


def test_areas_of_other_places_are_left_out(ana, town, places):
    other = make_place("E01009999", "Elsewhere")

    bring(ana, BOUNDARIES, make_geojson([*(places[name] for name in OLD), other], "LSOA11CD"))

    assert sorted(Boundary.objects.values_list("code", flat=True)) == sorted(
        places[name].code for name in OLD
    )
    assert BoundarySet.objects.get().vintage == "LSOA 2011"


def test_a_file_brought_again_changes_nothing_and_a_newer_one_takes_its_place(ana, town, places):
    content = make_geojson([places[name] for name in NEW])
    bring(ana, BOUNDARIES, content)
    bring(ana, BOUNDARIES, content)
    assert (BoundarySet.objects.count(), Boundary.objects.count()) == (1, 7)

    bring(ana, BOUNDARIES, make_geojson([places[name] for name in reversed(NEW)]))

    assert (BoundarySet.objects.count(), Boundary.objects.count()) == (1, 7)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is no JSON, or is cut short"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no areas"),
        (b'{"type": "Feature"}', "is no collection of areas"),
    ],
)
def test_what_is_no_file_of_boundaries_is_refused_in_a_sentence(ana, places, content, said):
    assert said in error_of(bring(ana, BOUNDARIES, content))
    assert not BoundarySet.objects.exists()


def test_a_file_with_a_hole_is_refused_and_what_was_there_stays(ana, town, places):
    bring(ana, BOUNDARIES, make_geojson([places[name] for name in NEW]))

    said = error_of(bring(ana, BOUNDARIES, make_geojson([places[name] for name in NEW[:-1]])))

    assert "leaves out 1 area of LSOA 2021" in said
    assert places["f"].code in said
    assert Boundary.objects.count() == 7


def test_metres_are_refused(ana, places):
    content = json.loads(make_geojson([places[name] for name in NEW]))
    content["features"][0]["geometry"]["coordinates"] = [
        [[507000, 221000], [508000, 221000], [508000, 222000], [507000, 221000]]
    ]

    assert "not in degrees" in error_of(bring(ana, BOUNDARIES, json.dumps(content).encode()))


@pytest.mark.parametrize(
    ("field", "said"), [("PCON24CD", "names no areas that we know"), ("LSOA21CD", "known here")]
)
def test_areas_that_are_not_ours_are_refused(ana, places, field, said):
    other = make_place("E14000001", "Elsewhere")

    assert said in error_of(bring(ana, BOUNDARIES, make_geojson([other], field)))


def test_a_day_that_has_not_come_is_refused(ana, places):
    tomorrow = timezone.localdate() + timedelta(days=1)
    content = make_geojson([places[name] for name in NEW])

    response = bring(ana, BOUNDARIES, content, retrieved_on=tomorrow.isoformat())

    assert response.context["form"].errors["retrieved_on"] == ["This day has not come yet."]
    assert response.context["form"]["publisher"].value() == "Office for National Statistics"


def test_a_file_that_is_too_large_is_refused(ana, places, monkeypatch):
    monkeypatch.setattr("fairplace.town.places.forms.geography.LARGEST", 10)

    assert "larger than 50 MB" in error_of(bring(ana, BOUNDARIES, b"x" * 11))


def test_outlines_are_removed(ana, town, places):
    bring(ana, BOUNDARIES, make_geojson([places[name] for name in NEW]))
    made = BoundarySet.objects.get()

    ana.post(f"/geography/boundaries/{made.pk}/remove/")

    assert not BoundarySet.objects.exists()
    assert AuditEvent.objects.filter(kind="boundaries", verb="removed").count() == 1
    assert ana.post(f"/geography/boundaries/{made.pk}/remove/").status_code == 404


def test_outlines_that_another_town_needs_stay(ana, town, places):
    bring(ana, BOUNDARIES, make_geojson([places[name] for name in NEW]))
    made = BoundarySet.objects.get()
    Boundary.objects.create(set=made, code="E01009999", name="Elsewhere", geometry={})

    ana.post(f"/geography/boundaries/{made.pk}/remove/")

    assert [one.code for one in made.boundaries.all()] == ["E01009999"]


def test_the_page_says_what_is_loaded_and_how_old_it_is(ana, town, places):
    bring(ana, BOUNDARIES, make_geojson([places[name] for name in NEW]))
    day = timezone.localdate() - timedelta(days=3)
    BoundarySet.objects.update(retrieved_on=day)

    response = ana.get("/geography/")

    html = response.content.decode()
    [one] = response.context["sets"]
    assert (one["drawn"], one["of"], one["age"]) == (7, 7, 3)
    assert "3 days ago" in html
    assert "Contains OS data © Crown copyright and database right 2024" in html
    assert "7 rows are known; 2 of them are of neighbourhoods that changed." in html
    assert "No directory is loaded" in html


def test_the_page_of_a_town_where_nothing_is_loaded_says_so(ana):
    BoundarySet.objects.all().delete()

    html = ana.get("/geography/").content.decode()

    assert "No boundaries are loaded" in html
    assert "No lookup is loaded" in html


def test_outlines_are_found_by_kind_vintage_and_code(ana, town, places):
    bring(ana, BOUNDARIES, make_geojson([places[name] for name in NEW]))

    found = list_outlines(kind="neighbourhood", vintage="LSOA 2021", codes=[places["a"].code, "E01999999"])

    assert [one.code for one in found] == [places["a"].code]
    assert list_outlines(kind="neighbourhood", vintage="LSOA 2011", codes=[places["a"].code]) == []


def lookup(places, *rows):
    lines = [f"{places[one].code},{places[other].code},{change}" for one, other, change in rows]
    return "\n".join(["LSOA11CD,LSOA21CD,CHGIND", *lines]).encode()


def test_a_lookup_takes_the_place_of_the_one_before_and_is_weighed_by_people(ana, town, places):
    Succession.objects.update(weight=0.1)
    content = lookup(places, *((name, name, "U") for name in "abdef"), ("c", "c1", "S"), ("c", "c2", "S"))

    html = bring(ana, LOOKUP, content).content.decode()

    assert "7 rows of the lookup are loaded" in html
    assert [
        (step.before, step.after, step.change, step.weight) for step in get_geography(town=town).steps[:4]
    ] == [
        (places["a"].code, places["a"].code, "U", 1),
        (places["b"].code, places["b"].code, "U", 1),
        (places["c"].code, places["c1"].code, "S", 0.6),
        (places["c"].code, places["c2"].code, "S", 0.4),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"LSOA11CD,LSOA21CD,CHGIND\nE01999998,E01999999,U\n", "None of the areas in the lookup"),
        (b"LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01999999,U\n", "E01999999 is no neighbourhood"),
        (b"LSOA11CD,LSOA21CD,CHGIND\nE01000001,E01000001,Q\n", "row 2, column CHGIND"),
        (b"LSOA11CD,LSOA21CD,CHGIND\nE01000001,,U\n", "row 2: LSOA21CD is empty"),
        (b"place,other\n1,2\n", "needs two fields of codes"),
    ],
)
def test_a_lookup_that_cannot_be_is_refused_and_the_old_one_stays(ana, places, content, said):
    assert said in error_of(bring(ana, LOOKUP, content))
    assert Succession.objects.count() == 7


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        # A best fit gives each older neighbourhood one newer one, so that all of its people would go there.
        ([*((name, name) for name in "abdef"), ("c", "c1")], "leaves out 1 area of LSOA 2021: E01000005."),
        ([(name, name) for name in "abdef"], "leaves out 1 area of LSOA 2011: E01000003."),
    ],
)
def test_a_lookup_that_leaves_neighbourhoods_out_is_refused(ana, places, pairs, said):
    content = lookup(places, *((*pair, "U") for pair in pairs))

    refused = error_of(bring(ana, LOOKUP, content))

    assert said in refused
    assert "exact" in refused
    assert Succession.objects.count() == 7


def test_shares_of_what_was_redrawn_are_not_known():
    pairs = [
        {"code_from": before, "code_to": after, "change": ""}
        for before, after in (("a", "x"), ("a", "y"), ("b", "y"), ("c", "z"), ("d", "z"), ("e", "e"))
    ]

    found = weigh(pairs, {"x": 10, "y": 30, "z": 5})

    assert [(row["before"], row["after"], row["change"], row["weight"]) for row in found] == [
        ("a", "x", "S", None),
        ("a", "y", "X", None),
        ("b", "y", "M", 1),
        ("c", "z", "M", 1),
        ("d", "z", "M", 1),
        ("e", "e", "U", 1),
    ]


def test_shares_are_not_guessed_where_people_are_not_counted():
    pairs = [{"code_from": "a", "code_to": after, "change": "S"} for after in ("x", "y")]

    assert [row["weight"] for row in weigh(pairs, {"x": 10})] == [None, None]


def test_postcodes_of_this_town_are_kept(ana, town, places):
    content = b"pcds,oseast1m,lsoa11,lsoa21\nLU1 2BQ,1,E01000003,E01000004\nAB1 1AA,1,E01999999,E01999999\n"

    html = bring(ana, POSTCODES, content).content.decode()

    assert "Postcodes loaded: 1 of this town. Left out: 1 of other places." in html
    assert find_postcodes(town=town, postcodes=["LU1 2BQ", "AB1 1AA"]) == {"LU1 2BQ": {places["c1"].code}}
    page = ana.get("/geography/").content.decode()
    assert "Contains OS data © Crown copyright" in page
    assert "Contains Royal Mail data © Royal Mail copyright" in page


@pytest.mark.parametrize(
    "heading", ["pcd,lsoa21cd", "PCDS,LSOA21", "postcode,lsoa_code", "Postcode,lsoa21_code"]
)
def test_headings_are_known_by_their_pattern(ana, places, heading):
    bring(ana, POSTCODES, f"{heading}\nlu12bq,E01000001\n".encode())

    assert Postcode.objects.get().postcode == "LU1 2BQ"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty"),
        (b"town,lsoa21\nLuton,E01000001\n", "no column of postcodes"),
        (b"pcds,town\nLU1 2BQ,Luton\n", "no column of neighbourhoods"),
        (b"pcds,lsoa21\nnonsense,E01000001\n", "Row 2: “nonsense” is no postcode"),
        (b"pcds,lsoa21\nLU1 2BQ,E01000001\nLU1 2BQ,E01000002\n", "Row 3 puts LU1 2BQ into a second"),
        (b"pcds,lsoa21\nLU1 2BQ\n", "Row 2 has 1 of 2 columns"),
        (b"pcds,lsoa21\nAB1 1AA,E01999999\n", "No postcode of the file lies in this town"),
        (b'pcds,lsoa21\n"LU1 2BQ,E01000001\n', "cannot be read"),
        (b"\x00\x01pcds", "This is not a CSV file"),
    ],
)
def test_a_directory_that_cannot_be_is_refused_and_the_old_one_stays(ana, places, content, said):
    Postcode.objects.create(postcode="LU1 1AA", place=places["a"])

    response = bring(ana, POSTCODES, content)

    if content:
        assert said in error_of(response)
    else:
        assert "file" in response.context["form"].errors
    assert [one.postcode for one in Postcode.objects.all()] == ["LU1 1AA"]


def test_a_directory_that_windows_wrote_is_read(ana, places):
    bring(ana, POSTCODES, "pcds,lsoa21,name\nLU1 2BQ,E01000001,Café\n".encode("cp1252"))

    assert Postcode.objects.count() == 1


def test_postcodes_are_tidied():
    assert [tidy_postcode(text) for text in ("lu12bq", " LU1  2BQ ", "w1a 0ax", "LU1", "")] == [
        "LU1 2BQ",
        "LU1 2BQ",
        "W1A 0AX",
        "",
        "",
    ]


def test_a_pasted_list_is_split_at_lines_commas_and_semicolons():
    assert split_list("LU1 2BQ, LU1 3BQ;LU1 4BQ\n\n LU1 5BQ\t") == [
        "LU1 2BQ",
        "LU1 3BQ",
        "LU1 4BQ",
        "LU1 5BQ",
    ]


@pytest.mark.parametrize("address", ["/geography/", BOUNDARIES, POSTCODES, LOOKUP])
def test_only_those_who_keep_numbers_bring_geography(client, town, address):
    client.force_login(make_person("Ben", town, "contributor"))

    assert client.get(address).status_code == 403


def test_the_outline_of_the_town_is_called_that_and_not_one_of_neighbourhoods(ana, town, places):
    html = bring(ana, BOUNDARIES, make_geojson([town.place], "LAD24CD")).content.decode()

    assert "The outline of the whole town is loaded." in html
    assert '<td data-label="Vintage">LAD 2024</td>' in html
