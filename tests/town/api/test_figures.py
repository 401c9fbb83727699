"""Figures as programs read them."""

import pytest

from fairplace.town.indicators.models import Observation
from fairplace.town.measures.models import ImpactMeasure
from tests.factories import make_indicator, make_measure, make_observations, make_place, make_town
from tests.town.api.conftest import EVERYWHERE, FIGURES


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


def test_a_figure_that_changed_has_another_digest(client, town):
    before = client.get(f"{FIGURES}.csv")["ETag"]
    Observation.objects.filter(place=town.place, period="2014").update(value=10.5)

    assert client.get(f"{FIGURES}.csv", headers={"If-None-Match": before}).status_code == 200


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
