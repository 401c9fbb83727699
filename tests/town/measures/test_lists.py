"""The list of measures shows what is asked for in its address; a measure's page says who shares it."""

from datetime import date

import pytest

from fairplace.town.framework.models import PolicyObjective
from tests.factories import (
    make_group,
    make_indicator,
    make_measure,
    make_membership,
    make_objective,
    make_observations,
    make_organisation,
    make_recommendation,
    make_town,
)
from tests.town.measures.test_queries import make_gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    first, second = make_objective(town), make_objective(town, "M2", 2)
    jobs = make_indicator("jobs")
    make_observations(jobs, town.place, [10, 11, 12])
    make_measure(town, "jobs", jobs, [first])
    make_measure(town, "visits", None, [second], accountability="service")
    make_recommendation(first, "R1")
    return town


def test_a_card_says_where_no_range_was_published_and_draws_no_line_through_three_numbers(client, town):
    page = client.get("/measures/")

    [jobs] = [card for card in page.context["cards"] if card.reading.measure.slug == "jobs"]
    assert jobs.spark == []
    assert "(no range), 2016" in page.content.decode()


def test_what_holds_for_most_is_said_once_above_the_list_with_its_count(client, town):
    make_gap(town, [40, 30, 28, 22, 20, 18, 16, 14, 12, 8])

    page = client.get("/measures/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert "For 2 of 3 measures no gap inside the town is published." in main
    assert "so it is for 1 of 1 newest numbers." in main
    assert main.count("no gap inside") == 1
    assert main.count("<strong>Gap</strong>") == 1
    assert "25.0 percentage points (likely " in main


def test_common_facts_are_counted_among_what_is_shown(client, town):
    page = client.get("/measures/?objective=M2").content.decode()

    assert "For 1 of 1 measure no gap inside the town is published." in page
    assert "No range" not in page


def test_each_measure_stands_once_under_its_objective_and_under_the_one_asked_for(client, town):
    both = make_measure(town, "both", None, list(PolicyObjective.objects.order_by("position")))
    make_measure(town, "all", None)

    def listed(address):
        groups = client.get(address).context["groups"]
        return [
            (group.objective and group.objective.code, [card.reading.measure.slug for card in group.cards])
            for group in groups
        ]

    assert listed("/measures/") == [(None, ["all"]), ("M1", ["jobs", both.slug]), ("M2", ["visits"])]
    assert listed("/measures/?objective=M2") == [("M2", ["visits", both.slug])]


def names_in(html):
    return {name for name in ("jobs", "visits") if f"/measures/{name}/" in html}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"jobs", "visits"}),
        ("?objective=M2", {"visits"}),
        ("?accountability=service", {"visits"}),
        ("?accountability=population", {"jobs"}),
        ("?without=measure-no-number", {"visits"}),
        ("?without=measure-no-recommendation", {"visits"}),
        ("?without=nonsense", {"jobs", "visits"}),
        ("?objective=M1&accountability=service", set()),
    ],
)
def test_the_list_shows_what_is_asked_for(client, town, asked, shown):
    assert names_in(client.get(f"/measures/{asked}").content.decode()) == shown


def test_what_was_chosen_stays_chosen(client, town):
    html = client.get("/measures/?accountability=service&going=cannot+tell").content.decode()

    assert '<option value="service" selected>' in html
    assert '<input type="hidden" name="going" value="cannot tell">' in html


def test_a_measure_says_who_shares_it(client, town):
    group = make_group(town)
    group.objectives.set([make_objective(town, "M3", 3), *town.measures.get(slug="jobs").objectives.all()])
    make_membership(group, make_organisation(town, "council"))
    make_membership(group, make_organisation(town, "gone"), until_on=date(2020, 1, 1))

    html = client.get("/measures/jobs/").content.decode()
    other = client.get("/measures/visits/").content.decode()

    assert "no one partner can move it alone" in html
    assert f"{group.name}</a>: Council" in html
    assert "Gone" not in html
    assert "A service: how well it does" in other
    assert "watched by the whole partnership" in other
