import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from fairplace.town.api.csvw import OGL
from fairplace.town.indicators.models import Observation
from fairplace.town.indicators.tables import COLUMNS
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.reviews.models import Snapshot
from tests.factories import (
    make_indicator,
    make_kept,
    make_measure,
    make_observations,
    make_place,
    make_release,
    make_review,
    make_town,
)
from tests.factories.feeds import make_feed, make_load

FIGURES = "/api/measures/jobs/figures"
EVERYWHERE = (
    "/api/measures.json",
    "/api/measures/jobs.json",
    "/api/measures/jobs/gaps.json",
    f"{FIGURES}.json",
    f"{FIGURES}.csv",
    f"{FIGURES}.xlsx",
    f"{FIGURES}.csv-metadata.json",
    "/api/places.json",
    "/api/releases.json",
    "/api/reviews.json",
    "/api/openapi.json",
)


def test_a_figure_says_all_that_it_takes_to_use_it(client, town):
    found = client.get(f"{FIGURES}.json?place=E06000001&period=2014&dimension=everybody").json()

    assert found["count"] == 1
    assert found["items"][0] == {
        "indicator": "jobs",
        "place": {"code": "E06000001", "name": "Testham", "kind": "authority"},
        "period": {
            "name": "2014",
            "kind": "calendar year",
            "starts_on": "2014-01-01",
            "ends_on": "2014-12-31",
        },
        "dimension": "",
        "subgroup": "",
        "sex": "",
        "age": "",
        "category": "",
        "value": 10.0,
        "unit": "%",
        "lower_95": 9.0,
        "upper_95": 11.0,
        "lower_998": 8.0,
        "upper_998": 13.0,
        "count": 20.0,
        "denominator": 200.0,
        "note": "",
        "quality": {"flag": "", "words": "as published", "reliability": "fairly precise"},
        "release": {
            "code": "release",
            "publisher": "A publisher",
            "title": "A title",
            "edition": "1",
            "dataset": "file.csv",
            "published_on": None,
            "retrieved_on": "2026-01-01",
            "licence": "OGL v3.0",
            "attribution": "Contains test data.",
        },
    }


def test_limits_that_nobody_gave_are_null_and_never_left_out(client, town):
    (figure,) = client.get(f"{FIGURES}.json?place=E92000001&period=2014").json()["items"]

    limits = {name: figure[name] for name in ("lower_95", "upper_95", "lower_998", "upper_998")}
    assert limits == dict.fromkeys(limits)


def test_figures_are_narrowed_and_come_in_pages_that_lead_on(client, town):
    women = client.get(f"{FIGURES}.json?dimension=sex&limit=4").json()

    assert (women["count"], len(women["items"])) == (6, 4)
    assert {one["sex"] for one in women["items"]} == {"women"}
    rest = client.get(women["next"]).json()
    assert (len(rest["items"]), rest["next"]) == (2, None)
    assert {one["period"]["name"] for one in women["items"] + rest["items"]} == {
        str(2014 + n) for n in range(6)
    }


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "offset=-1", "limit=x", "plase=E06000001", "place=%27"]
)
def test_what_cannot_be_read_is_refused_by_name(client, town, query):
    response = client.get(f"{FIGURES}.json?{query}")

    assert (response.status_code, response["Content-Type"]) == (
        422,
        "application/problem+json; charset=utf-8",
    )
    assert [one["name"] for one in response.json()["faults"]] == [query.split("=")[0]]


def test_a_measure_says_what_the_tests_say(client, town):
    (measure,) = client.get("/api/measures.json").json()["items"]

    (line,) = measure["lines"]
    assert (measure["direction"], line["direction"], line["subgroup"]) == ("better", "better", "")
    assert line["yearly_change"]["lower"] > 0
    assert line["latest"] == {
        "value": 15.0, "lower": 14.0, "upper": 16.0, "period": "2019", "ends_on": "2019-12-31", "unit": "%", "flag": "",
        "release": "release",
    }  # fmt: skip
    assert measure["status"]["word"] == "cannot tell"
    assert measure["indicator"]["card"][1] == {"label": "Definition", "lines": ["A definition."]}
    assert measure == client.get("/api/measures/jobs.json").json()


def test_every_link_of_a_measure_leads_somewhere(client, town):
    links = client.get("/api/measures/jobs.json").json()["links"]

    assert {name: client.get(address).status_code for name, address in links.items()} == dict.fromkeys(
        links, 200
    )


