"""What holds at every address for programs."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairplace.town.indicators.models import Observation
from fairplace.town.measures.models import ImpactMeasure
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
from tests.town.api.conftest import EVERYWHERE, FIGURES


@pytest.mark.parametrize("address", EVERYWHERE)
def test_the_same_is_not_sent_twice(client, town, address):
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]


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
