import pytest

from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.open_geography import OpenGeography, read_boundaries, read_lookup

from .beside import needs_downloads
from .fake import BRIEF, FAULTS, client_of, serve
from .fake_open_geography import CODES, LAYER, Server
from .replies import published, reply


def fetch(server=None, **asked):
    with serve((server or Server()).answer) as fake, client_of(fake) as client:
        return list(OpenGeography(fake.base).fetch({"layer": LAYER} | asked, client)), fake.asked


@pytest.mark.parametrize("says", ["top", "properties", ""])
@pytest.mark.parametrize("most", [1, 2, 5, 2000])
def test_all_pages_are_fetched_wherever_the_server_says_that_there_is_more(most, says):
    pages, _asked = fetch(Server(most=most, says=says))

    assert [area.code for area in read_boundaries(pages).areas] == list(CODES)
    assert len(pages) == -(-len(CODES) // most)


def test_pages_are_asked_for_in_order_and_in_degrees():
    _pages, asked = fetch()

    assert asked[2].params == {
        "where": "1=1", "outFields": "*", "orderByFields": "FID", "returnGeometry": "true", "outSR": "4326",
        "f": "geojson", "resultOffset": "0", "resultRecordCount": "2",
    }  # fmt: skip


def test_codes_and_a_place_around_them_are_asked_for():
    pages, asked = fetch(field="LAD24CD", codes="E06000032, E06000034", outlines="no")

    assert asked[1].params["where"] == "LAD24CD IN ('E06000032','E06000034')"
    assert len(pages) == 1
    _pages, asked = fetch(within="LAD24CD=E06000032")
    assert asked[1].params["where"] == "LAD24CD='E06000032'"


def test_a_long_list_of_codes_is_sent_as_a_form():
    codes = ",".join(["E06000032", *(f"E0{number:07d}" for number in range(200))])

    pages, asked = fetch(field="LAD24CD", codes=codes)

    assert [question.method for question in asked] == ["GET", "POST", "POST"]
    assert [area.code for area in read_boundaries(pages).areas] == ["E06000032"]


@pytest.mark.parametrize(
    ("server", "asked", "said"),
    [
        (
            Server(),
            {"layer": "Nothing"},
            "Nothing/FeatureServer/0 refused the question (400): Invalid URL Invalid URL.",
        ),
        (Server(gives=2), {}, "counted 5 rows and gave 2 and says there are more. Load it again."),
        (Server(counts=4), {}, "counted 4 rows and gave 4 and says there are more."),
        (Server(counts=3), {}, "gives more rows than the 3 it counted."),
        (Server(), {"within": "LAD24CD=E09"}, "has no rows where LAD24CD='E09'."),
        (Server(), {"within": "1=1 OR 1=1"}, "“1” is not the name of a field"),
        (Server(), {"within": "LAD24CD=E0' OR '1"}, "is not the code of an area"),
        (Server(), {"codes": "E06000032"}, "Say which field the codes stand in"),
    ],
)
def test_a_layer_that_does_not_add_up_is_refused(server, asked, said):
    with pytest.raises(NotLoaded) as refusal:
        fetch(server, **asked)

    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "fault", [fault for fault in FAULTS if fault not in {"header only", "changed columns"}]
)
def test_a_fault_is_told_in_a_sentence_and_passes(fault):
    with serve(Server().answer) as fake:
        fake.break_with(fault, on="/query")
        with (
            client_of(fake, title=OpenGeography.title, limits=BRIEF) as client,
            pytest.raises(NotLoaded) as refusal,
        ):
            list(OpenGeography(fake.base).fetch({"layer": LAYER}, client))
        fake.mend()
        with client_of(fake) as client:
            pages = list(OpenGeography(fake.base).fetch({"layer": LAYER}, client))

    assert "untouched" in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert len(read_boundaries(pages).areas) == len(CODES)


def test_changed_fields_are_told():
    pages, _asked = fetch()
    renamed = [reply(page.body.replace(b"LAD24CD", b"CODE")) for page in pages]

    with pytest.raises(
        NotLoaded, match=r"has no field of codes, such as LSOA21CD\. Its fields are: FID, CODE"
    ):
        read_boundaries(renamed)


def test_geography_has_no_figures():
    with pytest.raises(NotLoaded, match="not figures"):
        OpenGeography().read([], {})


LOOKUP = "ObjectId,LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD\n1,E1,A,U,E1,A,L\n2,E2,B,S,E3,B,L\n3,E2,B,S,E4,C,L\n"


def test_a_lookup_says_from_where_to_where_and_what_changed():
    assert read_lookup([reply(LOOKUP)]).to_pylist() == [
        {"code_from": first, "code_to": second, "vintage_from": 2011, "vintage_to": 2021, "change": change}
        for first, second, change in [("E1", "E1", "U"), ("E2", "E3", "S"), ("E2", "E4", "S")]
    ]