def test_a_gap_is_a_difference_and_a_ratio(client, town):
    found = client.get("/api/measures/jobs/gaps.json").json()

    fifths, sexes = found["gaps"]
    assert (fifths["dimension"], sexes["dimension"]) == ("deprivation", "sex")
    for gap in fifths["periods"] + sexes["periods"]:
        assert gap["absolute"]["value"] == pytest.approx(gap["better"]["value"] - gap["worse"]["value"])
        assert gap["relative"]["value"] > 0
    assert found["slope"]["period"] == "2019"


def test_places_and_publications_are_those_of_the_figures(client, town):
    release = Observation.objects.first().release
    make_load(make_feed(town, "fed"), state="taken", release=release, snapshot="a" * 64)
    make_observations(make_indicator("other"), make_place("E06000099", "Elsewhere"), [1])

    places = client.get("/api/places.json").json()
    releases = client.get("/api/releases.json").json()

    roles = {one["code"]: one["role"] for one in places["items"]}
    assert (places["count"], roles["E06000001"], roles["E92000001"]) == (12, "town", "country")
    assert "E06000099" not in roles
    assert [(one["code"], one["snapshot"]) for one in releases["items"]] == [("release", "a" * 64)]


def test_a_published_review_leads_to_its_manifest(client, town):
    review = make_review(town, 2025, state="published")
    snapshot = make_kept(review, "2025-06-01")
    make_review(town, 2026, state="moderation")

    (told,) = client.get("/api/reviews.json").json()["items"]
    manifest = client.get(told["snapshot"]["manifest"])

    assert (told["year"], told["snapshot"]["digest"]) == (2025, snapshot.digest)
    assert (manifest.json()["digest"], manifest["ETag"]) == (snapshot.digest, f'"{snapshot.digest}"')
    assert client.get(told["snapshot"]["body"]).status_code == 200
    assert client.get("/api/reviews/2026/manifest.json").status_code == 404


@pytest.mark.parametrize("address", EVERYWHERE)
def test_the_same_is_not_sent_twice(client, town, address):
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]


def test_a_figure_that_changed_has_another_digest(client, town):
    before = client.get(f"{FIGURES}.csv")["ETag"]
    Observation.objects.filter(place=town.place, period="2014").update(value=10.5)

    assert client.get(f"{FIGURES}.csv", headers={"If-None-Match": before}).status_code == 200


