import csv
import io
import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from fairplace.town.ui.charts.asking import draw_picture
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_observations,
    make_person,
    make_place,
    make_subgroup,
    make_town,
)
from tests.town.measures.test_queries import CLIMB, make_gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    england = make_place("E92000001", "England", "country")
    town = make_town(compared=[england])
    indicator = make_indicator()
    make_observations(indicator, town.place, CLIMB)
    make_observations(indicator, england, [20] * 6)
    make_measure(town, indicator=indicator)
    make_measure(town, "respect", needed="A survey.")
    return town


@pytest.mark.parametrize(
    ("going", "shown"),
    [
        ("", ["jobs", "respect"]),
        ("better", ["jobs"]),
        ("worse", []),
        ("none", ["respect"]),
        ("nonsense", ["jobs", "respect"]),
    ],
)
def test_the_list_shows_measures_that_go_the_way_asked_for(client, town, going, shown):
    context = client.get("/measures/", {"going": going}).context

    assert [reading.measure.slug for reading in context["readings"]] == shown
    assert context["tally"] == {"better": 1, "worse": 0, "cannot tell": 0, "none": 1}


def test_a_measure_in_development_says_first_that_there_is_no_number(client, town):
    page = client.get("/measures/respect/").content.decode()

    first = page[page.index("<h1>") : page.index("A survey.")]
    assert "There is no number yet." in first
    assert "Nobody has told yet" not in first
    assert "Cannot tell" not in first


def test_notes_that_nobody_wrote_take_one_line(client, town):
    page = client.get("/measures/respect/").content.decode()

    assert page.count("Nobody has written") == 1


def test_a_list_without_measures_says_so(client):
    make_town()

    assert "No measures here" in client.get("/measures/").content.decode()


def test_a_measure_says_what_can_be_said_beside_other_places(client, town):
    table = client.get("/measures/jobs/").context["beside_table"]

    assert table.caption == "What we can say of Testham beside other places"
    assert table.rows == (
        ("Testham", "15.0%", "likely between 14.8% and 15.2%", "–"),
        ("England", "20.0%", None, "▼ Worse here"),
    )


def test_without_a_published_range_nothing_is_said_of_differences(client):
    england = make_place("E92000001", "England", "country")
    town, indicator = make_town(compared=[england]), make_indicator()
    make_observations(indicator, town.place, [1])
    make_observations(indicator, england, [9])
    make_measure(town, indicator=indicator)

    response = client.get("/measures/jobs/")

    assert response.context["beside_table"].rows[1][3] == "? Cannot tell apart"
    assert "No likely range was published with the town’s number" in response.content.decode()
    assert "Worse here" not in response.content.decode()


def test_a_measure_without_a_number_says_what_is_needed_and_has_no_file(client, town):
    html = client.get("/measures/respect/").content.decode()

    assert "A survey." in html
    assert "figures.csv" not in html
    assert client.get("/measures/respect/figures.csv").status_code == 404


def test_a_measure_gives_its_numbers_with_their_source_as_a_file(client, town):
    response = client.get("/measures/jobs/figures.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert len(rows) == 12
    assert {row["publisher"] for row in rows} == {"A publisher"}


def show_few(client, **fields):
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, [10, 12, 11, 12])
    return make_measure(town, indicator=indicator, **fields)


FEW = "Only 4 figures are held (2014 to 2017); a direction takes 5."


@pytest.mark.parametrize("has_path", [True, False])
def test_why_nothing_can_be_told_is_said_once_in_words_and_referred_to(client, has_path):
    measure = show_few(client)
    if has_path:
        measure.targets.create(
            of="level", year=2040, value=20, base_year=2014.5, base_value=10, source="S", status="adopted"
        )

    page = client.get("/measures/jobs/").content.decode()
    # The caption of the chart goes with it where the page does not.
    told = re.sub(r"<figcaption.*?</figcaption>", "", page, flags=re.DOTALL)

    assert told.count(FEW) == 1
    assert 'We cannot tell: <a href="#why">' in page
    assert ('No fan, <a href="#why">' in page) == has_path


def test_without_path_and_fan_the_curve_is_one_sentence_and_who_can_set_a_path(client):
    measure = show_few(client)

    def read():
        page = client.get("/measures/jobs/").content.decode()
        start = page.index('id="curves"')
        return page[start : page.index("<h2", start)]

    missing = (
        "No curve can be drawn yet: no path to a target is set, and the figures do not say where they lead."
    )
    assert missing in read()
    assert "Once the partnership has one, an analyst sets it here." in read()
    assert "No fan" not in read()
    client.force_login(make_person("Fay", measure.town, "analyst"))
    assert f'{missing} <a href="{reverse("target_add", kwargs={"slug": "jobs"})}">Set a path</a>' in read()


def test_reasons_of_groups_that_differ_stand_by_their_direction(client):
    town, indicator = make_town(), make_indicator()
    make_observations(indicator, town.place, CLIMB, subgroup=make_subgroup("women"))
    make_observations(indicator, town.place, [10, 12, 11, 12], subgroup=make_subgroup("men", position=2))
    make_measure(town, indicator=indicator)

    page = client.get("/measures/jobs/").content.decode()

    assert page.count(FEW) == 1
    assert FEW in page[page.index('id="direction"') :]


def test_a_gap_is_shown_in_absolute_and_relative_terms_with_its_edition(client):
    make_gap(make_town(), [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    html = client.get("/measures/crowding/").content.decode()

    assert "25.0 percentage points" in html
    assert "3.50" in html
    assert "Indices of Deprivation" in html


@pytest.mark.parametrize("address", ["/measures/nothing/", "/measures/nothing/figures.csv"])
def test_a_measure_that_is_not_there_is_not_found(client, town, address):
    assert client.get(address).status_code == 404


def test_a_measure_of_another_town_is_not_found_here(client, town):
    other = make_town("other", "E06000002", "Otherham", is_default=False)
    make_neighbourhoods(other, number=0)
    make_measure(other, "theirs")

    assert client.get("/measures/theirs/").status_code == 404
    assert client.get("/towns/other/measures/theirs/").status_code == 200


def test_a_chart_that_is_not_drawn_yet_is_asked_for_once_by_whoever_opens_the_page(
    client, town, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()

    client.get("/measures/jobs/")
    asked = DBTaskResult.objects.count()
    client.get("/measures/jobs/")

    drawings = client.get("/measures/jobs/").context["drawings"]
    assert asked == len(drawings)
    assert DBTaskResult.objects.count() == asked
    # The worker's picture is the one that the page looks for.
    for one in DBTaskResult.objects.all():
        draw_picture.func(*one.args_kwargs["args"], **one.args_kwargs["kwargs"])
    assert all(one.svg for one in client.get("/measures/jobs/").context["drawings"].values())