def test_a_lookup_between_other_fields_names_each_pair_once():
    table = read_lookup([reply(LOOKUP)], code_from="LSOA11CD", code_to="LAD22CD")

    assert table.select(["code_from", "code_to", "vintage_to"]).to_pylist() == [
        {"code_from": "E1", "code_to": "L", "vintage_to": 2022},
        {"code_from": "E2", "code_to": "L", "vintage_to": 2022},
    ]


def test_pages_of_a_layer_are_a_lookup_too():
    page = '{"features": [{"attributes": {"FID": 1, "WD22CD": "E05", "WD22NM": "A", "LAD22CD": "E06"}}]}'

    assert read_lookup([reply(page)]).to_pylist() == [
        {"code_from": "E05", "code_to": "E06", "vintage_from": 2022, "vintage_to": 2022, "change": ""}
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "LSOA11CD,NAME\nE1,A\n",
            "The lookup needs two fields of codes, such as LSOA11CD and LSOA21CD; it has 1.",
        ),
        ("LSOA11CD,LSOA21CD\nE1,\n", "The lookup, row 2: LSOA21CD is empty."),
        ("LSOA11CD,LSOA21CD,CHGIND\nE1,E1,Q\n", "row 2, column CHGIND: “Q” is none of U, S, M, X."),
        ("LSOA11CD,LSOA21CD,CHGIND\nE1,E1,U\nE1,E1,X\n", "The lookup says two things of E1 and E1: U and X."),
        ('{"features": []}', "The lookup is empty."),
        (
            '{"features": [{"attributes": {"A": 1}}, {"attributes": {"B": 1}}]}',
            "row 2 has other fields than the first",
        ),
        (
            '{"error": {"code": 499, "message": "Token Required"}}',
            "refused the question (499): Token Required.",
        ),
        ('{"features": [', "is no JSON, or is cut short"),
    ],
)
def test_a_lookup_with_a_fault_is_refused(body, said):
    with pytest.raises(NotLoaded) as refusal:
        read_lookup([reply(body)])

    assert said in str(refusal.value)


def test_a_field_that_is_not_there_is_named():
    with pytest.raises(NotLoaded, match="has no field MSOA21CD of codes"):
        read_lookup([reply(LOOKUP)], code_to="MSOA21CD")


@needs_downloads
@pytest.mark.parametrize(
    ("name", "rows", "vintages"),
    [
        ("LSOA11_LSOA21_LAD22_EW_LU_V2.csv.gz", 34753, (2011, 2021)),
        ("lookup_lsoa11_lsoa21_ltla22.csv.gz", 35795, (2011, 2021)),
        ("lookup_lsoa21_ward24_ltla24.csv.gz", 35672, (2021, 2024)),
        ("LSOA11_WD21_LAD21_EW_LU_V2.xlsx", 34753, (2011, 2021)),
    ],
)
def test_real_lookups_are_read_whole(name, rows, vintages):
    table = read_lookup(published(f"geography/{name}"))

    assert table.num_rows == rows
    assert (table["vintage_from"][0].as_py(), table["vintage_to"][0].as_py()) == vintages


def spoiled(path, said):
    """Return a fake that says something else at the end of a path."""

    def answer(question):
        is_there = question.path.endswith(path) and ("returnCountOnly" in question.params) == (
            "count" in said
        )
        return Server().json(said) if is_there else Server().answer(question)

    return answer


@pytest.mark.parametrize(
    ("path", "said", "told"),
    [
        ("/0", {"name": "A layer"}, "does not say how many rows it gives at a time"),
        ("/query", {"count": "many"}, "does not say how many rows there are"),
        ("/query", {"objects": []}, "gave no rows from row 1 on, only: objects."),
    ],
)
def test_an_answer_of_another_shape_is_refused(path, said, told):
    with serve(spoiled(path, said)) as fake, client_of(fake) as client, pytest.raises(NotLoaded) as refusal:
        list(OpenGeography(fake.base).fetch({"layer": LAYER}, client))

    assert told in str(refusal.value)


def test_pages_have_an_end(monkeypatch):
    monkeypatch.setattr("fairplace.equity.sources.open_geography.MOST_PAGES", 2)

    with pytest.raises(NotLoaded, match="has no end after 2 pages"):
        fetch()


def test_a_layer_without_an_object_id_is_ordered_by_its_codes():
    about = {"maxRecordCount": 10, "fields": [{"name": "NAME"}, {"name": "LAD24CD"}]}
    with serve(spoiled("/0", about)) as fake, client_of(fake) as client:
        list(OpenGeography(fake.base).fetch({"layer": LAYER}, client))

    assert fake.asked[-1].params["orderByFields"] == "LAD24CD"
