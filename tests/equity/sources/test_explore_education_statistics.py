import copy
import json
from datetime import date

import pytest

from fairplace.equity.sources.education_meta import read_meta, read_time
from fairplace.equity.sources.errors import NotLoaded
from fairplace.equity.sources.explore_education_statistics import ExploreEducationStatistics, make_question

from .fake import Answer, client_of, serve
from .fake_explore_education_statistics import CSV, DATA_SET, META, RESULTS, answer, pages, said
from .replies import reply

ASKED = {"data_set": DATA_SET, "version": "1.0", "indicators": "Good level of development"}
FILE = {"data_set": "file", "version": "1", "indicators": "gld_percent"}
PUBLISHER = ExploreEducationStatistics()


def fetch(server=answer, **asked):
    with serve(server) as fake, client_of(fake, title=PUBLISHER.title) as client:
        return list(ExploreEducationStatistics(fake.base).fetch(ASKED | asked, client)), fake.asked


def read(**asked):
    return PUBLISHER.read(fetch(**asked)[0], ASKED | asked).to_pylist()


def test_ids_become_names_and_codes_and_totals_are_everybody():
    rows = read()

    assert rows[1] == {
        "indicator": "Good level of development", "place": "E06000032", "place_name": "Luton",
        "place_kind": "Local authority", "dimension": "", "subgroup": "", "sex": "Persons", "age": "",
        "period": "2022/23", "starts_on": date(2022, 9, 1), "ends_on": date(2023, 8, 31), "value": 62.5,
        "lower_95": None, "upper_95": None, "lower_998": None, "upper_998": None, "count": None,
        "denominator": None, "flag": "", "note": "",
    }  # fmt: skip
    assert [(row["sex"], row["dimension"], row["subgroup"]) for row in rows[2:4]] == [
        ("Female", "", ""), ("Persons", "Free school meals", "Eligible"),
    ]  # fmt: skip


def test_symbols_become_flags_and_notes():
    rows = read(indicators="iGld, pupils")

    found = {(row["indicator"], row["place_name"], row["subgroup"], row["sex"]): row for row in rows}
    withheld = found["Good level of development", "Luton", "Eligible", "Persons"]
    assert (withheld["value"], withheld["flag"]) == (None, "suppressed")
    assert found["Good level of development", "Southend-on-Sea", "", "Persons"]["note"] == "Not applicable."
    low = found["Number of pupils", "Southend-on-Sea", "", "Persons"]
    assert (low["value"], low["note"]) == (0.0, "Low: more than nothing, but rounds to nought.")


def test_every_page_is_fetched_at_the_version_asked_for():
    replies, asked = fetch()

    assert len(replies) == 1 + 3
    assert {question.params["dataSetVersion"] for question in asked} == {"1.0"}
    assert [json.loads(question.body)["page"] for question in asked[1:]] == [1, 2, 3]


def test_names_are_asked_by_their_ids():
    question = make_question(
        read_meta(META),
        ASKED
        | {
            "places": "E06000032,E92000001",
            "filters": "Sex: Female\nFree school meals: Eligible, All pupils",
        },
    )

    assert question == {
        "criteria": {"and": [
            {"filters": {"in": ["oGirl"]}},
            {"filters": {"in": ["oFsm", "oEvery"]}},
            {"locations": {"in": [{"level": "LA", "id": "lLut"}, {"level": "NAT", "id": "lEng"}]}},
        ]},
        "indicators": ["iGld"],
        "sorts": [{"field": "timePeriod", "direction": "Asc"}],
        "pageSize": 1000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"version": ""}, "Say which version of the data set is meant"),
        ({"version": "9.0"}, "It said: dataSetVersion: The version was not found. Check what was asked for"),
        ({"data_set": "other"}, "(404). There is nothing at this address. It said: Not Found."),
        (
            {"indicators": "Bad"},
            "no indicator “Bad”. There are: Good level of development; Number of pupils.",
        ),
        ({"indicators": " , "}, "Say which indicators are wanted."),
        ({"places": "E06000099"}, "has no place with the code E06000099"),
        ({"filters": "Age: 5"}, "has no filter “Age”. There are: Sex; Free school meals."),
        ({"filters": "Sex: Other"}, "has no Sex “Other”. There are: Total; Female."),
    ],
)
def test_what_the_data_set_does_not_have_is_told(asked, said):
    with pytest.raises(NotLoaded) as refusal:
        fetch(**asked)

    assert said in str(refusal.value)


def changed(**changes):
    """Return a fake whose pages differ so from good ones."""

    def reply_to(question):
        if question.path.endswith("/query"):
            return said({**pages(RESULTS, question), **changes})
        return answer(question)

    return reply_to


def test_pages_that_do_not_add_up_are_refused():
    with pytest.raises(NotLoaded, match="counted 9 results and gave 2"):
        fetch(changed(paging={"totalPages": 1, "totalResults": 9}))
    with pytest.raises(NotLoaded, match="is JSON of another shape than expected"):
        fetch(changed(results=None))


