import re

import pytest
from django.urls import get_script_prefix

from tests.factories import make_indicator, make_measure, make_objective, make_observations, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_towns():
    make_town()
    second = make_town("other", "E06000002", "Otherham", is_default=False)
    indicator = make_indicator()
    make_observations(indicator, second.place, [1, 2, 3])
    make_measure(second, indicator=indicator, objectives=[make_objective(second)])
    return second


PAGES = ["", "measures/", "measures/jobs/", "objectives/M1/", "deprivation/", "data/", "about/", "groups/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_the_second_town_stays_there(client, two_towns, page):
    response = client.get(f"/towns/other/{page}")

    links = re.findall(r'(?:href|action)="(/[^"]*)"', response.content.decode())
    assert response.status_code == 200
    assert links
    assert [link for link in links if not link.startswith(("/towns/other/", "/static/", "/drawings/"))] == []


def test_the_first_town_may_be_named_too_and_keeps_its_short_addresses(client, two_towns):
    response = client.get("/towns/testham/measures/")

    assert response.status_code == 200
    assert b'href="/measures/"' in response.content
    assert b"/towns/testham/" not in response.content


def test_a_town_that_is_not_here_is_not_found(client, two_towns):
    assert client.get("/towns/nowhere/measures/").status_code == 404


def test_the_prefix_ends_with_the_request(client, two_towns):
    client.get("/towns/other/measures/")

    assert get_script_prefix() == "/"


@pytest.mark.parametrize(
    "page", ["measures/", "neighbourhoods/", "deprivation/", "desk/", "people/", "data/"]
)
def test_until_a_town_is_loaded_everything_leads_to_the_front_page(client, page):
    response = client.get(f"/{page}", follow=True)

    assert response.redirect_chain[-1][0] == "/"
    assert "No town has been loaded" in response.content.decode()
