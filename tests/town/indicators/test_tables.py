import csv
import io
import json

import pytest

from fairplace.town.indicators.models import Indicator, Observation
from tests.factories import make_indicator, make_observations, make_place, make_subgroup, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    indicator = make_indicator()
    make_observations(indicator, town.place, [(10, 9, 11)])
    make_observations(indicator, england, [12])
    make_observations(indicator, make_place("E06000099", "Elsewhere"), [99])
    return town


def test_every_row_of_a_csv_carries_its_source_and_terms(client, town):
    response = client.get("/data/jobs.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["place_name"], row["value"], row["lower_95"], row["upper_95"]) for row in rows] == [
        ("Testham", "10.0", "9.0", "11.0"),
        ("England", "12.0", "", ""),
    ]
    assert {(row["publisher"], row["edition"], row["retrieved_on"], row["licence"]) for row in rows} == {
        ("A publisher", "1", "2026-01-01", "OGL v3.0")
    }
    assert response["Content-Disposition"] == 'attachment; filename="testham-jobs.csv"'


def test_json_says_what_is_counted(client, town):
    found = json.loads(client.get("/data/jobs.json").content)

    assert found["indicator"]["definition"] == "A definition."
    assert [figure["value"] for figure in found["figures"]] == [10, 12]
    assert found["attribution"] == ["Contains test data."]


@pytest.mark.parametrize("address", ["/data/jobs.xml", "/data/nothing.csv"])
def test_what_is_not_offered_is_not_found(client, town, address):
    assert client.get(address).status_code == 404


def test_every_row_says_whose_number_it_is_and_of_which_kind_of_period(client, town):
    indicator = Indicator.objects.get(code="jobs")
    indicator.card = {"sex": "Women and men together", "age": "16 to 64"}
    indicator.save()
    for name, dimension in (("women", "sex"), ("16 to 24", "age"), ("white", "ethnicity")):
        make_observations(indicator, town.place, [10], subgroup=make_subgroup(name, dimension))

    rows = list(csv.DictReader(io.StringIO(client.get("/data/jobs.csv").content.decode())))

    told = {(row["subgroup"], row["sex"], row["age"], row["category"]) for row in rows}
    assert told == {
        ("", "Women and men together", "16 to 64", ""),
        ("women", "women", "16 to 64", ""),
        ("16 to 24", "Women and men together", "16 to 24", ""),
        ("white", "Women and men together", "16 to 64", "ethnicity: white"),
    }
    assert {(row["period_kind"], row["release"]) for row in rows} == {("calendar year", "release")}
    assert [row["reliability"] for row in rows if row["lower_95"]] == ["fairly precise"]


def test_what_a_spreadsheet_would_run_is_made_plain_text_and_numbers_stay_numbers(client, town):
    Observation.objects.filter(value=10).update(value=-10, note='=HYPERLINK("http://x")')

    rows = list(csv.DictReader(io.StringIO(client.get("/data/jobs.csv").content.decode())))

    assert (rows[0]["value"], rows[0]["note"]) == ("-10.0", '\'=HYPERLINK("http://x")')
