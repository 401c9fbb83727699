"""The list of recommendations can be asked what is missing."""

import pytest

from tests.factories import (
    make_alignment,
    make_measure,
    make_objective,
    make_person,
    make_recommendation,
    make_town,
    make_workstream,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    town = make_town()
    watched, unwatched = make_objective(town), make_objective(town, "M2", 2)
    make_measure(town, "jobs", None, [watched])
    carried = make_recommendation(watched, "R1")
    make_recommendation(watched, "R2")
    make_recommendation(unwatched, "R3")
    make_alignment(carried, make_workstream(town))
    return town


def codes_in(html):
    return {code for code in ("R1", "R2", "R3") if f'/recommendations/{code}/"' in html}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?without=no-workstream", {"R2", "R3"}),
        ("?without=no-measure", {"R3"}),
        ("?without=no-measure&objective=M1", set()),
        ("?without=no-response", {"R1", "R2", "R3"}),
        ("?without=nonsense", {"R1", "R2", "R3"}),
    ],
)
def test_the_list_can_be_asked_what_is_missing(client, town, asked, shown):
    assert codes_in(client.get(f"/recommendations/{asked}").content.decode()) == shown


def test_the_public_is_not_offered_what_only_the_team_may_know(client, town):
    public = client.get("/recommendations/?without=never-checked").content.decode()
    client.force_login(make_person("Ada", town, "programme-team"))
    team = client.get("/recommendations/?without=never-checked").content.decode()

    assert "never-checked" not in public
    assert codes_in(public) == {"R1", "R2", "R3"}
    assert '<option value="never-checked" selected>' in team
    assert codes_in(team) == {"R1"}
