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


def test_the_list_of_towns_leads_to_each_from_every_town(client, two_towns):
    for page in ("/towns/", "/towns/other/towns/"):
        assert [url for _, url in client.get(page).context["towns"]] == ["/", "/towns/other/"]


def test_an_address_without_its_last_stroke_still_leads_to_the_town(client, two_towns):
    assert client.get("/towns/other", follow=True).redirect_chain == [("/towns/other/", 301)]


def test_signing_in_on_the_way_to_a_page_of_the_second_town_leads_back_to_it(client, two_towns):
    response = client.get("/towns/other/desk/")

    assert (response.status_code, response["Location"]) == (
        302,
        "/towns/other/account/login/?next=/towns/other/desk/",
    )


@pytest.mark.parametrize("address", ["/towns/other/", "/towns/other/measures/nothing/", "/towns/nowhere/"])
def test_the_prefix_ends_with_the_request_however_it_ends(client, two_towns, address):
    client.get(address)

    assert get_script_prefix() == "/"
    assert 'href="/measures/"' in client.get("/").content.decode()


def test_an_error_page_of_the_second_town_leads_back_into_it(client, two_towns):
    response = client.get("/towns/other/measures/nothing/")

    assert response.status_code == 404
    assert 'href="/towns/other/"' in response.content.decode()


def test_a_town_inside_a_town_is_not_found(client, two_towns):
    assert client.get("/towns/other/towns/testham/measures/").status_code == 404


def test_numbers_of_one_town_are_not_given_by_the_other(client, two_towns):
    assert client.get("/measures/jobs/").status_code == 404
    assert client.get("/towns/other/data/jobs.csv").content.count(b"Otherham") == 3
    assert client.get("/data/jobs.csv").content.count(b"Otherham") == 0
