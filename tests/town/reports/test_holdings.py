"""The page that says what is held of each measure, and what is missing."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_indicator, make_measure, make_observations, make_subgroup, make_town
from tests.town.measures.test_status import make_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make_town()


def make_full(town, code="jobs"):
    indicator = make_indicator(code)
    values = [(60 + n, 59 + n, 61 + n) for n in range(6)]
    make_observations(indicator, town.place, values, count=60, denominator=100)
    group = make_subgroup(f"women {code}")
    make_observations(indicator, town.place, values, subgroup=group)
    measure = make_measure(town, code, indicator)
    make_path(measure, value=80)
    return measure


def read(client):
    answer = client.get("/measures/held/?file=csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_a_measure_has_is_held_and_the_rest_is_missing(client, town):
    make_full(town)
    make_measure(town, "empty")

    full, empty = read(client)

    assert (full["Newest"], full["Periods"]) == ("2019", "6")
    said = {name: full[name] for name in ("Figures", "Likely ranges", "Counts", "Direction", "Path", "Sex")}
    assert set(said.values()) == {"held"}
    assert full["Ethnicity"] == full["Deprivation"] == "missing"
    answers = [word for name, word in empty.items() if name not in ("Measure", "Newest", "Periods")]
    assert set(answers) == {"missing"}


def test_the_page_counts_what_is_there(client, town):
    make_full(town)
    make_measure(town, "empty")

    page = client.get("/measures/held/")

    assert page.context["shown"].status == "6 of 18 answers are there: 2 measures, 9 questions each."
    assert 'href="/measures/jobs/"' in page.content.decode()


def test_few_figures_give_no_direction(client, town):
    indicator = make_indicator()
    make_observations(indicator, town.place, [10, 11])
    make_measure(town, indicator=indicator)

    assert read(client)[0]["Direction"] == "missing"


def test_without_measures_the_page_says_so(client, town):
    page = client.get("/measures/held/")

    assert page.status_code == 200
    assert "This town has no measures yet." in page.content.decode()


def test_more_measures_ask_no_more_questions(client, town):
    counts = []
    for n in range(3):
        make_full(town, f"jobs{n}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/measures/held/")
        counts.append(len(asked))

    assert counts[1] == counts[2]