def test_the_newest_day_of_the_publications_is_told(client, town):
    assert client.get(f"{FIGURES}.json")["Last-Modified"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert client.get("/api/measures.json")["Last-Modified"] == "Thu, 01 Jan 2026 00:00:00 GMT"


@pytest.mark.parametrize("address", EVERYWHERE)
def test_any_site_may_read_and_no_cookie_is_set(client, town, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("address", EVERYWHERE)
def test_it_is_for_reading_alone(client, town, address):
    refused, asked, head = client.post(address), client.options(address), client.head(address)

    assert (refused.status_code, refused.json()["status"], refused["Allow"]) == (
        405,
        405,
        "GET, HEAD, OPTIONS",
    )
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert (head.status_code, head["ETag"]) == (200, client.get(address)["ETag"])


@pytest.mark.parametrize(
    "address", ["/api/nothing", "/api/measures/nothing.json", "/api/measures/jobs", "/api/a/b.json"]
)
def test_what_is_not_there_is_told_in_a_sentence(client, town, address):
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (
        404,
        "application/problem+json; charset=utf-8",
    )
    assert response.json()["detail"].startswith("There is no")


def test_the_csv_is_what_its_metadata_says_column_by_column(client, town):
    table = client.get(f"{FIGURES}.csv")
    told = client.get(f"{FIGURES}.csv-metadata.json")
    schema = told.json()["tableSchema"]

    rows = list(csv.reader(io.StringIO(table.content.decode())))
    columns = schema["columns"]
    assert rows[0] == [one["titles"] for one in columns]
    assert len({one["name"] for one in columns}) == len(columns)
    for row in rows[1:]:
        for cell, column in zip(row, columns, strict=True):
            check_cell(cell, column)
    key = [rows[0].index(name) for name in schema["primaryKey"]]
    assert len({tuple(row[at] for at in key) for row in rows[1:]}) == len(rows) - 1 == 28


def check_cell(cell, column):
    """Read a cell as its datatype says, as a reader of CSVW would."""
    if cell == column["null"]:
        assert not column["required"], column["name"]
    elif column["datatype"] == "double":
        float(cell)
    elif column["datatype"] != "string":
        assert column["datatype"] == {"base": "date", "format": "yyyy-MM-dd"}
        date.fromisoformat(cell)


def test_a_reader_of_csvw_finds_metadata_and_file_from_each_other(client, town):
    table = client.get(f"{FIGURES}.csv?place=E06000001")
    address, *said = table["Link"].split("; ")
    told = client.get(address.strip("<>"))

    assert said == ['rel="describedby"', 'type="application/csvm+json"']
    assert told["Content-Type"] == "application/csvm+json"
    assert told.json()["url"] == f"http://testserver{FIGURES}.csv?place=E06000001"
    assert told.json()["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert (told.json()["dc:license"], told.json()["dc:source"]) == ([OGL], ["Contains test data."])
    # Where a reader looks that sees no header: at the address with -metadata.json behind it.
    assert client.get(f"{FIGURES}.csv-metadata.json").status_code == 200


def test_another_licence_is_carried_along_by_its_name(client, town):
    release = make_release("other")
    release.licence, release.address = "Ask the police first", "https://police.example/data"
    release.save()
    Observation.objects.filter(place=town.place, period="2014").update(release=release)

    told = client.get(f"{FIGURES}.csv-metadata.json").json()

    assert told["dc:license"] == ["Ask the police first", OGL]
    assert "Ask the police first" in client.get("/api/").content.decode()


def test_the_workbook_has_the_rows_of_the_csv_with_numbers_as_numbers(client, town):
    book = load_workbook(io.BytesIO(client.get(f"{FIGURES}.xlsx?place=E06000001").content))

    rows = list(book["Figures"].values)
    assert rows[0] == COLUMNS
    assert (len(rows), rows[1][8:11]) == (13, (10, 9, 11))
    assert book["About"]["A3"].value == "Contains test data. (OGL v3.0)"


def test_what_is_hidden_or_not_the_towns_or_not_counted_never_leaves(client, town):
    jobs = ImpactMeasure.objects.get(slug="jobs").indicator
    hidden = {
        "value": None,
        "lower": None,
        "upper": None,
        "count": None,
        "flag": "suppressed",
        "note": "Hidden.",
    }
    Observation.objects.filter(place__code="E01000001", indicator=jobs).update(**hidden)
    make_observations(jobs, make_place("E06000099", "Elsewhere"), [98.7])
    making = make_indicator("making")
    make_observations(making, town.place, [87.6])
    make_measure(town, "making", making, kind="in development")

    figures = client.get(f"{FIGURES}.json").json()["items"]
    (protected,) = [one for one in figures if one["quality"]["flag"] == "suppressed"]

    assert (protected["value"], protected["count"], protected["lower_95"]) == (None, None, None)
    for address in EVERYWHERE:
        content = client.get(address).content
        assert b"98.7" not in content
        assert b"87.6" not in content
    for kind in ("json", "csv", "xlsx", "csv-metadata.json"):
        assert client.get(f"/api/measures/making/figures.{kind}").status_code == 404
    measure = client.get("/api/measures/making.json").json()
    assert (measure["lines"], measure["links"]["figures"]) == ([], None)


def test_a_retired_measure_is_told_apart(client, town):
    ImpactMeasure.objects.update(retired_on=date(2026, 1, 1))

    assert client.get("/api/measures.json").json()["count"] == 0
    assert client.get("/api/measures.json?retired=true").json()["count"] == 1


def test_a_second_town_has_its_own_under_its_name(client, town):
    other = make_town("other", "E06000002", "Otherton", is_default=False)
    make_measure(other, "homes", make_indicator("homes"), kind="number")
    make_observations(make_indicator("more"), other.place, [5])

    told = client.get("/towns/other/api/openapi.json").json()
    (measure,) = client.get("/towns/other/api/measures.json").json()["items"]
    page = client.get("/towns/other/api/").content.decode()

    assert told["servers"] == [{"url": "http://testserver/towns/other/api", "description": "Otherton"}]
    assert measure["links"]["csv"] == "http://testserver/towns/other/api/measures/homes/figures.csv"
    assert client.get(measure["links"]["measure"]).json()["slug"] == "homes"
    assert "http://testserver/towns/other/api/measures.json" in page
    pages = client.get("/towns/other/api/places.json?limit=1").json()
    assert pages["next"] is None
    assert client.get("/towns/other/api/measures/jobs.json").status_code == 404


def test_the_next_page_of_a_second_town_is_in_that_town(client, town):
    make_town(
        "other",
        "E06000002",
        "Otherton",
        is_default=False,
        compared=[make_place("E12000001", "North", "region")],
    )

    following = client.get("/towns/other/api/places.json?limit=1").json()["next"]

    assert following == "http://testserver/towns/other/api/places.json?limit=1&offset=1"
    assert client.get(following).json()["count"] == 2


@pytest.mark.parametrize("address", EVERYWHERE)
def test_the_number_of_questions_does_not_grow_with_the_rows(client, town, address):
    review = make_review(town, 2020, state="published")
    make_kept(review, "2020-06-01")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for n in (1, 2):
        indicator = make_indicator(f"more-{n}")
        make_observations(indicator, town.place, [(10 + n, 9, 11) for n in range(6)])
        make_measure(town, f"more-{n}", indicator)
        make_kept(make_review(town, 2020 + n, state="published"), f"202{n}-06-01")
        beside = make_place(f"E0600030{n}", f"Beside {n}")
        town.comparators.create(place=beside, role="similar", position=10 + n)
        jobs = ImpactMeasure.objects.get(slug="jobs").indicator
        make_observations(jobs, beside, [10])
        Observation.objects.filter(place=beside).update(release=make_release(f"release-{n}"))

    with CaptureQueriesContext(connection) as three:
        assert client.get(address).status_code == 200

    assert len(three) == len(one)


def test_the_page_shows_addresses_that_work(client, town):
    make_kept(make_review(town, 2025, state="published"), "2025-06-01")
    page = client.get("/api/").content.decode()

    shown = [part.split('"')[0].replace("&amp;", "&") for part in page.split('href="http://testserver')[1:]]
    public = [one for one in shown if "/restricted/" not in one]

    assert len(public) == 12
    assert {one: client.get(one).status_code for one in public} == dict.fromkeys(public, 200)
    assert json.loads(client.get(public[2]).content)["count"] == 6
    assert "/api/" in client.get("/data/").content.decode()


def test_where_there_is_no_ratio_the_difference_stands_with_the_reason(client, town):
    Observation.objects.filter(place=town.place, subgroup=None, period="2014").update(
        value=0, lower=0, upper=1
    )

    (_fifths, sexes) = client.get("/api/measures/jobs/gaps.json").json()["gaps"]
    first, second = sexes["periods"][:2]

    assert (first["absolute"]["value"], first["relative"]) == (12, None)
    assert first["no_ratio"] == "A ratio needs values above zero at both ends."
    assert (second["relative"]["value"] > 0, second["no_ratio"]) == (True, "")


def test_a_measure_told_in_words_has_no_figures_and_says_so(client, town):
    make_measure(town, "strategy", kind="narrative")

    told = client.get("/api/measures/strategy.json").json()

    assert (told["kind"], told["direction"], told["indicator"], told["lines"]) == (
        "narrative",
        "none",
        None,
        [],
    )
    assert client.get("/api/measures/strategy/gaps.json").json()["gaps"] == []
    assert (
        client.get("/api/measures/strategy/figures.csv").json()["detail"]
        == "This measure has no numbers yet."
    )


def test_a_review_whose_snapshot_is_not_public_leads_nowhere(client, town):
    snapshot = make_kept(make_review(town, 2025, state="published"), "2025-06-01")
    Snapshot.objects.filter(pk=snapshot.pk).update(is_public=False)

    (told,) = client.get("/api/reviews.json").json()["items"]

    assert (told["year"], told["snapshot"]) == (2025, None)
    assert client.get("/api/reviews/2025/manifest.json").status_code == 404


def test_no_spreadsheet_runs_what_stands_in_the_csv(client, town):
    Observation.objects.filter(indicator__code="jobs").update(note="=1+1")

    rows = list(csv.DictReader(io.StringIO(client.get(f"{FIGURES}.csv").content.decode())))

    assert {row["note"] for row in rows} == {"'=1+1"}
