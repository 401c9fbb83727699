"""Measures and their gaps, places, publications and reviews as programs read them."""

from datetime import date

import pytest

from fairplace.town.indicators.models import Observation
from fairplace.town.measures.models import ImpactMeasure
from fairplace.town.reviews.models import Snapshot
from tests.factories import (
    make_indicator,
    make_kept,
    make_measure,
    make_observations,
    make_place,
    make_review,
)
from tests.factories.feeds import make_feed, make_load


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


def test_a_retired_measure_is_told_apart(client, town):
    ImpactMeasure.objects.update(retired_on=date(2026, 1, 1))

    assert client.get("/api/measures.json").json()["count"] == 0
    assert client.get("/api/measures.json?retired=true").json()["count"] == 1


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
