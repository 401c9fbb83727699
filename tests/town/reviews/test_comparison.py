"""What differs between two snapshots, as values and on a page."""

import csv

import pytest
from django.test import Client

from fairplace.town.framework.models import Item
from fairplace.town.indicators.models import Observation
from fairplace.town.measures.models import ImpactMeasure, Note
from fairplace.town.reviews.queries.frozen import read_body
from fairplace.town.reviews.rules.difference import KINDS, list_differences
from tests.factories import make_alignment, make_measure, make_observations, make_workstream
from tests.factories.frozen import make_frozen

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(reviewed_town):
    """Return two snapshots between which something of each kind changed."""
    then = make_frozen(reviewed_town, "Then")
    jobs = ImpactMeasure.objects.get(slug="jobs")
    own = Observation.objects.filter(indicator=jobs.indicator, place=reviewed_town.place)
    own.filter(period="2020").update(value=48.5)
    own.filter(period="2014").delete()
    make_observations(jobs.indicator, reviewed_town.place, [(90, 89, 91)], first=2022)
    make_measure(reviewed_town, "trees")
    ImpactMeasure.objects.filter(slug="air").update(retired_on="2026-01-01")
    Note.objects.create(measure=jobs, kind="story", text="A plant closed.")
    Item.objects.filter(code="R1").update(name="Advice anew.")
    make_alignment(Item.objects.get(code="R1"), make_workstream(reviewed_town, "W1"))
    return then, make_frozen(reviewed_town, "Now")


def test_everything_that_differs_is_told_by_kind(two):
    found = list_differences(*map(read_body, two))

    told = {(one.kind, one.how, one.what): (one.then, one.now) for one in found}
    assert told["figure", "revised", "Jobs, Testham, 2020"] == ("48 (47 – 49)", "48.5 (47 – 49)")
    assert told["figure", "withdrawn", "Jobs, Testham, 2014"] == ("60 (59 – 61)", "")
    assert told["figure", "new", "Jobs, Testham, 2022"] == ("", "90 (89 – 91)")
    assert told["test", "revised", "Jobs: test"] == ("worse", "cannot tell")
    assert told["words", "new", "Jobs"] == ("", "A plant closed.")
    assert told["framework", "revised", "R1"] == ("Advice R1.", "Advice anew.")
    assert told["mapping", "new", "R1 × W1"] == ("", "part")
    assert ("measure", "new", "Trees") in told
    assert "Retired: 2026-01-01" in told["measure", "revised", "Air"][1]
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=list(KINDS).index)


def test_a_snapshot_does_not_differ_from_itself(two):
    body = read_body(two[0])

    assert list_differences(body, body) == []


def test_the_page_shows_both_sides_and_filters(two):
    address = f"/frozen/{two[0].slug}/compare/{two[1].slug}/"

    page = Client().get(address).content.decode()
    assert "48.5 (47 – 49)" in page
    assert "A plant closed." in page

    filtered = Client().get(address, {"kind": "words"}).content.decode()
    assert "A plant closed." in filtered
    assert "48.5" not in filtered
    assert (
        "They are the same" in Client().get(f"/frozen/{two[0].slug}/compare/{two[0].slug}/").content.decode()
    )


def test_the_list_leaves_as_a_file_with_the_filter_of_the_page(two):
    answer = Client().get(f"/frozen/{two[0].slug}/compare/{two[1].slug}/file.csv", {"how": "withdrawn"})

    rows = list(csv.DictReader(answer.content.decode().splitlines()))
    assert [(row["kind"], row["what"]) for row in rows] == [("figure", "Jobs, Testham, 2014")]


def test_what_to_compare_with_is_chosen_on_a_page(two):
    page = Client().get(f"/frozen/{two[0].slug}/compare/").content.decode()
    assert f"/frozen/{two[0].slug}/compare/{two[1].slug}/" in page

    answer = Client().get(f"/frozen/{two[0].slug}/compare/", {"with": two[1].slug})
    assert answer.url == f"/frozen/{two[0].slug}/compare/{two[1].slug}/"


def test_measures_are_chosen_by_their_names(two):
    page = Client().get(f"/frozen/{two[0].slug}/compare/{two[1].slug}/", {"measure": "jobs"})

    assert '<option value="jobs" selected>Jobs</option>' in page.content.decode()