def test_a_meta_of_another_shape_is_refused():
    bad = {key: value for key, value in META.items() if key != "filters"}

    with pytest.raises(NotLoaded, match="another shape than expected: 'filters' is missing"):
        fetch(lambda _: Answer(json.dumps(bad).encode(), "application/json"))


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (("filters", "fSex"), "oNew", "has the filter option oNew, which"),
        (
            ("locations", "LA"),
            "lNew",
            "a result that its description does not explain: ('LA', 'lNew') is missing.",
        ),
        (("values", "iGld"), "many", "Luton, 2022/23: “many” is neither a number nor a symbol that we know."),
        (("timePeriod", "code"), "W1", "“W1” is not a kind of period that we know (2022/2023)."),
    ],
)
def test_a_result_that_cannot_be_understood_is_refused(where, value, told):
    one = copy.deepcopy(RESULTS[1])
    one[where[0]][where[1]] = value

    with pytest.raises(NotLoaded) as refusal:
        PUBLISHER.read([reply(json.dumps(META)), reply(json.dumps({"results": [one]}))], ASKED)

    assert told in str(refusal.value)


def test_cards_say_units_and_decimals_where_the_publisher_does():
    replies, _asked = fetch()

    assert PUBLISHER.cards(replies) == {
        "Good level of development": {"name": "Good level of development", "unit": "%", "decimals": "1"},
        "Number of pupils": {"name": "Number of pupils", "decimals": "0"},
    }
    assert PUBLISHER.cards([reply(CSV)]) == PUBLISHER.cards([]) == {}


def test_the_plain_file_of_a_data_set_is_read_too():
    rows = PUBLISHER.read([reply(CSV)], FILE).to_pylist()

    assert [
        (row["place"], row["place_kind"], row["value"], row["sex"], row["dimension"]) for row in rows
    ] == [
        ("E92000001", "National", 67.2, "Persons", ""),
        ("E06000032", "Local authority", 62.5, "Persons", ""),
        ("E06000032", "Local authority", None, "Female", "School phase"),
    ]
    assert (rows[2]["flag"], rows[2]["subgroup"], rows[2]["period"]) == ("suppressed", "Primary", "2022/23")
    assert PUBLISHER.read([reply(CSV)], FILE | {"places": "E06000032"}).num_rows == 2


@pytest.mark.parametrize(
    ("body", "asked", "told"),
    [
        (CSV, {"indicators": ""}, "Say which indicators are wanted."),
        (CSV, {"indicators": "other"}, "has no column “other”."),
        (CSV, {"places": "E06000099"}, "has no figures for E06000099."),
        (CSV.replace("Local authority", "Ward"), {}, "row 3: the level “Ward” is not one we know"),
        (CSV.replace("E06000032", ""), {}, "row 3, column new_la_code: it is empty"),
        (CSV.replace("62.5", "lots"), {}, "gld_percent, Luton, 2022/23: “lots” is neither a number"),
        (CSV.replace("202223", "202224"), {}, "“202224” (Academic year) is not one year"),
        (
            CSV.replace("Female,Primary,c", "Total,Total,60"),
            {},
            "gives two numbers for gld_percent, E06000032",
        ),
        (CSV.strip(), {}, "is cut short: its last row has no end."),
    ],
)
def test_a_plain_file_with_a_fault_is_refused(body, asked, told):
    with pytest.raises(NotLoaded) as refusal:
        PUBLISHER.read([reply(body)], FILE | asked)

    assert told in str(refusal.value)


def test_nothing_loaded_is_refused():
    with pytest.raises(NotLoaded, match="was not loaded"):
        PUBLISHER.read([], ASKED)


@pytest.mark.parametrize(
    ("period", "identifier", "text", "first", "last"),
    [
        ("2022/2023", "AY", "2022/23", "2022-09-01", "2023-08-31"),
        ("202223", "Academic year", "2022/23", "2022-09-01", "2023-08-31"),
        ("202223", "Financial year", "2022/23", "2022-04-01", "2023-03-31"),
        ("2022", "CY", "2022", "2022-01-01", "2022-12-31"),
        ("202223", "Financial year Q4", "2022/23 Q4", "2023-01-01", "2023-03-31"),
        ("2022/2023", "T1", "2022/23 T1", "2022-09-01", "2022-12-31"),
        ("2022/2023", "T2", "2022/23 T2", "2023-01-01", "2023-03-31"),
        ("2022/2023", "Summer term", "2022/23 T3", "2023-04-01", "2023-07-31"),
        ("2022/2023", "T1T2", "2022/23 T1T2", "2022-09-01", "2023-03-31"),
        ("2023", "February", "Feb 2023", "2023-02-01", "2023-02-28"),
    ],
)
def test_a_period_of_the_department_has_a_first_and_a_last_day(period, identifier, text, first, last):
    found = read_time(period, identifier)

    assert (found.text, found.starts_on.isoformat(), found.ends_on.isoformat()) == (text, first, last)


def test_a_reporting_year_begins_where_somebody_says():
    assert read_time("2023", "RY", reporting_begins=4).ends_on == date(2024, 3, 31)
    with pytest.raises(NotLoaded, match="Say in which month they begin"):
        read_time("2023", "Reporting year")
    with pytest.raises(NotLoaded, match="is not understood as a period"):
        read_time("soon", "AY")


def test_an_age_stands_in_its_own_column():
    body = CSV.replace("school_phase", "age_group").replace("Primary", "5 to 7")

    rows = PUBLISHER.read([reply(body)], FILE).to_pylist()

    assert [(row["age"], row["dimension"]) for row in rows] == [("Total", ""), ("Total", ""), ("5 to 7", "")]
