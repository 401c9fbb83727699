"""Objectives are ranked by their measures, and by how many people live where deprivation is worst."""

import pytest

from fairplace.town.places.models import NeighbourhoodRank
from fairplace.town.places.queries import get_deprived
from fairplace.town.reports.gaps import list_needs
from tests.factories import (
    make_indicator,
    make_measure,
    make_neighbourhoods,
    make_objective,
    make_observations,
    make_person,
    make_recommendation,
    make_town,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    """Make ten neighbourhoods: four of them deprived in health, one in income, none told of in crime."""
    town = make_town()
    make_neighbourhoods(town)
    for n, one in enumerate(NeighbourhoodRank.objects.order_by("rank")):
        one.domains = {"health": 3 if n < 4 else 4, "income": 1 if n == 0 else 10}
        one.save()
    return town


def test_people_are_counted_not_areas(town):
    NeighbourhoodRank.objects.filter(rank=1).update(population=11_000)

    deprived = get_deprived(town=town)

    assert deprived.by_domain == {"health": 14_000 / 20_000, "income": 11_000 / 20_000}
    assert deprived.share(["income", "health", "crime"]) == 0.7
    assert deprived.share(["crime"]) is None
    assert deprived.share([]) is None


def test_without_areas_nothing_is_said_of_deprivation():
    assert get_deprived(town=make_town("other", "E06000009", "Otherham")) is None


def test_a_measure_getting_worse_comes_before_deprivation_and_deprivation_before_what_cannot_be_told(town):
    worse, income, health, unsure = (
        make_objective(town, f"M{n}", n, deprivation=domains)
        for n, domains in enumerate(([], ["income"], ["health"], []), start=1)
    )
    jobs = make_indicator("jobs")
    make_observations(jobs, town.place, [100 - 10 * year for year in range(8)])
    make_measure(town, "jobs", jobs, [worse])
    make_measure(town, "visits", None, [unsure])

    needs = list_needs(town=town, deprived=get_deprived(town=town))

    assert [need.objective.code for need in needs] == [one.code for one in (worse, health, income, unsure)]
    assert needs[0].tally["worse"] == 1
    assert [need.rank for need in needs] == [1, 2, 3, 4]
    assert "40% of people live in areas" in needs[1].words
    assert "areas" not in needs[3].words


def test_the_gaps_say_which_edition_counts_the_areas(client, town):
    objective = make_objective(town, deprivation=["health"])
    make_recommendation(objective, "R1")
    client.force_login(make_person("Ada", town, "programme-team"))

    html = client.get("/mapping/gaps/").content.decode()

    assert "40% of people live in areas among the most deprived three tenths" in html
    assert "from the Indices of Deprivation" in html
    assert "40% of people" in client.get("/mapping/gaps.csv").content.decode()


def test_the_programme_team_says_what_deprivation_an_objective_is_about(client, town):
    objective = make_objective(town)
    make_recommendation(objective, "R1")
    client.force_login(make_person("Ada", town, "programme-team"))
    typed = {"code": "M1", "name": "N", "status": "own", "deprivation": ["health", "crime"]}

    client.post("/framework/items/M1/", typed)
    objective.refresh_from_db()

    assert objective.deprivation == ["health", "crime"]
    assert "Health and disability" not in client.get("/framework/items/R1/").content.decode()
